import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { openDatabase } from "../src/db/database.ts";
import { openQueue } from "../src/queue/enqueue.ts";
import { giveCaseRights } from "./case-rows.ts";
import { createTestDatabase } from "./database.ts";
import { makeRegion, secretKey } from "./region.ts";

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
const clocks = 2_000;

test("workers killed in the middle: each clock is told once", { timeout: 120_000 }, async () => {
	const database = await createTestDatabase();
	const db = openDatabase(database.url, 4);
	const queue = await openQueue(db);
	const children: ChildProcess[] = [];
	const startWorker = (): ChildProcess => {
		const env = { ...process.env, DATABASE_URL: database.url, OTKLIK_SECRET_KEY: secretKey.toString("base64") };
		const child = spawn(process.execPath, [cli, "work"], { env, stdio: "ignore" });
		children.push(child);
		return child;
	};
	try {
		await makeRegion(db);
		await giveCaseRights(db);
		await fill();
		const first = startWorker();
		await queue.enqueue(db, "escalate-clocks", {});
		await until(async () => (await count()) > 0, 30_000);
		// the next batch is under way: each takes its time
		await new Promise((resolve) => setTimeout(resolve, 150));
		first.kill("SIGKILL");
		await once(first, "exit");
		const told = await count();
		expect(told).toBeGreaterThan(0);
		expect(told).toBeLessThan(clocks);
		expect(told % 500).toBe(0);
		startWorker();
		startWorker();
		// as the next minute would
		await queue.enqueue(db, "escalate-clocks", {});
		await until(async () => (await count()) === clocks, 60_000);
		const { rows } = await sql<{ events: number; notices: number; people: number; cases: number }>`
			select (select count(distinct case_id)::int from case_event where type = 'escalated') as events,
				(select count(*)::int from notice) as notices, (select count(distinct staff_id)::int from notice) as people,
				(select count(distinct case_id)::int from notice) as cases`.execute(db);
		expect(rows).toEqual([{ events: clocks, notices: clocks, people: 1, cases: clocks }]);
	} finally {
		for (const child of children) child.kill("SIGKILL");
		await queue.close();
		await db.destroy();
		await database.drop();
	}

	async function fill(): Promise<void> {
		await sql`insert into thread (region_id, id, page_id, key, kind) values (1, 1, 1, 'kill', 'comments')`.execute(db);
		await sql`insert into "case" (region_id, id, thread_id, page_id, channel, author_key, status, topic_code, agency_id, assignee_id,
				excerpt, registered_at, clock_from, due_at, last_message_at, search)
			select 1, n, 1, 1, 'vk', 'user:' || n, 'inProgress', 'housing.no-water', 1, 2, '', now(), now(), now(), now(), ''
			from generate_series(1, ${clocks}) n`.execute(db);
		await sql`insert into case_clock (region_id, case_id, kind, agency_id, is_round_the_clock, minutes, set_by, started_at, due_at, stage_at)
			select 1, n, 'answer', 1, true, 100000, 'minutes', now() - interval '50001 minutes', now() + interval '49999 minutes', now() - interval '1 minute'
			from generate_series(1, ${clocks}) n`.execute(db);
		await sql`create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(0.4); return null; end'`.execute(
			db,
		);
		await sql`create trigger slow after insert on notice for each statement execute function slow()`.execute(db);
	}
	async function count(): Promise<number> {
		const { rows } = await sql<{
			n: number;
		}>`select count(*)::int as n from case_event where type = 'escalated'`.execute(db);
		return rows[0]!.n;
	}
});

async function until(isSo: () => Promise<boolean>, ms: number): Promise<void> {
	for (const end = Date.now() + ms; Date.now() < end; ) {
		if (await isSo()) return;
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	throw new Error("it did not happen in time");
}
