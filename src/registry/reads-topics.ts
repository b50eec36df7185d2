import type { Db, Tx } from "../db/database.ts";
import type { Topic } from "./reads.ts";

export type TopicRow = Topic & { version: number };

const topics = (db: Db | Tx, regionId: number) =>
	db
		.selectFrom("topic as t")
		.innerJoin("topic_group as g", (join) =>
			join.onRef("g.region_id", "=", "t.region_id").onRef("g.code", "=", "t.group_code"),
		)
		.select(["t.code", "t.group_code as groupCode", "t.title_ru as titleRu", "t.title_en as titleEn"])
		.select(["t.is_physical as isPhysical", "t.is_important as isImportant", "t.is_active as isActive", "t.version"])
		.where("t.region_id", "=", regionId);

/** Every topic of the region, also those offered no more, group by group. */
export const listTopics = (db: Db, regionId: number): Promise<TopicRow[]> =>
	topics(db, regionId).orderBy("g.position").orderBy("t.position").orderBy("t.code").execute();

/** A topic, held until the transaction ends. */
export const lockTopic = (tx: Tx, regionId: number, code: string): Promise<TopicRow | undefined> =>
	topics(tx, regionId).where("t.code", "=", code).forNoKeyUpdate("t").executeTakeFirst();

/** What a topic was before, the latest first. */
export function listTopicVersions(db: Db, regionId: number, code: string) {
	return db
		.selectFrom("topic_version as v")
		.innerJoin("staff as p", (join) => join.onRef("p.region_id", "=", "v.region_id").onRef("p.id", "=", "v.saved_by"))
		.select(["v.version", "v.title_ru as titleRu", "v.title_en as titleEn", "v.is_active as isActive"])
		.select(["v.saved_at", "p.name as byName"])
		.where("v.region_id", "=", regionId)
		.where("v.topic_code", "=", code)
		.orderBy("v.version", "desc")
		.limit(100)
		.execute();
}
