import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { Mapping } from "./imports/mapping.ts";
import type { MappedRow, RefusedRow } from "./imports/map-row.ts";

/** Every INSERT, UPDATE and DELETE of file_import, file_import_refusal and file_import_row. */

/** Keeps a file to be imported; files that nobody imported for a day are let go. */
export async function insertImport(
	db: Tx,
	row: { regionId: number; pageId: number; fileName: string; file: Buffer; uploadedBy: number },
): Promise<number> {
	await sql`delete from file_import where region_id = ${row.regionId} and status = 'uploaded'
		and uploaded_at < now() - interval '1 day'`.execute(db);
	const { id } = await db
		.insertInto("file_import")
		.values({
			region_id: row.regionId,
			page_id: row.pageId,
			file_name: row.fileName,
			file: row.file,
			size: row.file.length,
			uploaded_by: row.uploadedBy,
		})
		.returning("id")
		.executeTakeFirstOrThrow();
	return id;
}

/** @returns false when it has been started already */
export async function startImportRow(tx: Tx, regionId: number, id: number, mapping: Mapping): Promise<boolean> {
	const result = await tx
		.updateTable("file_import")
		.set({ status: "running", mapping: JSON.stringify(mapping) })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.where("status", "=", "uploaded")
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
}

export async function endImport(
	tx: Db | Tx,
	regionId: number,
	id: number,
	end: { status: "done" | "failed"; failure: string | null },
): Promise<void> {
	await tx
		.updateTable("file_import")
		.set({ ...end, file: null, finished_at: sql`now()` })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.where("status", "in", ["running", "uploaded"])
		.execute();
}

export type Counts = { rowsDone: number; isNew: number; known: number; changed: number; refused: number };

export async function countImported(tx: Tx, regionId: number, id: number, counts: Counts): Promise<void> {
	await sql`update file_import set rows_done = ${counts.rowsDone}, new_count = new_count + ${counts.isNew},
			known_count = known_count + ${counts.known}, changed_count = changed_count + ${counts.changed},
			refused_count = refused_count + ${counts.refused}
		where region_id = ${regionId} and id = ${id}`.execute(tx);
}

export async function insertRefusals(tx: Tx, regionId: number, id: number, rows: readonly RefusedRow[]): Promise<void> {
	if (rows.length === 0) return;
	await sql`insert into file_import_refusal (region_id, import_id, row_number, reason, number)
		select ${regionId}, ${id}, row_number, reason, number from unnest(
			${rows.map((row) => row.rowNumber)}::int[], ${rows.map((row) => row.reason)}::text[],
			${rows.map((row) => row.number)}::text[]) as r(row_number, reason, number)
		on conflict do nothing`.execute(tx);
}

/**
 * Notes rows by their numbers.
 * @returns the version of each that is new (1) or changed (2 …); what is missing there is known
 */
export async function noteRows(
	tx: Tx,
	regionId: number,
	pageId: number,
	rows: readonly MappedRow[],
): Promise<Map<string, number>> {
	if (rows.length === 0) return new Map();
	const result = await sql<{ external_id: string; version: number }>`
		insert into file_import_row as known (region_id, page_id, external_id, print)
		select ${regionId}, ${pageId}, number, decode(print, 'hex') from unnest(
			${rows.map((row) => row.number)}::text[], ${rows.map((row) => row.print.toString("hex"))}::text[]) as r(number, print)
		order by number
		on conflict (region_id, page_id, external_id) do update set print = excluded.print, version = known.version + 1
		where known.print <> excluded.print
		returning external_id, version`.execute(tx);
	return new Map(result.rows.map((row) => [row.external_id, row.version]));
}
