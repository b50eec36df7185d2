import { sql } from "kysely";
import type { Caller } from "../access/permissions.ts";
import type { Channels } from "../channels/channel.ts";
import type { UnreadableCode } from "../channels/codes.ts";
import type { Db } from "../db/database.ts";
import { readListedPage } from "./reads-page-detail.ts";

type DayRow = {
	day: string;
	total: number;
	delivered: number;
	filled: number;
	duplicate: number;
	ignored: number;
	notUnderstood: number;
	waiting: number;
	seen: number | null;
	missing: number | null;
	absent: number | null;
	unreadable: UnreadableCode | null;
	isWhole: boolean | null;
	checkedAt: Date | null;
};

/**
 * What came to a page day by day, newest first, in the region's time zone: deliveries as they stand now, each counted once by
 * the moment it came, beside what comparing with the network said about the messages of that day.
 * @param days how many, today included
 * @throws DomainError forbidden, page-unknown
 */
export async function readLedger(
	parts: { db: Db; secretKey: Buffer; channels: Channels },
	caller: Caller,
	pageId: number,
	days: number,
	now: Date,
) {
	await readListedPage(parts, caller, pageId);
	const { time_zone: timeZone } = await parts.db
		.selectFrom("region")
		.select("time_zone")
		.where("id", "=", caller.regionId)
		.executeTakeFirstOrThrow();
	const rows = await readDays(parts.db, { regionId: caller.regionId, pageId, days, timeZone, now });
	return {
		timeZone,
		days: rows.map(({ seen, missing, absent, unreadable, isWhole, checkedAt, ...counts }) => ({
			...counts,
			check: checkedAt && {
				seen: seen ?? 0,
				missing: missing ?? 0,
				absent: absent ?? 0,
				unreadable,
				isWhole: isWhole ?? false,
				checkedAt: checkedAt.toISOString(),
			},
		})),
	};
}

async function readDays(
	db: Db,
	about: { regionId: number; pageId: number; days: number; timeZone: string; now: Date },
): Promise<DayRow[]> {
	const { regionId, pageId, days, timeZone, now } = about;
	const today = sql`(${now}::timestamptz at time zone ${timeZone})::date`;
	const { rows } = await sql<DayRow>`
		with day as (select (${today} - n) as day from generate_series(0, ${days}::int - 1) n),
		counted as (
			select (received_at at time zone ${timeZone})::date as day,
				count(*)::int as total,
				count(*) filter (where status = 'done' and source <> 'reconcile')::int as delivered,
				count(*) filter (where status = 'done' and source = 'reconcile')::int as filled,
				count(*) filter (where status = 'duplicate')::int as duplicate,
				count(*) filter (where status = 'ignored')::int as ignored,
				count(*) filter (where status = 'not-understood')::int as not_understood,
				count(*) filter (where status = 'accepted')::int as waiting
			from delivery
			where region_id = ${regionId} and page_id = ${pageId}
				and received_at >= (${today} - (${days}::int - 1))::timestamp at time zone ${timeZone}
				and received_at < (${today} + 1)::timestamp at time zone ${timeZone}
			group by 1
		)
		select day.day::text, coalesce(c.total, 0) as total, coalesce(c.delivered, 0) as delivered,
			coalesce(c.filled, 0) as filled, coalesce(c.duplicate, 0) as duplicate, coalesce(c.ignored, 0) as ignored,
			coalesce(c.not_understood, 0) as "notUnderstood", coalesce(c.waiting, 0) as waiting,
			d.seen, d.missing, d.absent, d.unreadable, d.is_whole as "isWhole", d.checked_at as "checkedAt"
		from day
		left join counted c on c.day = day.day
		left join page_day d on d.region_id = ${regionId} and d.page_id = ${pageId} and d.day = day.day
		order by day.day desc`.execute(db);
	return rows;
}
