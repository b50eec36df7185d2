import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";

/** An import, held until the transaction ends. */
export async function lockImport(tx: Tx, regionId: number, id: number) {
	return tx
		.selectFrom("file_import")
		.selectAll()
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.forUpdate()
		.executeTakeFirst();
}

export async function runningImports(db: Db): Promise<{ regionId: number; importId: number }[]> {
	return db
		.selectFrom("file_import")
		.select(["region_id as regionId", "id as importId"])
		.where("status", "=", "running")
		.execute();
}

const columns = [
	"id",
	"page_id",
	"file_name",
	"status",
	"failure",
	"rows_done",
	"new_count",
	"known_count",
	"changed_count",
	"refused_count",
	"uploaded_at",
	"finished_at",
] as const;

const selectImports = (db: Db, caller: Caller) =>
	db
		.selectFrom("file_import as i")
		.innerJoin("page as p", (join) => join.onRef("p.region_id", "=", "i.region_id").onRef("p.id", "=", "i.page_id"))
		.innerJoin("staff as s", (join) =>
			join.onRef("s.region_id", "=", "i.region_id").onRef("s.id", "=", "i.uploaded_by"),
		)
		.select(columns.map((column) => `i.${column}` as const))
		.select("s.name as staff_name")
		.where("i.region_id", "=", caller.regionId)
		.where((where) => (caller.agencyId === null ? where.lit(true) : where("p.agency_id", "=", caller.agencyId)));

type Row = Awaited<ReturnType<ReturnType<typeof selectImports>["executeTakeFirstOrThrow"]>>;

const toImport = (row: Row) => ({
	id: row.id,
	pageId: row.page_id,
	fileName: row.file_name,
	status: row.status as "uploaded" | "running" | "done" | "failed",
	failure: row.failure,
	rowsDone: row.rows_done,
	counts: { new: row.new_count, known: row.known_count, changed: row.changed_count, refused: row.refused_count },
	uploadedAt: row.uploaded_at.toISOString(),
	uploadedByName: row.staff_name,
	finishedAt: row.finished_at?.toISOString() ?? null,
});

/** Imports that were started, the latest first. @throws DomainError forbidden */
export async function listImports(db: Db, caller: Caller) {
	requirePermission(caller, "case.triage");
	const rows = await selectImports(db, caller)
		.where("i.status", "<>", "uploaded")
		.orderBy("i.id", "desc")
		.limit(20)
		.execute();
	return rows.map(toImport);
}

/** One import with rows that could not be taken, in their order. @throws DomainError forbidden, not-found */
export async function readImport(db: Db, caller: Caller, id: number, query: { after: number; limit: number }) {
	requirePermission(caller, "case.triage");
	const row = await selectImports(db, caller).where("i.id", "=", id).executeTakeFirst();
	if (!row) throw new DomainError("not-found", { importId: id });
	const refusals = await db
		.selectFrom("file_import_refusal")
		.select(["row_number as rowNumber", "reason", "number"])
		.where("region_id", "=", caller.regionId)
		.where("import_id", "=", id)
		.where("row_number", ">", query.after)
		.orderBy("row_number")
		.limit(query.limit)
		.execute();
	return { ...toImport(row), refusals };
}
