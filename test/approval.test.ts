import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import type { Caller } from "../src/access/permissions.ts";
import { approveReply, returnReply } from "../src/cases/approve-reply.ts";
import { nextApproval } from "../src/cases/next-approval.ts";
import { saveReply } from "../src/cases/save-reply.ts";
import { setApprovalRule } from "../src/cases/set-approval-rule.ts";
import { submitReply, withdrawReply } from "../src/cases/submit-reply.ts";
import { desk, network, openCase, parts, publish, read, submit, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

const twoSteps = (steps: 1 | 2 | null = 2) =>
	setApprovalRule(desk.db, desk.registry, desk.region.curator, {
		agencyId: null,
		topicCode: "housing.no-water",
		groupCode: null,
		steps,
	});
beforeEach(async () => {
	await sql`truncate approval_rule`.execute(desk.db);
});

const person = (base: Caller, change: Partial<Caller>): Caller => ({ ...base, ...change });
const revisionOf = async (caseId: number) => (await read(caseId)).reply?.revision ?? 0;
const approve = async (caller: Caller, caseId: number, revision?: number) =>
	approveReply(parts(), caller, caseId, revision ?? (await revisionOf(caseId)));
const next = (caller: Caller, after?: string) => nextApproval(desk.db, desk.registry, caller, after);

describe("two steps", () => {
	beforeEach(() => twoSteps());

	test("the agency's approver hands the answer to the centre, and the centre lets it out", async () => {
		const caseId = await openCase();
		await approve(desk.region.approver, caseId, await submit(caseId));
		expect((await read(caseId)).case.status).toBe("onReview");
		await publish();
		expect(network.calls).toHaveLength(0);
		await approve(desk.region.curator, caseId);
		await publish();
		const after = await read(caseId);
		expect([after.case.status, network.calls.length]).toEqual(["answered", 1]);
		expect(after.history.map(({ type }) => type)).toEqual([
			"opened",
			"draftStarted",
			"accept",
			"submit",
			"sendToReview",
			"approveReview",
			"recordPublished",
		]);
	});

	test("who let it pass first, and who wrote in it, are no second person", async () => {
		const caseId = await openCase();
		const revision = await submit(caseId);
		const all = desk.region.curator.permissions;
		await approve(person(desk.region.approver, { permissions: all }), caseId, revision);
		await expect(approve(person(desk.region.approver, { permissions: all }), caseId)).rejects.toMatchObject({
			code: "reply-same-approver",
		});
		await expect(approve(person(desk.region.executor, { permissions: all }), caseId)).rejects.toMatchObject({
			code: "reply-own-approval",
		});
		// the right to the first step gives no right to the second
		await expect(approve(person(desk.region.approver, { staffId: 4 }), caseId)).rejects.toMatchObject({
			code: "forbidden",
		});
		expect((await read(caseId)).case.status).toBe("onReview");
	});

	test("many at once: each step is taken once, and one answer goes out", async () => {
		const caseId = await openCase();
		const revision = await submit(caseId);
		const firsts = await Promise.allSettled(
			Array.from({ length: 6 }, () => approve(desk.region.approver, caseId, revision)),
		);
		expect(firsts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
		const second = await revisionOf(caseId);
		const seconds = await Promise.allSettled(
			Array.from({ length: 6 }, (_, index) =>
				index % 2 === 0
					? approve(desk.region.curator, caseId, second)
					: approve(person(desk.region.curator, { staffId: 4 }), caseId, second),
			),
		);
		expect(seconds.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
		await Promise.all(Array.from({ length: 4 }, publish));
		expect(network.calls).toHaveLength(1);
	});

	test("what comes back from the second step begins at the first, also for who had let it pass", async () => {
		const caseId = await openCase();
		await approve(desk.region.approver, caseId, await submit(caseId));
		const revision = await revisionOf(caseId);
		const back = { revision, reason: "", reasons: ["no-deed", "tone", "tone"] as const };
		await returnReply(parts(), desk.region.curator, caseId, back);
		const after = await read(caseId);
		expect([after.case.status, after.reply?.status]).toEqual(["rework", "draft"]);
		expect(after.history.at(-1)).toMatchObject({
			type: "returnReview",
			data: { reasons: ["no-deed", "tone"], reason: "no-deed, tone" },
		});
		// the approver helps with the words and is an author from now on
		await saveReply(desk.db, desk.region.approver, caseId, {
			text: "Бригада Водоканала восстановит подачу воды сегодня до 18:00.",
			revision: after.reply?.revision ?? 0,
		});
		const order = { revision: await revisionOf(caseId), requestKey: "request-key-2" };
		await submitReply(parts(), desk.region.executor, caseId, order);
		await expect(approve(desk.region.approver, caseId)).rejects.toMatchObject({ code: "reply-own-approval" });
		await approve(person(desk.region.approver, { staffId: 4 }), caseId);
		expect((await read(caseId)).case.status).toBe("onReview");
	});

	test("an author may take it back from the second step; a return needs a reason or words", async () => {
		const caseId = await openCase();
		await approve(desk.region.approver, caseId, await submit(caseId));
		const revision = await revisionOf(caseId);
		await expect(
			returnReply(parts(), desk.region.curator, caseId, { revision, reason: "  ", reasons: [] }),
		).rejects.toMatchObject({ code: "reason-missing" });
		await withdrawReply(parts(), desk.region.executor, caseId);
		expect((await read(caseId)).case.status).toBe("inProgress");
		await expect(approve(desk.region.curator, caseId, revision)).rejects.toMatchObject({ code: "reply-not-submitted" });
	});

	test("the rule of the moment counts; only who manages people sets one", async () => {
		const caseId = await openCase();
		const revision = await submit(caseId);
		await expect(
			setApprovalRule(desk.db, desk.registry, desk.region.approver, {
				agencyId: null,
				topicCode: null,
				groupCode: null,
				steps: 1,
			}),
		).rejects.toMatchObject({ code: "forbidden" });
		await expect(
			setApprovalRule(desk.db, desk.registry, desk.region.curator, {
				agencyId: 99,
				topicCode: null,
				groupCode: null,
				steps: 1,
			}),
		).rejects.toMatchObject({ code: "agency-unknown" });
		await twoSteps(null);
		await approve(desk.region.approver, caseId, revision);
		expect((await read(caseId)).case.status).toBe("readyToPublish");
	});
});

describe("a revision that changed meanwhile", () => {
	test("is not approved unread, whoever was first", async () => {
		for (let round = 0; round < 5; round++) {
			const caseId = await openCase(round + 1);
			const revision = await submit(caseId);
			const [approval, withdrawal] = await Promise.allSettled([
				approve(desk.region.approver, caseId, revision),
				(async () => {
					await withdrawReply(parts(), desk.region.executor, caseId);
					await saveReply(desk.db, desk.region.executor, caseId, {
						text: "Совсем другой текст.",
						revision: await revisionOf(caseId),
					});
				})(),
			]);
			await publish();
			const { case: found, reply } = await read(caseId);
			// either the read text went out, or the other text is a draft; never the other text in the thread
			if (approval.status === "fulfilled") expect(found.status).toBe("answered");
			else
				expect([reply?.status, reply?.text, withdrawal.status]).toEqual(["draft", "Совсем другой текст.", "fulfilled"]);
			expect(network.calls.map(({ text }) => text)).not.toContain("Совсем другой текст.");
		}
	});
});

describe("approval in a row", () => {
	test("the most urgent first, without one's own, with the next one's number", async () => {
		const cases: number[] = [];
		for (const id of [1, 2, 3]) cases.push(await openCase(id));
		for (const caseId of cases) await submit(caseId);
		await sql`update "case" set due_at = date_trunc('day', now()) + (10 - id % 10) * interval '1 minute'`.execute(
			desk.db,
		);
		const ordered = await sql<{ id: number }>`select id from "case" order by due_at, id`.execute(desk.db);
		const [first, second, third] = ordered.rows.map(({ id }) => id);
		const one = await next(desk.region.approver);
		expect(one).toMatchObject({
			waiting: 3,
			item: { caseId: first, step: 1, steps: 1, nextCaseId: second, firstApprovedByName: null, inNameOf: null },
		});
		const two = await next(desk.region.approver, one.item?.cursor);
		expect(two.item).toMatchObject({ caseId: second, nextCaseId: third });
		const three = await next(desk.region.approver, two.item?.cursor);
		expect(three.item).toMatchObject({ caseId: third, nextCaseId: null });
		expect((await next(desk.region.approver, three.item?.cursor)).item).toBeNull();
		// the author has nothing to approve, another agency does not see it, nor does who has no right
		expect(await next(desk.region.executor)).toMatchObject({ item: null, waiting: 0 });
		expect(await next(desk.region.roadsExecutor)).toMatchObject({ item: null, waiting: 0 });
		await expect(
			next(person(desk.region.executor, { permissions: new Set(["case.read.agency"]) })),
		).rejects.toMatchObject({ code: "forbidden" });
	});

	test("the second step waits for the centre alone", async () => {
		await twoSteps();
		const caseId = await openCase();
		const revision = await submit(caseId);
		expect((await next(desk.region.approver)).item).toMatchObject({ step: 1, steps: 2 });
		await approve(desk.region.approver, caseId, revision);
		expect(await next(desk.region.approver)).toMatchObject({ item: null, waiting: 0 });
		expect((await next(desk.region.curator)).item).toMatchObject({
			caseId,
			step: 2,
			steps: 2,
			firstApprovedByName: "Person 3",
		});
	});
});

describe("a right that was lent", () => {
	const borrowed = (...lenders: number[]): Caller =>
		person(desk.region.executor, {
			staffId: 4,
			agencyId: 1,
			approvesFor: lenders.map((staffId) => ({ staffId, name: `Person ${staffId}` })),
		});

	test("the history says for whom", async () => {
		const caseId = await openCase();
		await submit(caseId);
		expect((await next(borrowed(3))).item).toMatchObject({ caseId, inNameOf: "Person 3" });
		await approve(borrowed(3), caseId);
		expect((await read(caseId)).history.at(-1)).toMatchObject({
			type: "approve",
			actor: { name: "Person 4" },
			data: { forStaffId: 3, forName: "Person 3" },
		});
		const { rows } = await sql`select approved_by, approved_for from reply`.execute(desk.db);
		expect(rows).toEqual([{ approved_by: 4, approved_for: 3 }]);
	});

	test("does not bring a text back to its author by another hand", async () => {
		const caseId = await openCase();
		const revision = await submit(caseId);
		// person 2 wrote it: neither they by a borrowed right, nor a colleague by theirs
		await expect(approve({ ...borrowed(3), staffId: 2 }, caseId, revision)).rejects.toMatchObject({
			code: "reply-own-approval",
		});
		await expect(approve(borrowed(2), caseId, revision)).rejects.toMatchObject({ code: "reply-own-approval" });
		expect(await next(borrowed(2))).toMatchObject({ item: null, waiting: 0 });
		await approve(borrowed(2, 3), caseId, revision);
		expect((await read(caseId)).history.at(-1)?.data).toMatchObject({ forStaffId: 3 });
	});

	test("who lent it is no second person behind their own delegate", async () => {
		await twoSteps();
		const caseId = await openCase();
		await submit(caseId);
		await approve(borrowed(1), caseId);
		await expect(approve(desk.region.curator, caseId)).rejects.toMatchObject({ code: "reply-same-approver" });
		expect((await next(desk.region.curator)).item).toBeNull();
	});
});
