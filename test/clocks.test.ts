import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { actByPerson } from "../src/cases/act-on-case.ts";
import { changeTopic } from "../src/cases/change-topic.ts";
import { lockCase } from "../src/cases/reads.ts";
import { readCaseClocks } from "../src/cases/reads-clock.ts";
import { changeTerms, recountClocks, wakeRecounts } from "../src/cases/recount-clocks.ts";
import { resumeWaits } from "../src/cases/resume-waits.ts";
import { endClocks, startClock } from "../src/cases/run-clocks.ts";
import { setPriority } from "../src/cases/set-priority.ts";
import { readyProfiles } from "../src/domain/sla-profile.ts";
import { workingMinutesBetween } from "../src/domain/sla.ts";
import { readRegistry } from "../src/registry/reads.ts";
import { createProfile, setSlaRule } from "../src/registry/save-profile.ts";
import { act, clocks, find, liveRoundTheClock, now, openNow, short, useClockDesk } from "./clock-desk.ts";
import { approved, deliver, desk, openCase, publish, read } from "./scripted-desk.ts";
import { comment, vkBody } from "./region.ts";

useClockDesk();

/** so that each profile has a code of its own */
let trials = 0;

describe("clocks of a case", () => {
	test("an assigned case runs the answer's clock and the return's, and they say what the case says", async () => {
		const caseId = await openCase();
		expect(await short(caseId)).toEqual(["answer runs", "return runs"]);
		const [answer, back] = await clocks(caseId);
		const row = await find(caseId);
		expect(answer).toMatchObject({ due_at: row.due_at, started_at: row.clock_from, minutes: 240, agency_id: 1 });
		const calendar = desk.registry.calendars.get(1)!;
		expect(workingMinutesBetween(calendar, answer!.started_at, answer!.due_at)).toBe(240);
		expect(workingMinutesBetween(calendar, answer!.started_at, answer!.stage_at!)).toBe(120);
		expect(workingMinutesBetween(calendar, back!.started_at, back!.due_at)).toBe(30);
	});

	test("from the answer to the end: return met, answer missed, both durations kept", async () => {
		const caseId = await openCase();
		await approved(caseId);
		await publish();
		expect(await short(caseId)).toEqual(["answer missed", "return missed"]);
		const [answer] = await clocks(caseId);
		const calendar = desk.registry.calendars.get(1)!;
		expect(answer?.working_minutes).toBe(workingMinutesBetween(calendar, answer!.started_at, answer!.ended_at!));
		expect(answer?.wall_minutes).toBe(
			Math.floor((answer!.ended_at!.getTime() - answer!.started_at.getTime()) / 60_000),
		);
		expect(answer?.stage_at).toBeNull();
	});

	test("in time is met; a reopening by the resident has a clock of its own from their words", async () => {
		await liveRoundTheClock();
		const caseId = await openNow(1);
		await approved(caseId);
		await publish();
		expect(await short(caseId)).toEqual(["answer met", "return met"]);
		const date = now();
		await deliver(
			vkBody(desk.region, "wall_reply_new", comment(desk.region, 2, { from_id: 1001, text: "Воды так и нет", date })),
		);
		expect(await short(caseId)).toEqual(["answer met", "return met", "reopening runs"]);
		const reopening = (await clocks(caseId)).at(-1);
		expect(reopening?.started_at).toEqual(new Date(date * 1000));
		expect(await find(caseId)).toMatchObject({
			status: "reopened",
			due_at: reopening?.due_at,
			is_round_the_clock: true,
		});
	});

	test("triage: settled by assigning; to another agency its hours and a new return's clock", async () => {
		const caseId = await openCase();
		await act(caseId, "triage");
		expect(await short(caseId)).toEqual(["answer runs", "return missed", "triage runs"]);
		await act(caseId, "assign", { agencyId: desk.region.roads });
		expect(await short(caseId)).toEqual(["answer runs", "return missed", "triage met", "return runs"]);
		const [answer] = await clocks(caseId);
		expect(answer).toMatchObject({ agency_id: desk.region.roads });
		expect((await find(caseId)).due_at).toEqual(answer?.due_at);
		// the other zone's day begins two hours earlier
		const calendar = desk.registry.calendars.get(desk.region.roads)!;
		expect(workingMinutesBetween(calendar, answer!.started_at, answer!.due_at)).toBe(240);
	});

	test("what is rejected is owed nothing; restored, it is owed since the resident wrote", async () => {
		const caseId = await openCase();
		await act(caseId, "triage");
		await act(caseId, "reject", { reason: "спам" });
		expect(await short(caseId)).toEqual(["answer cancelled", "return missed", "triage met"]);
		const before = await find(caseId);
		await act(caseId, "restore");
		expect((await short(caseId)).slice(3).sort()).toEqual(["answer runs", "triage runs"]);
		expect((await find(caseId)).clock_from).toEqual(before.clock_from);
	});

	test("an interim answer meets the answer's clock and starts the final's; deferred, the promise counts", async () => {
		await liveRoundTheClock();
		const caseId = await openNow(1);
		await sql`update "case" set status = 'readyToPublish' where id = ${caseId}`.execute(desk.db);
		await act(caseId, "recordInterim", {}, "system");
		expect((await short(caseId)).filter((one) => !one.startsWith("return"))).toEqual(["answer met", "final runs"]);
		const final = (await clocks(caseId)).at(-1);
		expect(final?.minutes).toBe(7 * 1440);
		expect((await find(caseId)).due_at).toEqual(final?.due_at);
		const promised = new Date(Date.now() + 30 * 86_400_000);
		await desk.db.transaction().execute(async (tx) => {
			const locked = await lockCase(tx, 1, caseId, null);
			await startClock(tx, desk.registry, locked, "promise", new Date(), { dueAt: promised });
			// the same once more is no second clock
			await startClock(tx, desk.registry, locked, "promise", new Date(), { dueAt: promised });
		});
		await act(caseId, "defer");
		expect((await find(caseId)).due_at).toEqual(promised);
		await act(caseId, "continueWork");
		expect((await short(caseId)).slice(-3)).toEqual(["final cancelled", "promise runs", "final runs"]);
	});

	test("a task has a clock of its own, by its agency's hours, ended apart from others", async () => {
		const caseId = await openCase();
		const { rows } = await sql<{ id: number }>`insert into case_task (region_id, case_id, agency_id, what, created_by)
			values (1, ${caseId}, 2, 'a', 1), (1, ${caseId}, 2, 'b', 1) returning id`.execute(desk.db);
		const [one, other] = rows.map(({ id }) => id) as [number, number];
		await desk.db.transaction().execute(async (tx) => {
			const locked = await lockCase(tx, 1, caseId, null);
			for (const taskId of [one, other])
				await startClock(tx, desk.registry, locked, "task", new Date(), { taskId, agencyId: 2, minutes: 60 });
			await endClocks(tx, desk.registry, locked, ["task"], new Date(), "met", one);
		});
		const tasks = (await clocks(caseId)).filter(({ kind }) => kind === "task");
		expect(tasks.map(({ task_id, end_state, minutes }) => [task_id, end_state, minutes])).toEqual([
			[one, "met", 60],
			[other, null, 60],
		]);
		// who has a task alone sees its clock alone
		const seen = await readCaseClocks(desk.db, desk.registry, desk.region.roadsExecutor, caseId, new Date());
		expect(seen.map(({ kind }) => kind)).toEqual(["task", "task"]);
		await sql`delete from case_clock where case_id = ${caseId}`.execute(desk.db);
		await sql`delete from case_task where case_id = ${caseId}`.execute(desk.db);
	});
});

describe("while the resident is waited for", () => {
	test("the clock stands and runs on with the resident's words; the sentence tells of it", async () => {
		await liveRoundTheClock();
		const caseId = await openNow(1);
		await act(caseId, "accept");
		const before = (await clocks(caseId))[0]!;
		await act(caseId, "askCitizen");
		const standing = (await clocks(caseId))[0]!;
		expect(standing.paused_at).not.toBeNull();
		// due as if the wait lasted as long as it may: two days
		expect(standing.due_at.getTime() - before.due_at.getTime()).toBe(2 * 86_400_000);
		await sql`update case_clock set paused_at = paused_at - interval '90 minutes', pause_until = pause_until - interval '90 minutes',
			started_at = started_at - interval '100 minutes', due_at = due_at - interval '100 minutes' where id = ${standing.id}`.execute(
			desk.db,
		);
		await act(caseId, "citizenAnswered", {}, "system");
		const after = (await clocks(caseId))[0]!;
		expect(after).toMatchObject({ paused_at: null, pause_until: null });
		expect(after.paused_minutes).toBeGreaterThanOrEqual(89);
		expect(after.paused_minutes).toBeLessThanOrEqual(91);
		expect(after.due_at.getTime()).toBeLessThan(standing.due_at.getTime());
		expect((await find(caseId)).due_at).toEqual(after.due_at);
		const { due } = await read(caseId);
		expect(due.pauses).toHaveLength(1);
		expect(due.ru).toMatch(/^4 часа круглосуточно от .*пауза с .* до /);
		expect(due.dueAt).toBe(after.due_at.toISOString());
	});

	test("after the longest wait the clock runs on by itself, once, and asking again gives no more time", async () => {
		await liveRoundTheClock();
		const caseId = await openNow(1);
		await act(caseId, "accept");
		await act(caseId, "askCitizen");
		const due = (await find(caseId)).due_at;
		const later = new Date(Date.now() + 3 * 86_400_000);
		await Promise.all([1, 2, 3].map(() => resumeWaits(desk.db, later, console.error)));
		const [clock] = await clocks(caseId);
		expect(clock).toMatchObject({ paused_at: null, due_at: due });
		const told = await sql`select 1 from case_event where case_id = ${caseId} and type = 'waitEnded'`.execute(desk.db);
		expect(told.rows).toHaveLength(1);
		await act(caseId, "citizenAnswered", {}, "system");
		await act(caseId, "askCitizen");
		expect((await find(caseId)).due_at).toEqual(due);
	});
});

describe("terms that change", () => {
	test("priority: the case itself moves to its terms in the same transaction", async () => {
		const caseId = await openCase();
		const { version } = await find(caseId);
		const order = { version, priority: "urgent" as const, reason: "угроза жизни" };
		await setPriority(desk.db, desk.registry, desk.region.curator, caseId, order);
		const row = await find(caseId);
		expect(Math.floor(row.due_at.getTime() / 60_000) - Math.floor(row.clock_from.getTime() / 60_000)).toBe(60);
		expect(row.is_round_the_clock).toBe(true);
		const { due } = await read(caseId);
		expect(due).toMatchObject({ workingMinutes: 60, isRoundTheClock: true, dueAt: row.due_at.toISOString() });
		expect(due.en).toMatch(/^1 hour round the clock from /);
	});

	test("topic: the topic's own profile, where there is one", async () => {
		const caseId = await openCase();
		await desk.db.transaction().execute(async (tx) => {
			const nine = readyProfiles[1]!;
			const profileId = await createProfile(tx, desk.region.curator, { ...nine, code: `nine-${++trials}` });
			const rule = { agencyId: null, topicCode: "roads.snow-on-road", groupCode: null, profileId };
			await setSlaRule(tx, desk.region.curator, rule);
		});
		desk.registry = await readRegistry(desk.db, 1);
		const { version } = await find(caseId);
		const order = { version, topicCode: "roads.snow-on-road" };
		await changeTopic(desk.db, desk.registry, desk.region.curator, caseId, order);
		expect((await clocks(caseId))[0]).toMatchObject({ kind: "answer", minutes: 540 });
		expect((await read(caseId)).due.workingMinutes).toBe(540);
	});

	test("a profile: every open case is clocked anew in the background, told, and counted", async () => {
		const ids: number[] = [];
		for (let i = 1; i <= 5; i++) ids.push(await openCase(i));
		await approved(ids[0]!);
		await publish();
		const versions = await Promise.all(ids.map(find));
		const { recountId } = await changeTerms(
			desk,
			desk.region.curator,
			{ reason: "profile", agencyId: null },
			async (tx) => {
				const nine = readyProfiles[1]!;
				const profileId = await createProfile(tx, desk.region.curator, { ...nine, code: `nine-${++trials}` });
				await setSlaRule(tx, desk.region.curator, { agencyId: null, topicCode: null, groupCode: null, profileId });
			},
		);
		await Promise.all([1, 2, 3].map(() => recountClocks(desk.db, { regionId: 1, recountId }, console.error)));
		const recount = await desk.db
			.selectFrom("clock_recount")
			.selectAll()
			.where("id", "=", recountId)
			.executeTakeFirst();
		expect(recount).toMatchObject({ total: 4, done: 4, ended_at: expect.any(Date) });
		for (const [index, caseId] of ids.entries()) {
			const events = await sql`select 1 from case_event where case_id = ${caseId} and type = 'reclocked'`.execute(
				desk.db,
			);
			expect(events.rows).toHaveLength(index === 0 ? 0 : 1);
			expect((await clocks(caseId))[0]?.minutes).toBe(index === 0 ? 240 : 540);
			// nobody's open screen is out of date because of it
			expect((await find(caseId)).version).toBe(versions[index]?.version);
		}
	});

	test("a case from before clocks gets them", async () => {
		const caseId = await openCase();
		await sql`delete from case_clock`.execute(desk.db);
		const { rows } = await sql<{ id: number }>`insert into clock_recount (region_id, reason, created_at)
			values (1, 'upgrade', now() - interval '1 minute') returning id`.execute(desk.db);
		await wakeRecounts(desk.db, desk.enqueue);
		await recountClocks(desk.db, { regionId: 1, recountId: rows[0]!.id }, console.error);
		expect(await short(caseId)).toEqual(["answer runs"]);
		await approved(caseId);
		await publish();
		expect(await short(caseId)).toEqual(["answer missed"]);
	});
});

test("two who act at once leave one running clock of each kind", async () => {
	const caseId = await openCase();
	const { version } = await find(caseId);
	const order = { caseId, version, action: "triage" as const, given: {} };
	const results = await Promise.allSettled(
		[1, 2, 3, 4].map(() => actByPerson(desk.db, desk.registry, desk.region.curator, order)),
	);
	expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
	expect((await short(caseId)).filter((one) => one.endsWith("runs"))).toEqual(["answer runs", "triage runs"]);
});
