import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { approveReply } from "../src/cases/approve-reply.ts";
import { mergeCases, unmergeCase } from "../src/cases/merge-cases.ts";
import { shareReply, wakeSharing } from "../src/cases/share-out.ts";
import type { PublishOutcome } from "../src/channels/channel.ts";
import { approved, desk, network, openCase, parts, publish, read, submit, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

const answer = "Бригада восстановит подачу воды сегодня до 18:00.";
const curator = () => desk.region.curator;
const row = (id: number) => desk.db.selectFrom("case").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const types = async (id: number) => (await read(id, curator())).history.map((event) => event.type);
const statuses = async (...ids: number[]) => Promise.all(ids.map(async (id) => (await row(id)).status));
const lastReply = async (caseId: number) =>
	(
		await desk.db
			.selectFrom("reply")
			.select("id")
			.where("case_id", "=", caseId)
			.where("shared_from", "is", null)
			.orderBy("id", "desc")
			.executeTakeFirstOrThrow()
	).id;
const share = async (parentId: number) => shareReply(parts(), { regionId: 1, replyId: await lastReply(parentId) });
const merge = (parentId: number, ids: number[], shareReplyId?: number) =>
	mergeCases(parts(), curator(), { parentId, cases: ids.map((id) => ({ id })), shareReplyId });

/** A case with others merged into it. */
async function family(count: number): Promise<[number, number, number]> {
	const ids: number[] = [];
	for (let id = 1; id <= count + 1; id++) ids.push(await openCase(id));
	await merge(ids[0] ?? 0, ids.slice(1));
	return ids as [number, number, number];
}

const callsTo = () => network.calls.map((call) => call.target.replyToExternalId?.split("_").at(-1)).toSorted();
const refuse: PublishOutcome = { kind: "not-sent", class: "target-gone", code: "100", text: "deleted" };

describe("one answer in many threads", () => {
	test("each author gets it under the own message, once, with the same words and approver", async () => {
		const [parent, first, second] = await family(2);
		await approved(parent);
		expect((await read(parent)).family.share).toMatchObject({ threads: 3, answered: 0 });
		await Promise.all([share(parent), share(parent), share(parent)]);
		await Promise.all([publish(), publish()]);
		expect(callsTo()).toEqual(["1", "2", "3"]);
		expect(new Set(network.calls.map((call) => call.text))).toEqual(new Set([answer]));
		expect(await statuses(parent, first, second)).toEqual(["answered", "answered", "answered"]);
		expect(await types(first)).toEqual(["opened", "merge", "answerShared", "recordShared"]);
		expect((await read(first)).earlierReplies[0]).toMatchObject({ status: "published", approvedByName: "Person 3" });
		expect((await read(first)).messages.map(({ direction }) => direction)).toEqual(["in", "out"]);
		expect((await read(parent)).family).toMatchObject({ childCount: 2, share: { threads: 3, answered: 3, failed: 0 } });
	});

	test("a worker that dies after any commit leaves one answer in each thread", async () => {
		const [parent, first] = await family(1);
		await approved(parent);
		// the job of the approval is lost: the wake finds it
		const woken: unknown[] = [];
		await sql`update reply_share set created_at = now() - interval '1 minute'`.execute(desk.db);
		await wakeSharing(desk.db, async (_tx, name, payload) => void woken.push([name, payload]));
		expect(woken).toEqual([["share-reply", { regionId: 1, replyId: await lastReply(parent) }]]);
		await share(parent);
		// the job comes back after its commit, and again after the publication was made and claimed
		await share(parent);
		network.repeatsDroppedMinutes = 0;
		await publish();
		await share(parent);
		await publish();
		expect(callsTo()).toEqual(["1", "2"]);
		// even a share that is begun anew finds the copy
		await sql`update reply_share set state = 'waiting', ended_at = null`.execute(desk.db);
		await sql`update "case" set status = 'merged' where id = ${first}`.execute(desk.db);
		await share(parent);
		await publish();
		expect(callsTo()).toEqual(["1", "2"]);
	});

	test("what a page refuses for good goes back to be sorted; the others are answered", async () => {
		const [parent, first, second] = await family(2);
		await approved(parent);
		await share(parent);
		network.outcomes = [{ kind: "sent", externalId: "x-1" }, refuse];
		await publish();
		expect(await statuses(parent, first, second)).toEqual(["answered", "triage", "answered"]);
		expect(await types(first)).toEqual(["opened", "merge", "answerShared", "recordSharedFailed"]);
		expect((await row(first)).parent_id).toBeNull();
		expect((await read(parent)).family.share).toMatchObject({ threads: 3, answered: 2, failed: 1 });
		// not a second time into the same thread
		const again = merge(parent, [first], await lastReply(parent));
		expect(await again).toMatchObject({ refused: [{ caseId: first, reason: "answered-before" }] });
	});

	test("an outcome that nobody knows is on the list, and the case waits", async () => {
		network.repeatsDroppedMinutes = 0;
		const [parent, first] = await family(1);
		await approved(parent);
		await share(parent);
		network.outcomes = [
			{ kind: "sent", externalId: "x-1" },
			{ kind: "unknown", code: "timeout", text: "" },
		];
		await publish();
		expect(await statuses(parent, first)).toEqual(["answered", "merged"]);
		const version = (await row(first)).version;
		await expect(unmergeCase(parts(), curator(), { caseId: first, version })).rejects.toMatchObject({
			code: "answer-on-its-way",
		});
	});

	test("words or photos that do not fit a thread are not cut: a person answers there", async () => {
		network.maxPhotos = 1;
		const [parent, first, second] = await family(2);
		await submit(parent);
		const replyId = await lastReply(parent);
		for (const [position, sha] of ["a", "b"].entries()) {
			await sql`insert into file (region_id, sha256, type, size, width, height) values (1, ${sha.repeat(64)}, 'image/jpeg', 1, 1, 1)`.execute(
				desk.db,
			);
			await sql`insert into reply_photo (region_id, reply_id, sha256, position) values (1, ${replyId}, ${sha.repeat(64)}, ${position})`.execute(
				desk.db,
			);
		}
		await sql`insert into thread (region_id, id, page_id, key, kind) values (1, 9000, 1, 'dialogue', 'direct')`.execute(
			desk.db,
		);
		await sql`update message set thread_id = 9000 where case_id = ${second}`.execute(desk.db);
		await approveReply(parts(), desk.region.approver, parent, (await read(parent)).reply?.revision ?? 0);
		await share(parent);
		expect(await statuses(first, second)).toEqual(["triage", "merged"]);
		const photos = await desk.db.selectFrom("reply_photo").select("reply_id").execute();
		expect(photos).toHaveLength(4);
		const failed = (await read(first)).history.find((event) => event.type === "recordSharedFailed");
		expect(failed?.data).toMatchObject({ why: "too-many-photos", fromParentId: parent });
	});

	test("two cases of one person in one thread are answered by one answer", async () => {
		const [parent, first, second] = await family(2);
		await sql`update "case" set author_key = 'user:1002', split_of = ${first} where id = ${second}`.execute(desk.db);
		await approved(parent);
		await share(parent);
		await publish();
		expect(callsTo()).toEqual(["1", "2"]);
		expect(await statuses(first, second)).toEqual(["answered", "answered"]);
	});

	test("an interim answer leaves the cases merged; the final one answers them", async () => {
		const [parent, first] = await family(1);
		await submit(parent);
		await sql`update reply set kind = 'interim', submit_key = null where case_id = ${parent}`.execute(desk.db);
		await approveReply(parts(), desk.region.approver, parent, (await read(parent)).reply?.revision ?? 0);
		await share(parent);
		await publish();
		expect(await statuses(parent, first)).toEqual(["interimPublished", "merged"]);
		expect(await types(first)).toEqual(["opened", "merge", "answerShared", "interimShared"]);
		await sql`update "case" set status = 'inProgress' where id = ${parent}`.execute(desk.db);
		await approved(parent);
		await share(parent);
		await publish();
		expect(await statuses(parent, first)).toEqual(["answered", "answered"]);
		expect(callsTo()).toEqual(["1", "1", "2", "2"]);
	});
});

describe("who comes late", () => {
	test("gets the answer on a curator's word, not silently", async () => {
		const [parent, first] = await family(1);
		await approved(parent);
		await share(parent);
		const late = await openCase(40);
		const replyId = await lastReply(parent);
		await expect(merge(parent, [late])).rejects.toMatchObject({
			code: "case-merge-refused",
			details: { reason: "confirm-answer", replyId },
		});
		await expect(merge(parent, [late], replyId + 1)).rejects.toMatchObject({ code: "case-merge-refused" });
		expect((await row(late)).status).toBe("assigned");
		expect(await merge(parent, [late], replyId)).toEqual({ merged: [late], refused: [] });
		await share(parent);
		await publish();
		expect(await statuses(parent, first, late)).toEqual(["answered", "answered", "answered"]);
		const later = await openCase(41);
		await merge(parent, [later], replyId);
		await share(parent);
		await publish();
		expect(callsTo()).toEqual(["1", "2", "40", "41"]);
		expect(await types(parent)).toContain("lateSharing");
	});

	test("a case that is taken out before its turn gets nothing", async () => {
		const [parent, first, second] = await family(2);
		await approved(parent);
		await unmergeCase(parts(), curator(), { caseId: first, version: (await row(first)).version });
		await share(parent);
		await publish();
		expect(await statuses(first, second)).toEqual(["triage", "answered"]);
		expect(callsTo()).toEqual(["1", "3"]);
	});

	test("an approval, merges and sharing at the same moment: everybody once", async () => {
		const [parent, ...rest] = await family(3);
		const more = [await openCase(50), await openCase(51), await openCase(52)];
		const revision = await submit(parent);
		await Promise.allSettled([
			approveReply(parts(), desk.region.approver, parent, revision),
			...more.map((id) => merge(parent, [id])),
		]);
		await Promise.all([share(parent), share(parent)]);
		await Promise.all([publish(), publish()]);
		await share(parent);
		await publish();
		const ends = await statuses(...rest, ...more);
		expect(ends.filter((status) => status === "answered" || status === "assigned")).toHaveLength(ends.length);
		expect(callsTo()).toEqual([...new Set(callsTo())]);
		expect(callsTo()).toHaveLength(1 + ends.filter((status) => status === "answered").length);
	});
});
