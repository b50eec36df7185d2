import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { escalateClocks, wakeEscalation } from "../src/cases/escalate-clocks.ts";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import { handlersOf } from "../src/jobs.ts";
import { openQueue } from "../src/queue/enqueue.ts";
import { keepRegistry } from "../src/registry/keep-registry.ts";
import { addCase, addClock, giveCaseRights } from "./case-rows.ts";
import { createTestDatabase } from "./database.ts";
import { makeRegion } from "./region.ts";
import { emptyCases } from "./scripted-desk.ts";

/** Wednesday, 9:00 in Moscow: the working day begins. */
const start = new Date("2026-03-04T06:00:00Z");
const at = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);

const desk = {} as {
	db: Db;
	close: () => Promise<void>;
	escalate: (now: Date) => Promise<number>;
	wake: (now: Date) => Promise<void>;
};

beforeAll(async () => {
	const database = await createTestDatabase();
	const db = openDatabase(database.url, 10);
	const queue = await openQueue(db);
	await makeRegion(db);
	await giveCaseRights(db);
	await sql`insert into role (region_id, code, title_ru, title_en, permissions) values
		(1, 'head', 'a', 'a', ${["case.read.agency", "escalation.agency"]}), (1, 'office', 'b', 'b', ${["case.read.region", "escalation.office"]})`.execute(
		db,
	);
	await sql`insert into staff (region_id, id, login, name, password_hash, agency_id) values
		(1, 6, 'head', 'Head', '-', 1), (1, 7, 'office', 'Office', '-', null)`.execute(db);
	await sql`insert into staff_role (region_id, staff_id, role_code) values (1, 6, 'head'), (1, 7, 'office')`.execute(
		db,
	);
	const parts = { db, enqueue: queue.enqueue, registryOf: keepRegistry(db, 0) };
	Object.assign(desk, {
		db,
		escalate: (now: Date) => escalateClocks(parts, now),
		wake: (now: Date) => wakeEscalation(parts, now),
		close: async () => {
			await queue.close();
			await db.destroy();
			await database.drop();
		},
	});
});
afterAll(() => desk.close());
beforeEach(async () => {
	await emptyCases(desk.db);
	await sql`truncate notice, pgboss.job`.execute(desk.db);
});

const notices = () =>
	desk.db.selectFrom("notice").select(["staff_id", "code", "case_id", "is_urgent"]).orderBy("id").execute();
const told = async () => (await notices()).map((one) => `${one.code} ${one.staff_id}`);
const events = async () =>
	(await desk.db.selectFrom("case_event").select("data").where("type", "=", "escalated").orderBy("id").execute()).map(
		(one) => (one.data as { percent: number }).percent,
	);
const clockOf = (caseId: number) =>
	desk.db.selectFrom("case_clock").selectAll().where("case_id", "=", caseId).executeTakeFirstOrThrow();

describe("escalation", () => {
	test("each stage is told once, to whom it belongs, by working time", async () => {
		const caseId = await addCase(desk.db, 1, { assigneeId: 2 });
		await addClock(desk.db, caseId, { start, minutes: 240, agencyId: 1, stageAt: at(120) });
		for (const minutes of [119, 120, 120, 191, 192, 240, 241, 360, 400, 10_000]) await desk.escalate(at(minutes));
		expect(await told()).toEqual(["term-half 2", "term-near 2", "term-over 6", "term-far-over 7"]);
		expect(await events()).toEqual([50, 80, 100, 150]);
		expect((await notices()).map((one) => one.is_urgent)).toEqual([false, false, false, true]);
		expect(await clockOf(caseId)).toMatchObject({ stage: 150, stage_at: null });
		const jobs = await sql<{ name: string }>`select name from pgboss.job`.execute(desk.db);
		expect(jobs.rows).toEqual([{ name: "send-notices" }]);
	});

	test("the next stage waits for the working day, or not where the clock runs round it", async () => {
		const evening = at(8 * 60);
		const working = await addCase(desk.db, 1);
		await addClock(desk.db, working, { start: evening, minutes: 120, agencyId: 1, stageAt: at(9 * 60) });
		const always = await addCase(desk.db, 1, { priority: "urgent" });
		await addClock(desk.db, always, {
			...{ start: evening, minutes: 120, agencyId: 1, stageAt: at(9 * 60), isRoundTheClock: true },
		});
		expect(await desk.escalate(at(9 * 60))).toBe(2);
		// 96 of 120 minutes: 60 until 18:00, the rest in the morning
		expect((await clockOf(working)).stage_at).toEqual(at(24 * 60 + 36));
		expect((await clockOf(always)).stage_at).toEqual(at(8 * 60 + 96));
	});

	test("after a long silence a warning that was overtaken is left out, what heads must know is not", async () => {
		const caseId = await addCase(desk.db, 1);
		await addClock(desk.db, caseId, { start, minutes: 240, agencyId: 1, stageAt: at(120) });
		await desk.escalate(at(3 * 24 * 60));
		expect((await told()).toSorted()).toEqual(["term-far-over 7", "term-over 6"]);
		const near = await addCase(desk.db, 1, { assigneeId: 3 });
		await addClock(desk.db, near, { start, minutes: 240, agencyId: 1, stageAt: at(120) });
		await desk.escalate(at(200));
		expect((await told()).slice(2)).toEqual(["term-near 3"]);
		expect((await clockOf(near)).stage_at).toEqual(at(240));
	});

	test("a case that needs no answer any more raises nothing, and neither does a clock that ended or stands", async () => {
		for (const status of ["rejected", "merged", "answered", "closed", "handedTo59fz"]) {
			const caseId = await addCase(desk.db, 1, { status });
			await addClock(desk.db, caseId, { start, minutes: 240, agencyId: 1, stageAt: at(120) });
		}
		const ended = await addCase(desk.db, 1);
		await addClock(desk.db, ended, { start, minutes: 240, agencyId: 1, stageAt: at(120) });
		await sql`update case_clock set ended_at = ${at(1)}, end_state = 'met' where case_id = ${ended}`.execute(desk.db);
		const standing = await addCase(desk.db, 1);
		await addClock(desk.db, standing, { start, minutes: 240, agencyId: 1, stageAt: at(120), pausedAt: at(60) });
		await desk.escalate(at(200));
		expect(await told()).toEqual([]);
		expect(await events()).toEqual([]);
		expect(await desk.escalate(at(200))).toBe(0);
	});

	test("a promise is looked after when the case is answered already", async () => {
		const caseId = await addCase(desk.db, 1, { status: "answered", assigneeId: 2 });
		await addClock(desk.db, caseId, { start, minutes: 240, agencyId: 1, stageAt: at(120), kind: "promise" });
		await desk.escalate(at(120));
		expect(await told()).toEqual(["term-half 2"]);
	});

	test("triage is the curators', then the office's", async () => {
		const caseId = await addCase(desk.db, 2, { status: "new" });
		await addClock(desk.db, caseId, { start, minutes: 30, agencyId: null, stageAt: at(15), kind: "triage" });
		for (const minutes of [15, 24, 30, 45]) await desk.escalate(at(minutes));
		expect(await told()).toEqual(
			expect.arrayContaining(["term-half 1", "term-near 1", "term-over 1", "term-far-over 7"]),
		);
		expect(await told()).toHaveLength(4);
	});

	test("any number of workers at once tell each once", async () => {
		const ids: number[] = [];
		for (let count = 0; count < 60; count++) {
			const caseId = await addCase(desk.db, 1, { assigneeId: 2 });
			await addClock(desk.db, caseId, { start, minutes: 240, agencyId: 1, stageAt: at(120) });
			ids.push(caseId);
		}
		const counts = await Promise.all(Array.from({ length: 6 }, () => desk.escalate(at(130))));
		expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60);
		expect((await notices()).map((one) => one.case_id).toSorted((a, b) => a! - b!)).toEqual(ids);
	});

	test("a stage that comes within the minute is woken for", async () => {
		const caseId = await addCase(desk.db, 1);
		await addClock(desk.db, caseId, { start, minutes: 240, agencyId: 1, stageAt: new Date(at(1).getTime() - 20_500) });
		await desk.wake(at(0));
		const { rows } = await sql<{
			at: Date;
		}>`select start_after as at from pgboss.job where name = 'escalate-clocks'`.execute(desk.db);
		expect(rows).toEqual([{ at: new Date(at(1).getTime() - 20_000) }]);
		await desk.wake(at(-2));
		expect((await sql`select from pgboss.job`.execute(desk.db)).rows).toHaveLength(1);
	});
});

test("the call of the minute looks and wakes for what comes next", async () => {
	const soon = new Date(Date.now() + 30_000);
	const due = await addCase(desk.db, 1, { assigneeId: 2 });
	await addClock(desk.db, due, {
		start: new Date(Date.now() - 3_600_000),
		minutes: 100_000,
		agencyId: 1,
		stageAt: start,
	});
	const next = await addCase(desk.db, 1);
	await addClock(desk.db, next, { start, minutes: 240, agencyId: 1, stageAt: soon });
	const queue = await openQueue(desk.db);
	const parts = { db: desk.db, enqueue: queue.enqueue, registryOf: keepRegistry(desk.db, 0) };
	const { run } = handlersOf(parts as unknown as Parameters<typeof handlersOf>[0])["escalate-clocks"];
	await run([{ isWoken: true }]);
	expect(await told()).toEqual(["term-half 2"]);
	const jobs = async () =>
		(await sql`select from pgboss.job where name = 'escalate-clocks'`.execute(desk.db)).rows.length;
	expect(await jobs()).toBe(0);
	await run([{ isWoken: true }, {}]);
	expect(await jobs()).toBe(1);
	await queue.close();
});
