import { sql } from "kysely";
import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { compileCalendar } from "../domain/calendar.ts";
import type { CalendarDay, WorkCalendar } from "../domain/calendar.ts";
import { DomainError } from "../domain/errors.ts";
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

/** Which of the things a rule names the region has. */
export async function countNamed(
	tx: Tx,
	regionId: number,
	rule: Omit<SlaRule, "profileId"> & { profileId: number | null },
): Promise<{ agency: boolean; topic: boolean; group: boolean; profile: boolean }> {
	const { rows } = await sql<{ agency: boolean; topic: boolean; group: boolean; profile: boolean }>`select
		exists (select 1 from agency where region_id = ${regionId} and id = ${rule.agencyId}::int) as agency,
		exists (select 1 from topic where region_id = ${regionId} and code = ${rule.topicCode}::text) as topic,
		exists (select 1 from topic_group where region_id = ${regionId} and code = ${rule.groupCode}::text) as "group",
		exists (select 1 from sla_profile where region_id = ${regionId} and id = ${rule.profileId}::int) as profile`.execute(
		tx,
	);
	return rows[0] ?? { agency: false, topic: false, group: false, profile: false };
}

/** Profiles and rules as the API shows them. @throws DomainError forbidden */
export async function listSla(db: Db, caller: Caller) {
	requirePermission(caller, "sla.manage");
	const profiles = await db
		.selectFrom("sla_profile as p")
		.leftJoin("staff as s", (join) => join.onRef("s.region_id", "=", "p.region_id").onRef("s.id", "=", "p.updated_by"))
		.select(["p.id", "p.code", "p.title_ru", "p.title_en", "p.terms", "p.version", "p.updated_at", "s.name"])
		.where("p.region_id", "=", caller.regionId)
		.orderBy("p.id")
		.execute();
	const rules = await db
		.selectFrom("sla_rule")
		.select(["agency_id as agencyId", "topic_code as topicCode", "group_code as groupCode", "profile_id as profileId"])
		.where("region_id", "=", caller.regionId)
		.orderBy("id")
		.execute();
	return {
		profiles: profiles.map((row) => ({
			id: row.id,
			code: row.code,
			titleRu: row.title_ru,
			titleEn: row.title_en,
			terms: row.terms as unknown as TermsByPriority,
			version: row.version,
			updatedAt: row.updated_at.toISOString(),
			updatedByName: row.name,
		})),
		rules,
	};
}

/** Every version of a profile, the newest first. @throws DomainError forbidden, not-found */
export async function listProfileVersions(db: Db, caller: Caller, profileId: number) {
	requirePermission(caller, "sla.manage");
	const rows = await db
		.selectFrom("sla_profile_version as v")
		.leftJoin("staff as s", (join) => join.onRef("s.region_id", "=", "v.region_id").onRef("s.id", "=", "v.saved_by"))
		.select(["v.version", "v.title_ru", "v.title_en", "v.terms", "v.saved_at", "s.name"])
		.where("v.region_id", "=", caller.regionId)
		.where("v.profile_id", "=", profileId)
		.orderBy("v.version", "desc")
		.limit(100)
		.execute();
	if (rows.length === 0) throw new DomainError("not-found", { profileId });
	return rows.map((row) => ({
		version: row.version,
		titleRu: row.title_ru,
		titleEn: row.title_en,
		terms: row.terms as unknown as TermsByPriority,
		savedAt: row.saved_at.toISOString(),
		savedByName: row.name,
	}));
}
