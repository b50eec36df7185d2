import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { ViewedPart } from "./viewed-part.ts";

/** Every INSERT and DELETE of case_view. */

export type View = {
	regionId: number;
	caseId: number;
	staffId: number;
	/** the beginning of the ten minutes in which it was opened */
	at: Date;
	what: ViewedPart;
	times: number;
};

/** Adds to what a person opened of a case in the same minutes. Cases that do not exist leave nothing. */
export async function addViews(db: Db | Tx, views: readonly View[]): Promise<void> {
	await sql`insert into case_view as v (region_id, case_id, staff_id, at, what, times)
		select r.region_id, r.case_id, r.staff_id, r.at, array_agg(distinct r.what order by r.what), sum(r.times)
		from unnest(
			${views.map((view) => view.regionId)}::int[],
			${views.map((view) => view.caseId)}::bigint[],
			${views.map((view) => view.staffId)}::int[],
			${views.map((view) => view.at)}::timestamptz[],
			${views.map((view) => view.what)}::text[],
			${views.map((view) => view.times)}::int[]
		) as r (region_id, case_id, staff_id, at, what, times)
		group by 1, 2, 3, 4 order by 1, 2, 3, 4
		on conflict (region_id, case_id, staff_id, at) do update set
			times = v.times + excluded.times,
			what = (select array_agg(distinct w order by w) from unnest(v.what || excluded.what) w)`.execute(db);
}

const viewMinutes = 10;

/** The beginning of the ten minutes that `at` lies in. */
export function minutesOf(at: Date): Date {
	const ms = viewMinutes * 60_000;
	return new Date(Math.floor(at.getTime() / ms) * ms);
}
