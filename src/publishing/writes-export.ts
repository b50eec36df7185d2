import { sql } from "kysely";
import type { Tx } from "../db/database.ts";

/** Every INSERT and UPDATE of answer_export and answer_export_row. */

/** Notes which answers stand in a file. @returns its id */
export async function insertExport(
	tx: Tx,
	made: { regionId: number; pageId: number; staffId: number; publicationIds: readonly number[] },
): Promise<number> {
	const { id } = await tx
		.insertInto("answer_export")
		.values({ region_id: made.regionId, page_id: made.pageId, made_by: made.staffId })
		.returning("id")
		.executeTakeFirstOrThrow();
	await sql`insert into answer_export_row (region_id, export_id, publication_id)
		select ${made.regionId}, ${id}, unnest(${[...made.publicationIds]}::bigint[])`.execute(tx);
	return id;
}

export async function noteCarried(tx: Tx, regionId: number, id: number, staffId: number): Promise<void> {
	await tx
		.updateTable("answer_export")
		.set({ carried_at: sql`now()`, carried_by: staffId })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.execute();
}
