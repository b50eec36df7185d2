import { sql } from "kysely";
import type { Updateable } from "kysely";
import type { Tx } from "../db/database.ts";
import type { Calendar } from "../db/tables.ts";
import type { CalendarDay } from "../domain/calendar.ts";

/** Changes of calendars and of who works by them. */

/** Sets columns and counts the version up; nothing named: only that its days changed. */
export async function updateCalendar(
	tx: Tx,
	regionId: number,
	id: number,
	set: Pick<Updateable<Calendar>, "name" | "week">,
): Promise<void> {
	await tx
		.updateTable("calendar")
		.set({ ...set, version: sql`version + 1` })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.execute();
}

export async function deleteDays(tx: Tx, regionId: number, calendarId: number, days: string[]): Promise<void> {
	await sql`delete from calendar_day where region_id = ${regionId} and calendar_id = ${calendarId}
		and day = any (${days}::date[])`.execute(tx);
}

export async function putDays(
	tx: Tx,
	regionId: number,
	calendarId: number,
	days: (CalendarDay & { name?: string | null })[],
): Promise<void> {
	if (days.length === 0) return;
	await sql`insert into calendar_day (region_id, calendar_id, day, kind, name, hours)
		select ${regionId}::int, ${calendarId}::int, day, kind, name, hours from unnest(${days.map(({ day }) => day)}::date[],
			${days.map(({ kind }) => kind)}::text[], ${days.map(({ name }) => name ?? null)}::text[],
			${days.map(({ hours }) => (hours ? JSON.stringify(hours) : null))}::jsonb[]) as d (day, kind, name, hours)`.execute(
		tx,
	);
}

/** @returns false when there is no such agency */
export async function updateAgencyHours(
	tx: Tx,
	regionId: number,
	agencyId: number,
	{ timeZone, calendarId }: { timeZone: string; calendarId: number },
): Promise<boolean> {
	const changed = await tx
		.updateTable("agency")
		.set({ time_zone: timeZone, calendar_id: calendarId })
		.where("region_id", "=", regionId)
		.where("id", "=", agencyId)
		.executeTakeFirst();
	return changed.numUpdatedRows > 0n;
}
