import { sql } from "kysely";
import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import type { CalendarDay } from "../domain/calendar.ts";
import { DomainError } from "../domain/errors.ts";

type Week = [number, number][][];
type NamedDay = Required<CalendarDay> & { name: string | null; hours: [number, number][] | null };

async function readDays(db: Db | Tx, regionId: number, calendarId: number): Promise<NamedDay[]> {
	const rows = await db
		.selectFrom("calendar_day")
		.select([sql<string>`day::text`.as("day"), "kind", "name", "hours"])
		.where("region_id", "=", regionId)
		.where("calendar_id", "=", calendarId)
		.orderBy("day")
		.execute();
	return rows as unknown as NamedDay[];
}

/** The calendar with its days, held until the transaction ends. */
export async function lockCalendar(
	tx: Tx,
	regionId: number,
	calendarId: number,
): Promise<{ version: number; week: Week; days: NamedDay[] } | null> {
	const found = await tx
		.selectFrom("calendar")
		.select(["version", "week"])
		.where("region_id", "=", regionId)
		.where("id", "=", calendarId)
		.forUpdate()
		.executeTakeFirst();
	if (!found) return null;
	return {
		version: found.version,
		week: found.week as unknown as Week,
		days: await readDays(tx, regionId, calendarId),
	};
}

/** Calendars, and who works by which. @throws DomainError forbidden */
export async function listCalendars(db: Db, caller: Caller) {
	requirePermission(caller, "sla.manage");
	const { regionId } = caller;
	const calendars = await db
		.selectFrom("calendar")
		.select(["id", "name", "version", "week"])
		.where("region_id", "=", regionId)
		.orderBy("id")
		.execute();
	const agencies = await db
		.selectFrom("agency")
		.select(["id as agencyId", "calendar_id as calendarId", "time_zone as timeZone"])
		.where("region_id", "=", regionId)
		.orderBy("name")
		.execute();
	const region = await db
		.selectFrom("region")
		.select(["calendar_id as calendarId", "time_zone as timeZone"])
		.where("id", "=", regionId)
		.executeTakeFirstOrThrow();
	return {
		items: calendars.map((row) => ({ ...row, week: row.week as unknown as Week })),
		agencies,
		centre: region,
	};
}

/** A calendar with every day that differs from its week. @throws DomainError forbidden, not-found */
export async function readCalendar(db: Db, caller: Caller, calendarId: number) {
	requirePermission(caller, "sla.manage");
	const found = await db
		.selectFrom("calendar")
		.select(["id", "name", "version", "week"])
		.where("region_id", "=", caller.regionId)
		.where("id", "=", calendarId)
		.executeTakeFirst();
	if (!found) throw new DomainError("not-found", { calendarId });
	return {
		...found,
		week: found.week as unknown as Week,
		days: await readDays(db, caller.regionId, calendarId),
	};
}
