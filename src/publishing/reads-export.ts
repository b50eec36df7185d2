import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { isOwned } from "../cases/reads.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";

/** Answers of a page that wait for a person and that this person may see, held until the transaction ends. */
export async function lockWaiting(tx: Tx, caller: Caller, pageId: number): Promise<number[]> {
	const query = tx
		.selectFrom("publication as p")
		.innerJoin("case as c", (join) => join.onRef("c.region_id", "=", "p.region_id").onRef("c.id", "=", "p.case_id"))
		.select("p.id")
		.where("p.region_id", "=", caller.regionId)
		.where("p.page_id", "=", pageId)
		.where("p.state", "=", "queued")
		.where("p.by_person", "=", true)
		.where(isOwned(caseScope(caller)))
		.orderBy("p.id")
		.forUpdate("p");
	return (await query.execute()).map((row) => row.id);
}

/** An export that this person made or, for whoever sees the whole region, anybody's. @throws DomainError not-found */
export async function findExport(db: Db | Tx, caller: Caller, id: number, hold = false) {
	let query = db.selectFrom("answer_export").selectAll().where("region_id", "=", caller.regionId).where("id", "=", id);
	if (caseScope(caller) !== null) query = query.where("made_by", "=", caller.staffId);
	const row = await (hold ? query.forUpdate() : query).executeTakeFirst();
	if (!row) throw new DomainError("not-found", { exportId: id });
	return row;
}

export type ExportRow = { id: number; number: string; text: string; approvedAt: Date | null; state: string };

/** Exactly the answers of an export, in their order. */
export async function readExportRows(db: Db | Tx, regionId: number, id: number): Promise<ExportRow[]> {
	return db
		.selectFrom("answer_export_row as x")
		.innerJoin("publication as p", (join) =>
			join.onRef("p.region_id", "=", "x.region_id").onRef("p.id", "=", "x.publication_id"),
		)
		.innerJoin("reply as r", (join) => join.onRef("r.region_id", "=", "p.region_id").onRef("r.id", "=", "p.reply_id"))
		.innerJoin("message as m", (join) =>
			join.onRef("m.region_id", "=", "r.region_id").onRef("m.id", "=", "r.message_id"),
		)
		.select(["p.id", "m.external_id as number", "p.text", "r.approved_at as approvedAt", "p.state"])
		.where("x.region_id", "=", regionId)
		.where("x.export_id", "=", id)
		.orderBy("p.id")
		.execute();
}

/** The latest exports that this person may mark. @throws DomainError forbidden */
export async function listExports(db: Db, caller: Caller) {
	requirePermission(caller, "publication.settle");
	let query = db
		.selectFrom("answer_export as e")
		.innerJoin("staff as s", (join) => join.onRef("s.region_id", "=", "e.region_id").onRef("s.id", "=", "e.made_by"))
		.select(["e.id", "e.page_id", "e.made_at", "e.carried_at", "s.name"])
		.select((where) =>
			where
				.selectFrom("answer_export_row as x")
				.select(({ fn }) => fn.countAll<number>().as("count"))
				.whereRef("x.region_id", "=", "e.region_id")
				.whereRef("x.export_id", "=", "e.id")
				.as("count"),
		)
		.where("e.region_id", "=", caller.regionId)
		.orderBy("e.id", "desc")
		.limit(10);
	if (caseScope(caller) !== null) query = query.where("e.made_by", "=", caller.staffId);
	return (await query.execute()).map((row) => ({
		id: row.id,
		pageId: row.page_id,
		count: row.count ?? 0,
		madeAt: row.made_at.toISOString(),
		madeByName: row.name,
		carriedAt: row.carried_at?.toISOString() ?? null,
	}));
}

/** Whose answers stand in an export. */
export async function casesOfExport(db: Db, regionId: number, exportId: number): Promise<number[]> {
	const rows = await db
		.selectFrom("answer_export_row as x")
		.innerJoin("publication as p", (join) =>
			join.onRef("p.region_id", "=", "x.region_id").onRef("p.id", "=", "x.publication_id"),
		)
		.select("p.case_id")
		.distinct()
		.where("x.region_id", "=", regionId)
		.where("x.export_id", "=", exportId)
		.execute();
	return rows.map((row) => row.case_id);
}
