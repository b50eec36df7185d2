import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import { eraseBodies, eraseOldBodies } from "./writes-erase.ts";

/** Empties the raw bodies of these deliveries. @returns how many had one */
export async function forgetBodies(tx: Tx, regionId: number, ids: readonly number[]): Promise<number> {
	return ids.length > 0 ? eraseBodies(tx, regionId, ids) : 0;
}

/** Empties raw bodies that came before a moment, a batch in the order of their numbers. @returns how many, and the last number; null: no more */
export function forgetOldBodies(
	tx: Tx,
	regionId: number,
	batch: { before: Date; after: number; limit: number },
): Promise<{ erased: number; last: number | null }> {
	return eraseOldBodies(tx, regionId, batch);
}

/** How many bodies a removal would empty. */
export async function countOldBodies(db: Db, regionId: number, before: Date): Promise<number> {
	const { rows } = await sql<{ n: number }>`select count(*)::int as n from delivery
		where region_id = ${regionId} and received_at < ${before} and status <> 'accepted' and body <> ''`.execute(db);
	return rows[0]?.n ?? 0;
}
