import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import type { Db } from "../src/db/database.ts";

/**
 * Waits until what was running is over, also in the databases of other tests: history is read only behind the oldest running
 * transaction of the whole server.
 */
export async function othersAreOver(db: Db): Promise<void> {
	const { rows } = await sql<{ mine: string }>`select pg_current_xact_id()::text as mine`.execute(db);
	for (;;) {
		const horizon = await sql<{ isBehind: boolean }>`
			select pg_snapshot_xmin(pg_current_snapshot()) > ${rows[0]!.mine}::xid8 as "isBehind"`.execute(db);
		if (horizon.rows[0]!.isBehind) return;
		await pause(20);
	}
}
