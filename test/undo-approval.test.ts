import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import type { Caller } from "../src/access/permissions.ts";
import { approveReply } from "../src/cases/approve-reply.ts";
import { mergeCases } from "../src/cases/merge-cases.ts";
import { leftShares } from "../src/cases/reads-share.ts";
import { setApprovalRule } from "../src/cases/set-approval-rule.ts";
import { shareReply } from "../src/cases/share-out.ts";
import { undoApproval } from "../src/publishing/undo-approval.ts";
import { wakePublishing } from "../src/publishing/wake-publishing.ts";
import { desk, network, openCase, parts, publish, read, submit, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

const approve = async (caseId: number, caller = desk.region.approver) => {
	const revision = (await read(caseId)).reply?.revision ?? 0;
	await approveReply({ ...parts(), undoSeconds: 10 }, caller, caseId, revision);
};
const undo = (caseId: number, caller = desk.region.approver) => undoApproval(parts(), caller, caseId);
const person = (base: Caller, change: Partial<Caller>): Caller => ({ ...base, ...change });
const replyRow = () =>
	desk.db
		.selectFrom("reply")
		.select(["status", "text", "approved_by", "approved_at", "first_approved_by", "publish_after", "submit_key"])
		.executeTakeFirstOrThrow();
/** The seconds are over. */
const wait = () =>
	sql`update reply set publish_after = now() - interval '1 minute', approved_at = approved_at - interval '1 hour'
		where publish_after is not null`.execute(desk.db);
const types = async (caseId: number) => (await read(caseId)).history.map(({ type }) => type);

describe("one's own approval", () => {
	let caseId: number;
	beforeEach(async () => {
		caseId = await openCase();
		await submit(caseId);
	});

	test("keeps the network waiting, is taken back, and the answer waits as it did before", async () => {
		const before = await replyRow();
		await approve(caseId);
		await publish();
		expect(network.calls).toHaveLength(0);
		const { undo: offered } = (await read(caseId, desk.region.approver)).reply ?? {};
		expect(offered?.leftMs).toBeGreaterThan(5_000);
		expect(offered?.leftMs).toBeLessThanOrEqual(10_000);
		expect((await read(caseId, desk.region.executor)).reply?.undo).toBeNull();
		await undo(caseId);
		expect(await replyRow()).toEqual(before);
		const after = await read(caseId);
		expect([after.case.status, after.reply?.undo]).toEqual(["onApproval", null]);
		expect((await types(caseId)).slice(-2)).toEqual(["approve", "takeBackApproval"]);
		await wait();
		await publish();
		expect(network.calls).toHaveLength(0);
		// the second thought may be the first one again
		await approve(caseId);
		await wait();
		await publish();
		expect([(await read(caseId)).case.status, network.calls.length]).toEqual(["answered", 1]);
	});

	test("goes out by itself when the seconds are over, also when its job is lost", async () => {
		await approve(caseId);
		expect(await wakePublishing(desk.db, desk.enqueue)).toBe(0);
		await wait();
		expect(await wakePublishing(desk.db, desk.enqueue)).toBe(1);
		await publish();
		expect((await read(caseId)).case.status).toBe("answered");
		await expect(undo(caseId)).rejects.toMatchObject({ code: "approval-not-undoable", details: { reason: "nothing" } });
	});

	test("is refused to anybody else, too late, and a second time", async () => {
		await expect(undo(caseId)).rejects.toMatchObject({ details: { reason: "nothing" } });
		await approve(caseId);
		const other = person(desk.region.approver, { staffId: 4 });
		await expect(undo(caseId, other)).rejects.toMatchObject({
			code: "approval-not-undoable",
			details: { reason: "another" },
		});
		const powerless = person(desk.region.approver, { permissions: new Set(["case.read.agency", "reply.write"]) });
		await expect(undo(caseId, powerless)).rejects.toMatchObject({ code: "forbidden" });
		await expect(undo(caseId, desk.region.roadsExecutor)).rejects.toMatchObject({ code: "not-found" });
		await expect(undo(987_654)).rejects.toMatchObject({ code: "not-found" });
		const twice = await Promise.allSettled([undo(caseId), undo(caseId)]);
		expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
		await approve(caseId);
		await wait();
		await expect(undo(caseId)).rejects.toMatchObject({ details: { reason: "too-late" } });
	});

	test("against a claim: either the network gets it or it is taken back, never both", async () => {
		for (let left = 8; left >= 0; left--) {
			await approve(caseId);
			// the seconds end while both are under way
			await sql`update reply set publish_after = clock_timestamp() + ${left * 4} * interval '1 millisecond'`.execute(
				desk.db,
			);
			const [undone] = await Promise.allSettled([undo(caseId), publish(), publish()]);
			const { status } = (await read(caseId)).case;
			if (undone.status === "fulfilled") expect([status, network.calls.length]).toEqual(["onApproval", 0]);
			else {
				expect(status).toBe(network.calls.length === 1 ? "answered" : "readyToPublish");
				return;
			}
		}
	});
});

describe("two steps", () => {
	const reviewer = () => desk.region.curator;
	beforeEach(async () => {
		const rule = { agencyId: null, topicCode: "housing.no-water", groupCode: null, steps: 2 as const };
		await setApprovalRule(desk.db, desk.registry, desk.region.curator, rule);
	});

	test("the second is taken back to the second, the first to the first, each by who gave it", async () => {
		const caseId = await openCase();
		await submit(caseId);
		await approve(caseId);
		expect((await read(caseId, desk.region.approver)).reply?.undo).toEqual({ leftMs: null });
		await approve(caseId, reviewer());
		// the first one has no say any more
		await expect(undo(caseId)).rejects.toMatchObject({ details: { reason: "another" } });
		await undo(caseId, reviewer());
		expect([(await read(caseId)).case.status, (await replyRow()).first_approved_by]).toEqual([
			"onReview",
			desk.region.approver.staffId,
		]);
		await expect(undo(caseId, reviewer())).rejects.toMatchObject({ details: { reason: "another" } });
		await undo(caseId);
		expect([(await read(caseId)).case.status, (await replyRow()).first_approved_by]).toEqual(["onApproval", null]);
		expect((await types(caseId)).slice(-2)).toEqual(["takeBackReview", "takeBackFirst"]);
		await sql`truncate approval_rule`.execute(desk.db);
	});
});

test("an answer for several threads goes to none of them before the seconds are over, nor when it is taken back", async () => {
	const parentId = await openCase(1);
	const childId = await openCase(2);
	const { version } = (await read(childId)).case;
	await mergeCases({ ...desk }, desk.region.curator, { parentId, cases: [{ id: childId, version }] });
	await submit(parentId);
	const share = async () => {
		const { id } = await desk.db
			.selectFrom("reply")
			.select("id")
			.where("case_id", "=", parentId)
			.executeTakeFirstOrThrow();
		await shareReply(parts(), { regionId: 1, replyId: id });
	};
	const copies = async () =>
		(await desk.db.selectFrom("reply").select("id").where("case_id", "=", childId).execute()).length;
	await approve(parentId);
	await share();
	expect(await copies()).toBe(0);
	await sql`update reply_share set created_at = created_at - interval '1 hour'`.execute(desk.db);
	expect(await leftShares(desk.db)).toEqual([]);
	await undo(parentId);
	await share();
	expect([await copies(), await desk.db.selectFrom("reply_share").select("case_id").execute()]).toEqual([0, []]);
	await approve(parentId);
	await wait();
	await share();
	await publish();
	expect([(await read(childId)).case.status, network.calls.length]).toEqual(["answered", 2]);
});
