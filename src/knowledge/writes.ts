import { sql } from "kysely";
import type { Insertable, Updateable } from "kysely";
import type { Tx } from "../db/database.ts";
import type { Article, ReplyTemplate } from "../db/tables.ts";

/** Every INSERT, UPDATE and DELETE of reply_template, article, their versions, and reply_template_use. */

export async function insertTemplate(tx: Tx, row: Omit<Insertable<ReplyTemplate>, "search" | "id">): Promise<number> {
	const { id } = await tx.insertInto("reply_template").values(row).returning("id").executeTakeFirstOrThrow();
	return id;
}

/** Changes a template; what it said before is kept. */
export async function updateTemplate(
	tx: Tx,
	key: { regionId: number; id: number; staffId: number },
	change: Updateable<ReplyTemplate>,
): Promise<void> {
	await sql`insert into reply_template_version (region_id, template_id, version, title, body, replaced_by)
		select region_id, id, version, title, body, ${key.staffId} from reply_template
		where region_id = ${key.regionId} and id = ${key.id}`.execute(tx);
	await tx
		.updateTable("reply_template")
		.set({ ...change, version: sql`version + 1`, updated_at: sql`now()` })
		.where("region_id", "=", key.regionId)
		.where("id", "=", key.id)
		.execute();
}

export async function setTemplateArchived(tx: Tx, regionId: number, id: number, at: Date | null): Promise<void> {
	await tx
		.updateTable("reply_template")
		.set({ archived_at: at })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.execute();
}

/** Counts that a template was taken for a case; the same again counts nothing. */
export async function countUse(tx: Tx, regionId: number, templateId: number, caseId: number): Promise<void> {
	await sql`with used as (
			insert into reply_template_use (region_id, template_id, case_id) values (${regionId}, ${templateId}, ${caseId})
			on conflict do nothing returning 1)
		update reply_template set uses = uses + 1
		where region_id = ${regionId} and id = ${templateId} and exists (select from used)`.execute(tx);
}

export async function insertArticle(tx: Tx, row: Omit<Insertable<Article>, "search" | "id">): Promise<number> {
	const { id } = await tx.insertInto("article").values(row).returning("id").executeTakeFirstOrThrow();
	return id;
}

/** Changes an article; what it said before is kept. */
export async function updateArticle(
	tx: Tx,
	key: { regionId: number; id: number; staffId: number },
	change: Updateable<Article>,
): Promise<void> {
	await sql`insert into article_version (region_id, article_id, version, title, body, replaced_by)
		select region_id, id, version, title, body, ${key.staffId} from article
		where region_id = ${key.regionId} and id = ${key.id}`.execute(tx);
	await tx
		.updateTable("article")
		.set({ ...change, version: sql`version + 1`, updated_at: sql`now()` })
		.where("region_id", "=", key.regionId)
		.where("id", "=", key.id)
		.execute();
}

export async function setArticleArchived(tx: Tx, regionId: number, id: number, at: Date | null): Promise<void> {
	await tx
		.updateTable("article")
		.set({ archived_at: at })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.execute();
}

/** @param reviewOn the day whose passing somebody was told of */
export async function updateReviewTold(tx: Tx, regionId: number, id: number, reviewOn: string): Promise<void> {
	await tx
		.updateTable("article")
		.set({ review_told_on: reviewOn })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.execute();
}
