import { sql } from "kysely";
import type { Db } from "../db/database.ts";

/** Jobs that could run now and have not begun: how many, and for how long the oldest has waited, in seconds. */
export async function readBacklog(db: Db): Promise<{ waiting: number; oldestSeconds: number }> {
	const { rows } = await sql<{ waiting: number; oldestSeconds: number }>`
		select count(*)::int as waiting,
			coalesce(extract(epoch from now() - min(start_after)), 0)::int as "oldestSeconds"
		from pgboss.job where state in ('created', 'retry') and start_after <= now()`.execute(db);
	return rows[0] ?? { waiting: 0, oldestSeconds: 0 };
}
