import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import { readyProfiles } from "../domain/sla-profile.ts";
import type { SlaRule, TermsByPriority } from "../domain/sla-profile.ts";

/** Every INSERT, UPDATE and DELETE of sla_profile, sla_profile_version and sla_rule. */

type Words = { titleRu: string; titleEn: string; terms: TermsByPriority };

const wordsOf = ({ titleRu, titleEn, terms }: Words) => ({
	title_ru: titleRu,
	title_en: titleEn,
	terms: JSON.stringify(terms),
});

/** The ready profiles, the first of them at work, and the centre's hours. */
export async function insertReadySla(tx: Tx, regionId: number, calendarId: number): Promise<void> {
	for (const [index, profile] of readyProfiles.entries()) {
		const id = await insertProfile(tx, regionId, null, profile);
		if (index === 0 && id !== null)
			await putRule(tx, regionId, { agencyId: null, topicCode: null, groupCode: null, profileId: id });
	}
	await updateCentreCalendar(tx, regionId, calendarId);
}

/** By which hours the region's centre works; null: those of each case's agency. */
export async function updateCentreCalendar(tx: Tx, regionId: number, calendarId: number | null): Promise<void> {
	await tx.updateTable("region").set({ calendar_id: calendarId }).where("id", "=", regionId).execute();
}

/** @returns its id; null when the code is taken */
export async function insertProfile(
	tx: Tx,
	regionId: number,
	staffId: number | null,
	profile: Words & { code: string },
): Promise<number | null> {
	const row = await tx
		.insertInto("sla_profile")
		.values({ region_id: regionId, code: profile.code, ...wordsOf(profile), updated_by: staffId })
		.onConflict((conflict) => conflict.columns(["region_id", "code"]).doNothing())
		.returning("id")
		.executeTakeFirst();
	if (!row) return null;
	await keepVersion(tx, regionId, row.id);
	return row.id;
}

/** @returns the version as it is now, and whether it was written: not where it was another than the given one; null: no such profile */
export async function updateProfile(
	tx: Tx,
	regionId: number,
	staffId: number,
	id: number,
	profile: Words & { version: number },
): Promise<{ version: number; isDone: boolean } | null> {
	const found = await tx
		.selectFrom("sla_profile")
		.select("version")
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.forUpdate()
		.executeTakeFirst();
	if (!found) return null;
	if (found.version !== profile.version) return { version: found.version, isDone: false };
	const version = found.version + 1;
	await tx
		.updateTable("sla_profile")
		.set({ ...wordsOf(profile), version, updated_by: staffId, updated_at: sql`now()` })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.execute();
	await keepVersion(tx, regionId, id);
	return { version, isDone: true };
}

async function keepVersion(tx: Tx, regionId: number, id: number): Promise<void> {
	await sql`insert into sla_profile_version (region_id, profile_id, version, title_ru, title_en, terms, saved_by)
		select region_id, id, version, title_ru, title_en, terms, updated_by from sla_profile
		where region_id = ${regionId} and id = ${id}`.execute(tx);
}

/** @param rule `profileId` null takes it away */
export async function putRule(
	tx: Tx,
	regionId: number,
	{ agencyId, topicCode, groupCode, profileId }: Omit<SlaRule, "profileId"> & { profileId: number | null },
): Promise<void> {
	if (profileId === null) {
		await sql`delete from sla_rule where region_id = ${regionId} and agency_id is not distinct from ${agencyId}::int
			and topic_code is not distinct from ${topicCode}::text and group_code is not distinct from ${groupCode}::text`.execute(
			tx,
		);
		return;
	}
	await tx
		.insertInto("sla_rule")
		.values({
			region_id: regionId,
			agency_id: agencyId,
			topic_code: topicCode,
			group_code: groupCode,
			profile_id: profileId,
		})
		.onConflict((conflict) =>
			conflict.columns(["region_id", "agency_id", "topic_code", "group_code"]).doUpdateSet({ profile_id: profileId }),
		)
		.execute();
}
