import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { Caller } from "../access/permissions.ts";
import { workOf } from "../access/reads-absence.ts";
import type { Db, Tx } from "../db/database.ts";
import type { SavedView } from "../db/tables.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import { isFound } from "./queue-filter.ts";
import type { QueueQuery } from "./queue-filter.ts";

export type ViewRow = Selectable<SavedView>;
/** The queue's conditions with its order, without its pages. */
export type ViewQuery = Omit<QueueQuery, "cursor" | "limit">;

/** SQL over `v` (saved_view): whether it is the caller's own, or shared with them. */
const isShown = (caller: Caller) => sql`(v.region_id = ${caller.regionId} and v.deleted_at is null
	and (v.owner_id = ${caller.staffId} or v.shared = 'region'
		or v.shared = 'agency' and v.agency_id = any (${[...caller.agencyIds]}::int[])))`;

/** Own views in their order, then those shared with the agency and with the region. */
export async function viewsOf(db: Db, caller: Caller): Promise<ViewRow[]> {
	const { rows } = await sql<ViewRow>`select * from saved_view v where ${isShown(caller)}
		order by v.owner_id <> ${caller.staffId}, v.position, v.name, v.id`.execute(db);
	return rows;
}

/** A view of the caller's own or shared with them. @throws DomainError not-found */
export async function findView(tx: Tx, caller: Caller, id: number): Promise<ViewRow> {
	const { rows } = await sql<ViewRow>`select * from saved_view v
		where ${isShown(caller)} and v.id = ${id} for share`.execute(tx);
	const [row] = rows;
	if (!row) throw new DomainError("not-found", { viewId: id });
	return row;
}

/** A view of the caller's own, put away or not. @throws DomainError not-found, also for one of somebody else */
export async function lockView(tx: Tx, caller: Caller, id: number): Promise<ViewRow> {
	const { rows } = await sql<ViewRow>`select * from saved_view
		where region_id = ${caller.regionId} and id = ${id} and owner_id = ${caller.staffId} for update`.execute(tx);
	const [row] = rows;
	if (!row) throw new DomainError("not-found", { viewId: id });
	return row;
}

const cap = 1000;

/** How many cases each view of the caller holds, up to `cap`, by the conditions of the list. @throws DomainError forbidden */
export async function countSavedViews(db: Db, registry: Registry, caller: Caller, now: Date) {
	const views = await viewsOf(db, caller);
	if (views.length === 0) return { counts: {}, cap };
	const mine = await workOf(db, caller, now);
	const asked = views.map((view) => {
		const query = { ...(view.query as unknown as ViewQuery), limit: 1 };
		return sql`(select count(*)::int from (select 1 from "case" c where ${isFound(registry, caller, query, now, mine)} limit ${cap}) as one) as ${sql.id(String(view.id))}`;
	});
	const { rows } = await sql<Record<string, number>>`select ${sql.join(asked)}`.execute(db);
	return { counts: rows[0] ?? {}, cap };
}
