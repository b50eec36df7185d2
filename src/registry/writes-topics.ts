import { sql } from "kysely";
import type { Tx } from "../db/database.ts";

type Titles = { titleRu: string; titleEn: string };

/** Keeps what a topic was until now, and who ended that. */
export async function insertTopicVersion(
	tx: Tx,
	regionId: number,
	topic: Titles & { code: string; isActive: boolean; version: number },
	savedBy: number,
): Promise<void> {
	await tx
		.insertInto("topic_version")
		.values({
			region_id: regionId,
			topic_code: topic.code,
			version: topic.version,
			title_ru: topic.titleRu,
			title_en: topic.titleEn,
			is_active: topic.isActive,
			saved_by: savedBy,
		})
		.execute();
}

export async function updateTopic(
	tx: Tx,
	regionId: number,
	code: string,
	topic: Titles & { isActive: boolean; version: number },
): Promise<void> {
	await tx
		.updateTable("topic")
		.set({ title_ru: topic.titleRu, title_en: topic.titleEn, is_active: topic.isActive, version: topic.version })
		.where("region_id", "=", regionId)
		.where("code", "=", code)
		.execute();
}

/** A topic at the end of its group, under the next free code "group.own-1" … @returns its code; null when there is no such group */
export async function insertTopic(
	tx: Tx,
	regionId: number,
	topic: Titles & { groupCode: string; isPhysical: boolean },
): Promise<string | null> {
	await sql`select pg_advisory_xact_lock(hashtextextended('otklik topics', ${regionId}))`.execute(tx);
	const { rows } = await sql<{ code: string }>`
		insert into topic (region_id, code, group_code, title_ru, title_en, is_physical, position)
		select g.region_id, g.code || '.own-' || (select coalesce(max(substring(t.code from '\\.own-(\\d{1,6})$')::int), 0) + 1
				from topic t where t.region_id = g.region_id and t.group_code = g.code),
			g.code, ${topic.titleRu}, ${topic.titleEn}, ${topic.isPhysical},
			(select coalesce(max(t.position), 0) + 1 from topic t where t.region_id = g.region_id)
		from topic_group g where g.region_id = ${regionId} and g.code = ${topic.groupCode} returning code`.execute(tx);
	return rows[0]?.code ?? null;
}
