import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { openDatabase } from "../../src/db/database.ts";
import type { Db } from "../../src/db/database.ts";
import { startEmbedded } from "../../src/db/embedded.ts";
import { startSystem } from "../system.ts";
import type { System } from "../system.ts";
import { startWeekClock } from "./clock.ts";
import type { WeekClock } from "./clock.ts";
import { weekRegion } from "./region.ts";

/** A desk of the week's region that lives by the week's clock, on a database of its own. */
export type WeekDesk = {
	clock: WeekClock;
	system: System;
	/** read only, to look whether work is left and to count at the end */
	db: Db;
	errors: unknown[];
	stop: () => Promise<void>;
};

export async function startWeekDesk(start: Date): Promise<WeekDesk> {
	const dataDir = mkdtempSync(join(tmpdir(), "otklik-week-"));
	const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
	const server = await startEmbedded({ dataDir, settings });
	const clock = await startWeekClock(server.url, start);
	const errors: unknown[] = [];
	const system = await startSystem({
		...{ databaseUrl: server.url, secretKey: randomBytes(32), region: weekRegion },
		onError: (error) => errors.push(error),
	});
	const db = openDatabase(server.url, 3);
	const stop = async (): Promise<void> => {
		await db.destroy();
		await system.stop();
		await clock.stop();
		await server.stop();
		rmSync(dataDir, { recursive: true, force: true });
	};
	return { clock, system, db, errors, stop };
}

/** What is still under way: deliveries to read, orders to publish, jobs that wait for a worker. */
async function workLeft(db: Db): Promise<number> {
	const { rows } = await sql<{ n: number }>`select
		(select count(*) from delivery where status = 'accepted')::int
		+ (select count(*) from reply where status = 'approved')::int
		+ (select count(*) from pgboss.job where state in ('created', 'retry', 'active')
			and start_after <= now() + interval '1 minute'
			and name in ('ingest-delivery', 'publish-reply', 'share-reply', 'fetch-files'))::int as n`.execute(db);
	return rows[0]?.n ?? 0;
}

/** Real milliseconds after which a desk that does not come to rest is broken. */
const patienceMs = 120_000;

/**
 * Until the network has delivered and the workers have done everything. A network's pause between two answers is waited
 * for by the week's clock: it creeps on meanwhile.
 */
export async function untilQuiet({ clock, system, db }: WeekDesk): Promise<void> {
	await system.network.waitIdle(patienceMs);
	const startedAt = performance.now();
	while ((await workLeft(db)) > 0) {
		if (performance.now() - startedAt > patienceMs) throw new Error("the desk does not come to rest");
		await sleep(20);
		if (performance.now() - startedAt > 200) await clock.moveTo(new Date(clock.now().getTime() + 500));
	}
}
