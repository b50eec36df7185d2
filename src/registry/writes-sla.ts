import type { Tx } from "../db/database.ts";
import { readyProfiles } from "../domain/sla-profile.ts";

/** Every INSERT, UPDATE and DELETE of sla_profile, sla_profile_version and sla_rule. */

/** The ready profiles, the first of them at work, and the centre's hours. */
export async function insertReadySla(tx: Tx, regionId: number, calendarId: number): Promise<void> {
	for (const [index, { code, titleRu, titleEn, terms }] of readyProfiles.entries()) {
		const words = { region_id: regionId, title_ru: titleRu, title_en: titleEn, terms: JSON.stringify(terms) };
		const { id } = await tx
			.insertInto("sla_profile")
			.values({ ...words, code })
			.returning("id")
			.executeTakeFirstOrThrow();
		await tx
			.insertInto("sla_profile_version")
			.values({ ...words, profile_id: id, version: 1 })
			.execute();
		if (index === 0) await tx.insertInto("sla_rule").values({ region_id: regionId, profile_id: id }).execute();
	}
	await tx.updateTable("region").set({ calendar_id: calendarId }).where("id", "=", regionId).execute();
}
