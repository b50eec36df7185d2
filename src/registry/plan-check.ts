import { sql } from "kysely";
import type { Db } from "../db/database.ts";
import type { PageKey } from "./page-work.ts";

const hourMs = 3_600_000;
/** Each night the last two days are compared, so that one night without a comparison leaves no hole. */
const nightWindowHours = 48;
const nightHours = { from: 1, length: 4 };
const nightPauseHours = 20;
/** Each hour the last two, while the webhook of a page fails or is silent. */
const hourWindowHours = 2;
const hourPauseMinutes = 55;

export type WaitingCheck = { id: number; from: Date; to: Date };

/** The oldest comparison that waits. */
export async function readWaitingCheck(db: Db, { regionId, pageId }: PageKey): Promise<WaitingCheck | null> {
	const row = await db
		.selectFrom("page_check")
		.select(["id", "from_at as from", "to_at as to"])
		.where("region_id", "=", regionId)
		.where("page_id", "=", pageId)
		.where("ended_at", "is", null)
		.orderBy("id")
		.limit(1)
		.executeTakeFirst();
	return row ?? null;
}

export type CheckTimes = { timeZone: string; nightAt: Date | null; hourAt: Date | null; isTroubled: boolean };

/** When a page was last compared, and whether its webhook is in trouble. */
export async function readCheckTimes(db: Db, { regionId, pageId }: PageKey): Promise<CheckTimes> {
	const { rows } = await sql<CheckTimes>`
		select r.time_zone as "timeZone",
			(select max(created_at) from page_check c
				where c.region_id = r.id and c.page_id = ${pageId} and c.reason = 'night') as "nightAt",
			(select max(created_at) from page_check c
				where c.region_id = r.id and c.page_id = ${pageId} and c.reason = 'hour') as "hourAt",
			exists (select from page_reading g
				where g.region_id = r.id and g.page_id = ${pageId} and g.standby_since is not null)
			or exists (select from page_health h where h.region_id = r.id and h.page_id = ${pageId}
				and h.code in ('silence', 'webhook') and h.state <> 'ok') as "isTroubled"
		from region r where r.id = ${regionId}`.execute(db);
	const row = rows[0];
	if (!row) throw new Error(`there is no region ${regionId}`);
	return row;
}

export type DueCheck = { reason: "night" | "hour"; from: Date; to: Date };

/**
 * Which comparison is due now of itself, and when to ask again. Nights are the region's; pages are spread over them by their id.
 */
export function planCheck(
	{ timeZone, nightAt, hourAt, isTroubled }: CheckTimes,
	pageId: number,
	now: Date,
): { due: DueCheck | null; nextAt: Date } {
	const minuteOfDay = localMinute(timeZone, now);
	const own = nightHours.from * 60 + ((pageId * 7919) % (nightHours.length * 60));
	const isNight = minuteOfDay >= own && minuteOfDay < (nightHours.from + nightHours.length) * 60;
	const back = (hours: number) => new Date(now.getTime() - hours * hourMs);
	const untilOwn = ((own - minuteOfDay + 24 * 60) % (24 * 60)) * 60_000;
	const nightNext = new Date(now.getTime() + (untilOwn || 24 * hourMs));
	const isSince = (at: Date | null, minutes: number) => !at || now.getTime() - at.getTime() >= minutes * 60_000;
	const nextAt = isTroubled ? new Date(Math.min(now.getTime() + hourMs, nightNext.getTime())) : nightNext;
	if (isNight && isSince(nightAt, nightPauseHours * 60))
		return { due: { reason: "night", from: back(nightWindowHours), to: now }, nextAt };
	if (isTroubled && isSince(hourAt, hourPauseMinutes))
		return { due: { reason: "hour", from: back(hourWindowHours), to: now }, nextAt };
	return { due: null, nextAt };
}

function localMinute(timeZone: string, at: Date): number {
	const format = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
	const [hour = 0, minute = 0] = format.format(at).split(":").map(Number);
	return hour * 60 + minute;
}
