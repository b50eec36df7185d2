import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Caller } from "../access/permissions.ts";
import { workOf } from "../access/reads-absence.ts";
import type { Tx, Db } from "../db/database.ts";
import type { Registry } from "../registry/reads.ts";
import { isFound } from "./queue-filter.ts";
import type { ViewQuery } from "./reads-saved-view.ts";

export type WatchKey = { regionId: number; staffId: number; viewId: number };

/** A view that somebody watches, as it stands now. */
export type Watch = {
	staffId: number;
	viewId: number;
	ownerId: number;
	shared: string;
	agencyId: number | null;
	isAway: boolean;
	query: ViewQuery;
	/** whether `view_seen` is for these very conditions */
	isReady: boolean;
};

export async function findWatchedRegions(db: Db): Promise<number[]> {
	const { rows } = await sql<{ id: number }>`select g.id from region g
		where exists (select from view_watch w where w.region_id = g.id) order by g.id`.execute(db);
	return rows.map((row) => row.id);
}

/** Everything that is watched in a region, a person's after one another; none of it ends meanwhile. */
export async function listWatches(tx: Tx, regionId: number): Promise<Watch[]> {
	const { rows } = await sql<Watch>`
		select w.staff_id as "staffId", w.view_id as "viewId", v.owner_id as "ownerId", v.shared, v.agency_id as "agencyId",
			v.deleted_at is not null as "isAway", v.query, w.query is not distinct from v.query as "isReady"
		from view_watch w join saved_view v on v.region_id = w.region_id and v.id = w.view_id
		where w.region_id = ${regionId} order by w.staff_id, w.view_id for key share of w`.execute(tx);
	return rows;
}

/** Up to where history was looked at; null when another worker is at it. */
export async function lockLook(tx: Tx, regionId: number): Promise<{ tx: string; id: number } | null> {
	const { rows } = await sql<{ tx: string; id: number }>`select told_tx::text as tx, told_id as id from view_look
		where region_id = ${regionId} for no key update skip locked`.execute(tx);
	return rows[0] ?? null;
}

export type News = {
	/** where the next look begins */
	reached: { tx: string; id: number };
	/** cases with what happened, and the people who did something to them */
	cases: Map<number, Set<number>>;
	isMore: boolean;
};

/** What happened behind the horizon since a place, at most `most` entries: nothing can come before it any more. */
export async function readNews(
	tx: Tx,
	regionId: number,
	after: { tx: string; id: number },
	most: number,
): Promise<News> {
	type Row = { horizon: string; tx: string | null; id: number; caseId: number; actorId: number | null };
	const { rows } = await sql<Row>`
		with horizon as (select pg_snapshot_xmin(pg_current_snapshot()) as oldest)
		select h.oldest::text as horizon, e.* from horizon h left join lateral (
			select e.tx::text as tx, e.id, e.case_id as "caseId", case e.actor_kind when 'staff' then e.actor_id end as "actorId"
			from case_event e
			where e.region_id = ${regionId} and (e.tx, e.id) > (${after.tx}::xid8, ${after.id}::bigint) and e.tx < h.oldest
			order by e.tx, e.id limit ${most}) e on true
		order by e.tx::xid8, e.id`.execute(tx);
	const found = rows.filter((row) => row.tx !== null);
	const cases = new Map<number, Set<number>>();
	for (const { caseId, actorId } of found) {
		const actors = cases.get(caseId) ?? new Set();
		if (actorId !== null) actors.add(actorId);
		cases.set(caseId, actors);
	}
	const last = found.length === most ? found.at(-1) : undefined;
	const reached = last ? { tx: last.tx!, id: last.id } : { tx: rows[0]!.horizon, id: 0 };
	return { reached, cases, isMore: last !== undefined };
}

/** SQL over `c` (case): whether a view holds it for the caller at this moment. @throws DomainError forbidden */
export async function isHeld(
	tx: Db | Tx,
	registry: Registry,
	caller: Caller,
	query: ViewQuery,
	{ ids, now }: { ids?: readonly number[]; now: Date },
): Promise<RawBuilder<unknown>> {
	const isOwn = query.view === "mine" || query.owner === "mine";
	const mine = isOwn ? await workOf(tx, caller, now) : [];
	return isFound(registry, caller, { ...query, ...(ids && { ids }), limit: 1 }, now, mine);
}

/** How many cases meet a condition over `c`, up to `most`. */
export async function countHeld(tx: Tx, held: RawBuilder<unknown>, most: number): Promise<number> {
	const { rows } = await sql<{ count: number }>`
		select count(*)::int as count from (select 1 from "case" c where ${held} limit ${most}) one`.execute(tx);
	return rows[0]!.count;
}

export async function countWatches(tx: Tx, regionId: number, staffId: number | null): Promise<number> {
	const { rows } = await sql<{ count: number }>`select count(*)::int as count from view_watch
		where region_id = ${regionId} and (${staffId}::int is null or staff_id = ${staffId})`.execute(tx);
	return rows[0]!.count;
}

/** Numbers of the views that the caller watches. */
export async function watchedViews(db: Db, { regionId, staffId }: Caller): Promise<Set<number>> {
	const rows = await db
		.selectFrom("view_watch")
		.select("view_id")
		.where("region_id", "=", regionId)
		.where("staff_id", "=", staffId)
		.execute();
	return new Set(rows.map((row) => row.view_id));
}
