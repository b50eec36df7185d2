import { sql } from "kysely";
import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import type { ViewedPart } from "./viewed-part.ts";

export type ViewQuery = {
	caseId?: number | undefined;
	staffId?: number | undefined;
	from?: string | undefined;
	to?: string | undefined;
	/** rows before this one, as `nextCursor` gave it */
	cursor?: string | undefined;
	limit: number;
};

type Row = { caseId: number; staffId: number; staffName: string; at: Date; what: ViewedPart[]; times: number };

/** Who saw which case, the latest first. @throws DomainError forbidden */
export async function listViews(db: Db, caller: Caller, query: ViewQuery) {
	if (!caller.permissions.has("personal.manage")) requirePermission(caller, "audit.read");
	const conditions = [sql`v.region_id = ${caller.regionId}`];
	if (query.caseId) conditions.push(sql`v.case_id = ${query.caseId}`);
	if (query.staffId) conditions.push(sql`v.staff_id = ${query.staffId}`);
	if (query.from) conditions.push(sql`v.at >= ${new Date(query.from)}`);
	if (query.to) conditions.push(sql`v.at < ${new Date(query.to)}`);
	const [at, caseId, staffId] = query.cursor?.split("_") ?? [];
	if (at && caseId && staffId)
		conditions.push(sql`(v.at, v.case_id, v.staff_id) < (${new Date(at)}, ${caseId}::bigint, ${staffId}::int)`);
	const { rows } = await sql<Row>`
		select v.case_id as "caseId", v.staff_id as "staffId", s.name as "staffName", v.at, v.what, v.times
		from case_view v join staff s on s.region_id = v.region_id and s.id = v.staff_id
		where ${sql.join(conditions, sql` and `)}
		order by v.at desc, v.case_id desc, v.staff_id desc limit ${query.limit + 1}`.execute(db);
	const shown = rows.slice(0, query.limit).map((row) => ({ ...row, at: row.at.toISOString() }));
	const last = shown.at(-1);
	const isMore = rows.length > query.limit && last !== undefined;
	return { items: shown, nextCursor: isMore ? `${last.at}_${last.caseId}_${last.staffId}` : null };
}
