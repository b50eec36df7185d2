import { sql } from "kysely";
import type { Db } from "../db/database.ts";
import { fewestDays, fewestMessages, hoursOfWeek } from "../domain/silence.ts";
import type { Reading } from "./reads-health.ts";
import type { PageKey } from "./page-work.ts";
import { putRhythm } from "./writes-health.ts";

const dayMs = 86_400_000;
const lookedBackDays = 56;

/**
 * A page's rhythm, counted once a day from eight weeks of what came by itself; null for a page with too little behind it.
 * @param timeZone the region's
 */
export async function rhythmOf(
	db: Db,
	page: PageKey,
	reading: Reading,
	timeZone: string,
	now: Date,
): Promise<number[] | null> {
	if (reading.rhythmAt && now.getTime() - reading.rhythmAt.getTime() < dayMs) return reading.rhythm;
	const rhythm = await countRhythm(db, page, timeZone, now);
	await putRhythm(db, page, rhythm, now);
	return rhythm;
}

async function countRhythm(db: Db, page: PageKey, timeZone: string, now: Date): Promise<number[] | null> {
	const from = new Date(now.getTime() - lookedBackDays * dayMs);
	const { rows } = await sql<{ hour: number; count: number; first: Date }>`
		select (extract(isodow from at)::int - 1) * 24 + extract(hour from at)::int as hour, count(*)::int as count,
			min(received_at) as first
		from (select received_at, received_at at time zone ${timeZone} as at from delivery
			where region_id = ${page.regionId} and page_id = ${page.pageId} and received_at >= ${from} and received_at < ${now}
				and source in ('webhook', 'poll') and status = 'done') d
		group by 1`.execute(db);
	const total = rows.reduce((sum, row) => sum + row.count, 0);
	const first = Math.min(...rows.map((row) => row.first.getTime()));
	const days = (now.getTime() - first) / dayMs;
	if (total < fewestMessages || days < fewestDays) return null;
	const rhythm = Array.from({ length: hoursOfWeek }, () => 0);
	// of a week begun a part is missing: whole weeks would overstate the mean
	for (const { hour, count } of rows) rhythm[hour] = count / (days / 7);
	return rhythm;
}

/** The last moment at which something came by itself; null when nothing ever did. */
export async function lastHeardAt(db: Db, page: PageKey): Promise<Date | null> {
	const row = await db
		.selectFrom("delivery")
		.select("received_at")
		.where("region_id", "=", page.regionId)
		.where("page_id", "=", page.pageId)
		.where("source", "in", ["webhook", "poll"])
		.orderBy("received_at", "desc")
		.limit(1)
		.executeTakeFirst();
	return row?.received_at ?? null;
}
