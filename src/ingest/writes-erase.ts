import { sql } from "kysely";
import type { Tx } from "../db/database.ts";

/** Raw bodies hold everything that a network told; that they came, and what became of them, stays. */
export async function eraseBodies(tx: Tx, regionId: number, ids: readonly number[]): Promise<number> {
	const result = await sql`update delivery set body = ''
		where region_id = ${regionId} and id = any (${ids}::bigint[]) and status <> 'accepted' and body <> ''`.execute(tx);
	return Number(result.numAffectedRows ?? 0n);
}

/**
 * Raw bodies that came before a moment, in the order of their numbers.
 * @param after the last number that was looked at
 * @returns how many were emptied, and the last number looked at; null when there are no more
 */
export async function eraseOldBodies(
	tx: Tx,
	regionId: number,
	{ before, after, limit }: { before: Date; after: number; limit: number },
): Promise<{ erased: number; last: number | null }> {
	const { rows } = await sql<{ id: number }>`select id from delivery
		where region_id = ${regionId} and id > ${after} and received_at < ${before}
		order by id limit ${limit}`.execute(tx);
	const ids = rows.map((row) => row.id);
	return { erased: ids.length > 0 ? await eraseBodies(tx, regionId, ids) : 0, last: ids.at(-1) ?? null };
}
