import { sql } from "kysely";
import type { Insertable, Updateable } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { Page } from "../db/tables.ts";
import type { PageStatus } from "./reads.ts";

/** @returns the id of the new page */
export async function insertPage(tx: Tx, page: Insertable<Page>): Promise<number> {
	const { id } = await tx.insertInto("page").values(page).returning("id").executeTakeFirstOrThrow();
	return id;
}

export async function updatePage(tx: Db | Tx, regionId: number, pageId: number, set: Updateable<Page>): Promise<void> {
	await tx.updateTable("page").set(set).where("region_id", "=", regionId).where("id", "=", pageId).execute();
}

/** A moment a few seconds old is left as it is: a busy page would else be written for each delivery. */
export async function updateLastDelivery(db: Db, regionId: number, pageId: number): Promise<void> {
	await sql`update page set last_delivery_at = now() where region_id = ${regionId} and id = ${pageId}
		and coalesce(last_delivery_at, '-infinity') < now() - interval '5 seconds'`.execute(db);
}

/** Leaves the moment and the reason of a status alone when the page already has it. */
export async function updatePageStatus(
	tx: Db | Tx,
	regionId: number,
	pageId: number,
	status: PageStatus,
	reason: string | null,
): Promise<boolean> {
	const changed = await tx
		.updateTable("page")
		.set({ status, status_reason: reason, status_at: sql<Date>`now()` })
		.where("region_id", "=", regionId)
		.where("id", "=", pageId)
		.where("status", "<>", status)
		.executeTakeFirst();
	return changed.numUpdatedRows > 0n;
}

/** Adds refused deliveries to their pages. */
export async function addRefusals(
	db: Db,
	refusals: { regionId: number; pageId: number; count: number; at: Date }[],
): Promise<void> {
	await sql`update page set refused_count = refused_count + r.count, refused_at = greatest(refused_at, r.at)
		from unnest(
			${refusals.map((refusal) => refusal.regionId)}::int[],
			${refusals.map((refusal) => refusal.pageId)}::int[],
			${refusals.map((refusal) => refusal.count)}::int[],
			${refusals.map((refusal) => refusal.at)}::timestamptz[]
		) as r (region_id, page_id, count, at)
		where page.region_id = r.region_id and page.id = r.page_id`.execute(db);
}

/** Makes those who seed at the same moment wait for each other until the transaction ends. */
export async function lockSeeding(tx: Tx): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtextextended('otklik seed', 3))`.execute(tx);
}
