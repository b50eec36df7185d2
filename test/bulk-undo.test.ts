import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { actByPerson } from "../src/cases/act-on-case.ts";
import type { BulkOrder } from "../src/cases/bulk-order.ts";
import { giveTask } from "../src/cases/give-task.ts";
import { undoBulk } from "../src/cases/preview-bulk.ts";
import { curator, now, run, report, row, types, done, openCases, close, toRoads, useBulkDesk } from "./bulk-desk.ts";
import { desk, openCase, parts } from "./scripted-desk.ts";

useBulkDesk();

describe("taking back", () => {
	test.each<[string, BulkOrder, string]>([
		["closing", close, "answered"],
		["assigning", toRoads, "inProgress"],
		["rejecting", { action: "reject", reason: "Реклама" }, "triage"],
		["naming a topic", { action: "topic", topicCode: "roads.snow-on-road" }, "assigned"],
		["setting a priority", { action: "priority", priority: "high", reason: "Мороз" }, "assigned"],
	])("%s: each case is as it was", async (_, order, status) => {
		const [first] = (await openCases(2)) as [number, number];
		await sql`update "case" set status = ${status}, assignee_id = 2`.execute(desk.db);
		const before = await row(first);
		const id = await done(order);
		expect((await report(id)).changed).toBe(2);
		const { version: changed } = await row(first);
		await undoBulk(parts(), curator(), id, now());
		await run(id);
		expect(await report(id)).toMatchObject({ state: "undone", undone: 2, kept: [], canUndo: false });
		const { version, ...after } = await row(first);
		const { version: _before, ...former } = before;
		expect(after).toEqual(former);
		expect(version).toBeGreaterThan(changed);
		expect((await types(first)).at(-1)).toBe("bulkUndone");
	});

	test("parts of other agencies that ended with a closed case go on, with their clocks and links", async () => {
		const caseId = await openCase(1);
		const order = { agencyId: 2, what: "Когда уберут снег?", requestKey: "part-1" };
		await giveTask(desk.db, desk.registry, curator(), caseId, order, now());
		await sql`insert into outside_link (region_id, task_id, token_hash, created_by, expires_at)
			select 1, id, 'x', 1, now() + interval '1 day' from case_task where case_id = ${caseId}`.execute(desk.db);
		await sql`update "case" set status = 'answered' where id = ${caseId}`.execute(desk.db);
		const work = async () => {
			const { rows } =
				await sql`select t.state, t.ended_at, k.ended_at as clock_ended_at, k.end_state, k.due_at, k.stage_at,
					k.working_minutes, l.revoked_at, c.participants
				from case_task t join case_clock k on k.region_id = t.region_id and k.task_id = t.id
					join outside_link l on l.region_id = t.region_id and l.task_id = t.id
					join "case" c on c.region_id = t.region_id and c.id = t.case_id`.execute(desk.db);
			return rows;
		};
		const before = await work();
		const id = await done(close);
		expect(await work()).toMatchObject([{ state: "cancelled", end_state: "cancelled", revoked_at: expect.any(Date) }]);
		await undoBulk(parts(), curator(), id, now());
		await run(id);
		expect(await work()).toEqual(before);
	});

	test("merging is taken back, but for whom the answer is on its way", async () => {
		const [first, second, third] = (await openCases(3)) as [number, number, number];
		const id = await done({ action: "merge", parentId: first });
		await sql`insert into reply (region_id, id, case_id, message_id, text, author_id, contributors)
			select 1, 900, ${first}, id, 'x', 2, '{2}' from message where case_id = ${first}`.execute(desk.db);
		await sql`insert into reply_share (region_id, reply_id, case_id, state) values (1, 900, ${third}, 'queued')`.execute(
			desk.db,
		);
		await undoBulk(parts(), curator(), id, now());
		await run(id);
		expect(await report(id)).toMatchObject({ undone: 1, kept: [{ reason: "answer-on-its-way", count: 1 }] });
		expect([(await row(second)).status, (await row(third)).status]).toEqual(["assigned", "merged"]);
	});

	test("what somebody touched since stays, and is listed; after ten minutes nothing is taken back", async () => {
		const [first, second] = (await openCases(2)) as [number, number];
		const id = await done(toRoads);
		const order = { caseId: first, version: (await row(first)).version, action: "accept" as const, given: {} };
		await actByPerson(desk.db, desk.registry, desk.region.roadsExecutor, order);
		await undoBulk(parts(), curator(), id, now());
		await Promise.all([run(id), run(id)]);
		expect(await report(id)).toMatchObject({ undone: 1, kept: [{ reason: "case-changed-meanwhile", count: 1 }] });
		expect([(await row(first)).agency_id, (await row(second)).agency_id]).toEqual([2, 1]);
		const late = await done(toRoads);
		await sql`update bulk_action set ended_at = now() - interval '11 minutes' where id = ${late}`.execute(desk.db);
		await expect(undoBulk(parts(), curator(), late, now())).rejects.toMatchObject({
			code: "bulk-not-undoable",
			details: { reason: "too-late" },
		});
	});
});
