import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import type { Caller } from "../src/access/permissions.ts";
import type { Channel, EditOrder, PublishOutcome } from "../src/channels/channel.ts";
import type { EditRefusal } from "../src/channels/codes.ts";
import { correctionsOfCase } from "../src/publishing/list-corrections.ts";
import { proposeCorrection } from "../src/publishing/propose-correction.ts";
import { sendCorrection, wakeCorrections } from "../src/publishing/send-correction.ts";
import {
	approveCorrection,
	cancelCorrection,
	returnCorrection,
	settleCorrection,
} from "../src/publishing/settle-correction.ts";
import { approved, channels, desk, openCase, parts, publish, read, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

const network = { refusal: null as EditRefusal | null, outcomes: [] as PublishOutcome[], edits: [] as EditOrder[] };
beforeEach(() => {
	Object.assign(network, { refusal: null, outcomes: [], edits: [] });
	channels.set("vk", {
		...(channels.get("vk") as Channel),
		editRefusal: () => network.refusal,
		edit: async (_page, order) => {
			network.edits.push(order);
			return network.outcomes.shift() ?? { kind: "sent", externalId: order.externalId };
		},
	});
});

const before = "Бригада восстановит подачу воды сегодня до 18:00.";
const better = "Бригада восстановит подачу воды сегодня до 20:00.";

async function published(id = 1): Promise<{ caseId: number; publicationId: number }> {
	const caseId = await openCase(id);
	await approved(caseId);
	await publish();
	const { rows } = await sql<{ id: number }>`select id from publication where case_id = ${caseId}`.execute(desk.db);
	return { caseId, publicationId: rows[0]!.id };
}
const propose = (publicationId: number, change: object = {}, caller = desk.region.executor) =>
	proposeCorrection(
		parts(),
		caller,
		{ publicationId, text: better, reason: "Ошибка в часе", requestKey: "request-key-9", ...change },
		new Date(),
	);
const corrections = async () => {
	const { rows } = await sql<{ id: number; state: string; error_class: string | null; attempts: number }>`
		select id, state, error_class, attempts from correction order by id`.execute(desk.db);
	return rows;
};
const only = async () => (await corrections())[0]!;
const approve = (id: number, caller: Caller = desk.region.approver) => approveCorrection(parts(), caller, id);
const send = (correctionId: number) => sendCorrection(parts(), { regionId: 1, correctionId });

async function queued(): Promise<{ caseId: number; publicationId: number; id: number }> {
	const made = await published();
	await propose(made.publicationId);
	const { id } = await only();
	await approve(id);
	return { ...made, id };
}

describe("a published answer is corrected", () => {
	test("by another person's leave; every place says the new words and keeps the old ones", async () => {
		const { caseId, id } = await queued();
		await send(id);
		expect(network.edits).toEqual([
			{ externalId: "wall-900001_55_reply_501", text: better, before, photos: 0, sentAt: expect.any(Date) },
		]);
		const after = await read(caseId);
		expect(after.case.status).toBe("answered");
		const answer = after.messages.at(-1);
		expect([answer?.text, answer?.earlier.map(({ text }) => text), answer?.isOutside]).toEqual([
			better,
			[before],
			false,
		]);
		expect(after.earlierReplies[0]).toMatchObject({ text: better, status: "published" });
		const told = after.history.filter(({ type }) => type.startsWith("correction"));
		expect(told.map(({ type, actor }) => [type, actor.name])).toEqual([
			["correctionProposed", "Person 2"],
			["correctionApproved", "Person 3"],
			["correctionPublished", null],
		]);
		for (const { data } of told) expect(data).toMatchObject({ before, text: better });
		// the history itself holds neither: what was wrong may be what must not be kept
		const { rows } = await sql<{ n: number }>`select count(*)::int as n from case_event
			where type like 'correction%' and data::text like '%20:00%'`.execute(desk.db);
		expect(rows[0]?.n).toBe(0);
		const { answers, items } = await correctionsOfCase(parts(), desk.region.approver, caseId, new Date());
		expect([answers[0]?.text, answers[0]?.refusal, items[0]?.state]).toEqual([better, null, "sent"]);
	});

	test("many who approve and many workers at once: one call", async () => {
		const { publicationId } = await published();
		await propose(publicationId);
		const { id } = await only();
		const results = await Promise.allSettled(Array.from({ length: 6 }, () => approve(id)));
		expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
		await Promise.all(Array.from({ length: 6 }, () => send(id)));
		await send(id);
		expect(network.edits).toHaveLength(1);
		expect((await only()).state).toBe("sent");
	});

	test("a double click proposes once; another proposal waits until the first is settled", async () => {
		const { publicationId } = await published();
		const twice = await Promise.allSettled(Array.from({ length: 4 }, () => propose(publicationId)));
		expect(twice.every(({ status }) => status === "fulfilled")).toBe(true);
		expect(await corrections()).toHaveLength(1);
		await expect(propose(publicationId, { requestKey: "request-key-8" })).rejects.toMatchObject({
			code: "correction-under-way",
		});
		const { id } = await only();
		await cancelCorrection(parts(), desk.region.executor, id);
		await expect(approve(id)).rejects.toMatchObject({ code: "correction-not-open" });
		await propose(publicationId, { requestKey: "request-key-8" });
		expect((await corrections()).map(({ state }) => state)).toEqual(["cancelled", "proposed"]);
	});

	test("nobody approves their own; another agency knows nothing of it; a return says why", async () => {
		const { publicationId, caseId } = await published();
		await propose(publicationId);
		const { id } = await only();
		await expect(approve(id, desk.region.executor)).rejects.toMatchObject({ code: "reply-own-approval" });
		// nor in the name of the author
		const borrowed = { ...desk.region.approver, approvesFor: [{ staffId: 2, name: "Person 2" }] };
		await expect(approve(id, borrowed)).rejects.toMatchObject({ code: "reply-own-approval" });
		const stranger = desk.region.roadsExecutor;
		for (const attempt of [
			() => approve(id, stranger),
			() => cancelCorrection(parts(), stranger, id),
			() => returnCorrection(parts(), stranger, id, { reason: "нет", reasons: [] }),
			() => propose(publicationId, { requestKey: "request-key-7" }, stranger),
			() => correctionsOfCase(parts(), stranger, caseId, new Date()),
		])
			await expect(attempt()).rejects.toMatchObject({ code: "not-found" });
		await expect(
			returnCorrection(parts(), desk.region.approver, id, { reason: " ", reasons: [] }),
		).rejects.toMatchObject({ code: "reason-missing" });
		await returnCorrection(parts(), desk.region.approver, id, { reason: "", reasons: ["untrue"] });
		expect((await read(caseId)).history.at(-1)).toMatchObject({
			type: "correctionReturned",
			data: { reasons: ["untrue"], text: better },
		});
		await send(id);
		expect(network.edits).toEqual([]);
	});
});

describe("what cannot be corrected", () => {
	test("is refused before anything is written, with the reason", async () => {
		const { publicationId, caseId } = await published();
		network.refusal = "no-key";
		await expect(propose(publicationId)).rejects.toMatchObject({
			code: "correction-refused",
			details: { refusal: "no-key" },
		});
		const { answers } = await correctionsOfCase(parts(), desk.region.executor, caseId, new Date());
		expect(answers).toMatchObject([{ publicationId, refusal: "no-key" }]);
		network.refusal = null;
		const { edit: _edit, editRefusal: _editRefusal, ...mute } = channels.get("vk") as Channel;
		channels.set("vk", mute);
		await expect(propose(publicationId)).rejects.toMatchObject({ details: { refusal: "network" } });
		await expect(propose(999_999)).rejects.toMatchObject({ code: "not-found" });
		expect(await corrections()).toEqual([]);
	});

	test("a text that is the same, or that no answer may be, is refused", async () => {
		const { publicationId } = await published();
		await expect(propose(publicationId, { text: ` ${before}` })).rejects.toMatchObject({
			code: "correction-same-text",
		});
		await expect(propose(publicationId, { text: "Позвоните +7 (423) 123-45-67" })).rejects.toMatchObject({
			code: "reply-checks-failed",
		});
		await expect(propose(publicationId, { text: "Готово {когда}" })).rejects.toMatchObject({
			code: "reply-checks-failed",
		});
	});

	test("an answer that is not out yet, or whose end nobody knows", async () => {
		const { publicationId } = await published();
		for (const state of ["queued", "claimed", "unknown", "failed"]) {
			await sql`update publication set state = ${state}`.execute(desk.db);
			await expect(propose(publicationId)).rejects.toMatchObject({ details: { refusal: "not-ours" } });
		}
		await sql`update publication set state = 'sent', by_person = true`.execute(desk.db);
		await expect(propose(publicationId)).rejects.toMatchObject({ details: { refusal: "not-ours" } });
	});

	test("the time for it may pass while it waits: then its author hears of it, and nothing is called", async () => {
		const { caseId, id } = await queued();
		network.refusal = "too-late";
		await send(id);
		expect(network.edits).toEqual([]);
		expect(await only()).toMatchObject({ state: "failed", error_class: "content" });
		expect((await read(caseId)).history.at(-1)).toMatchObject({ type: "correctionFailed", data: { code: "too-late" } });
	});
});

describe("what the network says", () => {
	test("later: it is tried again; for good: it has failed", async () => {
		const { id } = await queued();
		const busy = { kind: "not-sent", class: "retry-soon", code: "6", text: "Too many" } as const;
		network.outcomes.push(busy);
		await send(id);
		expect(await only()).toMatchObject({ state: "queued", attempts: 1, error_class: "retry-soon" });
		// not before its time
		await send(id);
		expect(network.edits).toHaveLength(1);
		await sql`update correction set not_before = '-infinity'`.execute(desk.db);
		network.outcomes.push({ kind: "not-sent", class: "content", code: "909", text: "Too old" });
		await send(id);
		expect(await only()).toMatchObject({ state: "failed", attempts: 2 });
		await send(id);
		expect(network.edits).toHaveLength(2);
	});

	test("always later: after five tries it has failed", async () => {
		const { id } = await queued();
		for (let tries = 0; tries < 7; tries++) {
			network.outcomes.push({ kind: "not-sent", class: "retry-soon", code: "6", text: "Too many" });
			await sql`update correction set not_before = '-infinity'`.execute(desk.db);
			await send(id);
		}
		expect([await only(), network.edits.length]).toMatchObject([{ state: "failed", attempts: 5 }, 5]);
	});

	test("nothing: a person looks, and it is never repeated by itself", async () => {
		const { id, caseId } = await queued();
		network.outcomes.push({ kind: "unknown", code: "reset", text: "broken" });
		await send(id);
		await send(id);
		await wakeCorrections(desk.db, desk.enqueue);
		expect([network.edits.length, (await only()).state]).toEqual([1, "unknown"]);
		await expect(settleCorrection(parts(), desk.region.roadsExecutor, id, "sent")).rejects.toMatchObject({
			code: "not-found",
		});
		await settleCorrection(parts(), desk.region.approver, id, "send-again");
		await send(id);
		expect(network.edits).toHaveLength(2);
		expect((await read(caseId)).messages.at(-1)?.text).toBe(better);
		await expect(settleCorrection(parts(), desk.region.approver, id, "failed")).rejects.toMatchObject({
			code: "correction-not-open",
		});
	});

	test("a worker that dies between the claim and the record leaves it to a person", async () => {
		const { id, caseId } = await queued();
		await sql`update correction set state = 'claimed', attempts = 1, lease_until = now() + interval '1 minute'`.execute(
			desk.db,
		);
		await send(id);
		expect((await only()).state).toBe("claimed");
		await sql`update correction set lease_until = now() - interval '1 second'`.execute(desk.db);
		expect(await wakeCorrections(desk.db, desk.enqueue)).toBe(1);
		await Promise.all([send(id), send(id)]);
		expect([network.edits.length, (await only()).state]).toEqual([0, "unknown"]);
		await settleCorrection(parts(), desk.region.approver, id, "sent");
		const after = await read(caseId);
		expect(after.messages.at(-1)?.text).toBe(better);
		expect(after.history.filter(({ type }) => type === "correctionPublished")).toHaveLength(1);
	});

	test("the page is stopped: it waits, and goes on with it", async () => {
		const { id } = await queued();
		await sql`update page set status = 'stopped'`.execute(desk.db);
		await send(id);
		expect([network.edits.length, (await only()).state, await wakeCorrections(desk.db, desk.enqueue)]).toEqual([
			0,
			"queued",
			0,
		]);
		await sql`update page set status = 'active'`.execute(desk.db);
		expect(await wakeCorrections(desk.db, desk.enqueue)).toBe(1);
		await send(id);
		expect((await only()).state).toBe("sent");
	});

	test("sending and settling at once do not wait for each other", async () => {
		for (let round = 1; round <= 4; round++) {
			const { publicationId, caseId } = await published(round);
			await propose(publicationId, { requestKey: `request-key-${round}` });
			const { id } = (await corrections()).at(-1)!;
			await approve(id);
			const other = propose(publicationId, { text: "Воду дадут сегодня до 21:00.", requestKey: `other-key-${round}` });
			const results = await Promise.allSettled([send(id), other, cancelCorrection(parts(), desk.region.executor, id)]);
			// a deadlock would be an error of the database, and none of ours
			for (const one of results) if (one.status === "rejected") expect(one.reason).toHaveProperty("details");
			expect((await read(caseId)).messages.at(-1)?.text).toBe(better);
		}
	});
});
