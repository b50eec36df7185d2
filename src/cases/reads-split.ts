import type { Db, Tx } from "../db/database.ts";

/** A resident's message as a split looks at it. */
export type SaidMessage = { id: number; text: string; sentAt: Date };

/** Which thread a case stands in, for its lock; null: there is no such case. */
export async function findThread(
	db: Db,
	regionId: number,
	caseId: number,
): Promise<{ pageId: number; key: string } | null> {
	const row = await db
		.selectFrom("case as c")
		.innerJoin("thread as t", (join) => join.onRef("t.region_id", "=", "c.region_id").onRef("t.id", "=", "c.thread_id"))
		.select(["t.page_id as pageId", "t.key"])
		.where("c.region_id", "=", regionId)
		.where("c.id", "=", caseId)
		.executeTakeFirst();
	return row ?? null;
}

/** What the resident wrote in a case, in the order of time. */
export async function readSaid(tx: Tx, regionId: number, caseId: number): Promise<SaidMessage[]> {
	return tx
		.selectFrom("message")
		.select(["id", "text", "sent_at as sentAt"])
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.where("direction", "=", "in")
		.orderBy("sent_at")
		.orderBy("id")
		.execute();
}
