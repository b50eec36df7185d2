import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import { compileCalendar } from "../domain/calendar.ts";
import type { CalendarDay, WorkCalendar } from "../domain/calendar.ts";
import type { SlaProfile, SlaRule, TermsByPriority } from "../domain/sla-profile.ts";

type Hours = { agencies: Map<number, WorkCalendar>; centre: WorkCalendar | null };

/**
 * The compiled hours of every agency, and of the region's own centre; agencies with the same hours in the same zone share
 * one compiled calendar.
 */
export async function readHours(
	tx: Tx,
	region: { id: number; timeZone: string; calendarId: number | null },
	agencies: { id: number; calendarId: number; timeZone: string }[],
): Promise<Hours> {
	const weeks = await tx.selectFrom("calendar").select(["id", "week"]).where("region_id", "=", region.id).execute();
	const weekOf = new Map(weeks.map((row) => [row.id, row.week as unknown as [number, number][][]]));
	const days = await tx
		.selectFrom("calendar_day")
		.select(["calendar_id", sql<string>`day::text`.as("day"), "kind", "hours"])
		.where("region_id", "=", region.id)
		.execute();
	const daysOf = Map.groupBy(days, (row) => row.calendar_id);
	const compiled = new Map<string, WorkCalendar>();
	const calendarOf = (calendarId: number, timeZone: string): WorkCalendar => {
		const key = `${calendarId} ${timeZone}`;
		const known =
			compiled.get(key) ??
			compileCalendar({
				week: weekOf.get(calendarId) ?? [],
				timeZone,
				days: (daysOf.get(calendarId) ?? []) as unknown as CalendarDay[],
			});
		compiled.set(key, known);
		return known;
	};
	return {
		agencies: new Map(agencies.map(({ id, calendarId, timeZone }) => [id, calendarOf(calendarId, timeZone)])),
		centre: region.calendarId === null ? null : calendarOf(region.calendarId, region.timeZone),
	};
}

/** Terms of answers: profiles by id, and who lives by which. */
export async function readSla(
	tx: Tx,
	regionId: number,
): Promise<{ profiles: Map<number, SlaProfile>; rules: SlaRule[] }> {
	const profiles = await tx
		.selectFrom("sla_profile")
		.select(["id", "code", "title_ru as titleRu", "title_en as titleEn", "terms"])
		.where("region_id", "=", regionId)
		.execute();
	const rules = await tx
		.selectFrom("sla_rule")
		.select(["agency_id as agencyId", "topic_code as topicCode", "group_code as groupCode", "profile_id as profileId"])
		.where("region_id", "=", regionId)
		.execute();
	return {
		profiles: new Map(profiles.map((row) => [row.id, { ...row, terms: row.terms as unknown as TermsByPriority }])),
		rules,
	};
}
