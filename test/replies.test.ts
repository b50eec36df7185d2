import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { actByPerson } from "../src/cases/act-on-case.ts";
import { approveReply, returnReply } from "../src/cases/approve-reply.ts";
import { saveReply } from "../src/cases/save-reply.ts";
import { submitReply, withdrawReply } from "../src/cases/submit-reply.ts";
import { aPromise, replyText } from "./reply-of-kind.ts";
import { approved, desk, network, openCase, parts, publish, read, submit, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

const types = async (caseId: number) => (await read(caseId)).history.map((event) => event.type);

describe("from the draft to the thread", () => {
	test("an answer is written, approved by another person, and stands in the thread", async () => {
		const caseId = await openCase();
		await approved(caseId);
		await publish();
		const after = await read(caseId);
		expect(after.case.status).toBe("answered");
		expect(after.earlierReplies[0]).toMatchObject({ status: "published", approvedByName: "Person 3" });
		expect(after.messages.map((message) => [message.direction, message.isOutside])).toEqual([
			["in", false],
			["out", false],
		]);
		expect(await types(caseId)).toEqual(["opened", "draftStarted", "accept", "submit", "approve", "recordPublished"]);
		expect(network.calls[0]?.target).toMatchObject({
			replyToExternalId: "wall-900001_55_reply_1",
			threadKind: "comments",
		});
	});

	test("nobody approves a text they wrote in, not even with the right to", async () => {
		const caseId = await openCase();
		const revision = await submit(caseId);
		await expect(approveReply(parts(), desk.region.executor, caseId, revision)).rejects.toMatchObject({
			code: "reply-own-approval",
		});
		await withdrawReply(parts(), desk.region.executor, caseId);
		const draft = (await read(caseId)).reply;
		await saveReply(desk.db, desk.region.approver, caseId, {
			text: "Переписано вторым",
			revision: draft?.revision ?? 0,
		});
		const mine = (await read(caseId)).reply?.revision ?? 0;
		await submitReply(parts(), desk.region.approver, caseId, { revision: mine, requestKey: "request-key-2" });
		const now = (await read(caseId)).reply?.revision ?? 0;
		await expect(approveReply(parts(), desk.region.executor, caseId, now)).rejects.toMatchObject({
			code: "reply-own-approval",
		});
	});

	test("two approvals at once are one publication", async () => {
		const caseId = await openCase();
		const revision = await submit(caseId);
		const results = await Promise.allSettled(
			Array.from({ length: 6 }, () => approveReply(parts(), desk.region.approver, caseId, revision)),
		);
		expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
		await Promise.all(Array.from({ length: 6 }, publish));
		expect(network.calls).toHaveLength(1);
	});

	test("a double click submits once; what has changed meanwhile is told", async () => {
		const caseId = await openCase();
		await saveReply(desk.db, desk.region.executor, caseId, { text: "Вода будет к 18:00.", revision: null });
		const revision = (await read(caseId)).reply?.revision ?? 0;
		const order = { revision, requestKey: "request-key-1" };
		await Promise.all([
			submitReply(parts(), desk.region.executor, caseId, order),
			submitReply(parts(), desk.region.executor, caseId, order),
		]);
		expect(await types(caseId)).toEqual(["opened", "draftStarted", "accept", "submit"]);
		await expect(saveReply(desk.db, desk.region.executor, caseId, { text: "x", revision })).rejects.toMatchObject({
			code: "reply-not-editable",
		});
		await expect(approveReply(parts(), desk.region.approver, caseId, revision)).rejects.toMatchObject({
			code: "reply-changed-meanwhile",
		});
	});

	test("a key that an earlier answer was submitted with is refused in words", async () => {
		const caseId = await openCase();
		const { executor, approver } = desk.region;
		const send = async (kind: "interim" | "final") => {
			const promise = kind === "interim" ? aPromise() : null;
			await saveReply(desk.db, executor, caseId, { text: `${replyText} ${kind}`, revision: null, kind, promise });
			const revision = (await read(caseId)).reply?.revision ?? 0;
			return submitReply(parts(), executor, caseId, { revision, requestKey: "one key for all" });
		};
		await send("interim");
		await approveReply(parts(), approver, caseId, (await read(caseId)).reply?.revision ?? 0);
		await publish();
		await expect(send("final")).rejects.toMatchObject({ code: "request-key-used" });
	});

	test("a draft saved on an old revision is refused with the other text, and nothing is lost", async () => {
		const caseId = await openCase();
		await saveReply(desk.db, desk.region.executor, caseId, { text: "первый", revision: null });
		const revision = (await read(caseId)).reply?.revision ?? 0;
		await saveReply(desk.db, desk.region.approver, caseId, { text: "второй", revision, takeOver: true });
		await expect(saveReply(desk.db, desk.region.executor, caseId, { text: "третий", revision })).rejects.toMatchObject({
			code: "reply-changed-meanwhile",
			details: { text: "второй" },
		});
	});

	test("personal numbers, placeholders and emptiness block the submission", async () => {
		const caseId = await openCase();
		await expect(submit(caseId, "Позвоните +7 (423) 123-45-67")).rejects.toMatchObject({ code: "reply-checks-failed" });
		expect((await read(caseId)).case.status).toBe("assigned");
	});

	test("a returned reply is a draft again, with the reason in the history", async () => {
		const caseId = await openCase();
		const revision = await submit(caseId);
		await expect(returnReply(parts(), desk.region.approver, caseId, { revision, reason: " " })).rejects.toMatchObject({
			code: "reason-missing",
		});
		await returnReply(parts(), desk.region.approver, caseId, { revision, reason: "Назовите срок" });
		const after = await read(caseId);
		expect([after.case.status, after.reply?.status]).toEqual(["rework", "draft"]);
		expect(after.history.at(-1)?.data).toMatchObject({ reason: "Назовите срок" });
	});
});

describe("who may do what", () => {
	test("another agency sees and does nothing", async () => {
		const caseId = await openCase();
		await expect(read(caseId, desk.region.roadsExecutor)).rejects.toMatchObject({ code: "not-found" });
		await expect(
			saveReply(desk.db, desk.region.roadsExecutor, caseId, { text: "x", revision: null }),
		).rejects.toMatchObject({
			code: "not-found",
		});
		await expect(
			actByPerson(desk.db, desk.registry, desk.region.roadsExecutor, {
				caseId,
				version: 1,
				action: "accept",
				given: {},
			}),
		).rejects.toMatchObject({ code: "not-found" });
	});

	test("an action on an old version or from a wrong status is refused with what is allowed", async () => {
		const caseId = await openCase();
		const version = (await read(caseId)).case.version;
		const order = { caseId, version, action: "accept", given: {} } as const;
		await actByPerson(desk.db, desk.registry, desk.region.executor, order);
		await expect(actByPerson(desk.db, desk.registry, desk.region.executor, order)).rejects.toMatchObject({
			code: "case-changed-meanwhile",
		});
		await expect(
			actByPerson(desk.db, desk.registry, desk.region.executor, {
				...order,
				version: (await read(caseId)).case.version,
			}),
		).rejects.toMatchObject({
			code: "case-transition-refused",
			details: { allowed: expect.arrayContaining(["returnWrongAgency"]) },
		});
	});

	test("handing a case to another agency moves its deadline to that agency's day", async () => {
		const caseId = await openCase();
		const before = await read(caseId, desk.region.curator);
		await actByPerson(desk.db, desk.registry, desk.region.curator, {
			caseId,
			version: before.case.version,
			action: "assign",
			given: { agencyId: desk.region.roads },
		});
		const after = await read(caseId, desk.region.curator);
		expect(after.case.agencyId).toBe(desk.region.roads);
		expect(after.due.timeZone).toBe("Asia/Yekaterinburg");
		await expect(read(caseId)).rejects.toMatchObject({ code: "not-found" });
	});

	test("history cannot be changed, even by a statement", async () => {
		await openCase();
		await expect(sql`update case_event set type = 'x'`.execute(desk.db)).rejects.toThrow("history is only appended");
		await expect(sql`delete from case_event`.execute(desk.db)).rejects.toThrow("history is only appended");
	});
});
