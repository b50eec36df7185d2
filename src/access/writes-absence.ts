import { sql } from "kysely";
import type { Tx } from "../db/database.ts";

/** Every INSERT, UPDATE and DELETE of absence. */

/** Changes of a region's absences wait for each other until the transaction ends: two of them could make a circle. */
export async function lockAbsences(tx: Tx, regionId: number): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtextextended('otklik absences', ${regionId}))`.execute(tx);
}

export async function insertAbsence(
	tx: Tx,
	absence: { regionId: number; staffId: number; substituteId: number; from: Date; to: Date; createdBy: number },
): Promise<number> {
	const { id } = await tx
		.insertInto("absence")
		.values({
			region_id: absence.regionId,
			staff_id: absence.staffId,
			substitute_id: absence.substituteId,
			starts_at: absence.from,
			ends_at: absence.to,
			created_by: absence.createdBy,
		})
		.returning("id")
		.executeTakeFirstOrThrow();
	return id;
}

/** One that has begun ends now and stays on record; one to come is taken away. */
export async function endAbsenceRow(tx: Tx, regionId: number, id: number, now: Date): Promise<void> {
	await sql`delete from absence where region_id = ${regionId} and id = ${id} and starts_at >= ${now}`.execute(tx);
	await sql`update absence set ends_at = ${now}
		where region_id = ${regionId} and id = ${id} and starts_at < ${now} and ends_at > ${now}`.execute(tx);
}
