import { sql } from "kysely";
import type { Insertable, Updateable } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { Agency, Page, Region, RoutingRule, Territory } from "../db/tables.ts";
import type { CalendarDay } from "../domain/calendar.ts";
import type { PageStatus } from "./reads.ts";

/** @returns the id of the new page; null when the region has this page of the network already */
export async function insertPage(tx: Tx, page: Insertable<Page>): Promise<number | null> {
	const inserted = await tx
		.insertInto("page")
		.values(page)
		// one already stands for it: in this region, or for a name in a public address in any region
		.onConflict((conflict) => conflict.doNothing())
		.returning("id")
		.executeTakeFirst();
	return inserted?.id ?? null;
}

export async function updatePage(tx: Db | Tx, regionId: number, pageId: number, set: Updateable<Page>): Promise<void> {
	await tx.updateTable("page").set(set).where("region_id", "=", regionId).where("id", "=", pageId).execute();
}

/** Sets some of a page's settings; the others keep their value. @returns all of them, null when there is no such page */
export async function mergePageSettings(
	tx: Tx,
	regionId: number,
	pageId: number,
	settings: Record<string, unknown>,
): Promise<Record<string, unknown> | null> {
	const result = await sql<{ settings: Record<string, unknown> }>`
		update page set settings = settings || ${JSON.stringify(settings)}::jsonb
		where region_id = ${regionId} and id = ${pageId} returning settings`.execute(tx);
	return result.rows[0]?.settings ?? null;
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

/** Tells pages that were seeded for the demo where its network is now. */
export async function updateDemoPages(
	tx: Tx,
	regionId: number,
	externalIds: string[],
	settings: { apiUrl: string; siteUrl: string },
): Promise<void> {
	await sql`update page set settings = settings || ${JSON.stringify(settings)}::jsonb,
			url = replace(url, settings->>'siteUrl', ${settings.siteUrl}::text)
		where region_id = ${regionId} and external_id = any(${externalIds}::text[]) and settings ? 'siteUrl'
			and (settings->>'apiUrl', settings->>'siteUrl') is distinct from (${settings.apiUrl}::text, ${settings.siteUrl}::text)`.execute(
		tx,
	);
}

/** @returns the id of the new region */
export async function insertRegion(tx: Tx, region: Insertable<Region>): Promise<number> {
	return (await tx.insertInto("region").values(region).returning("id").executeTakeFirstOrThrow()).id;
}

/** A calendar with its days that differ from the week. @returns its id */
export async function insertCalendar(
	tx: Tx,
	regionId: number,
	calendar: { name: string; week: [number, number][][]; days: readonly CalendarDay[] },
): Promise<number> {
	const { id } = await tx
		.insertInto("calendar")
		.values({ region_id: regionId, name: calendar.name, week: JSON.stringify(calendar.week) })
		.returning("id")
		.executeTakeFirstOrThrow();
	await sql`insert into calendar_day (region_id, calendar_id, day, kind)
		select ${regionId}::int, ${id}::int, day::date, kind from unnest(
			${calendar.days.map((one) => one.day)}::text[], ${calendar.days.map((one) => one.kind)}::text[]) as d (day, kind)`.execute(
		tx,
	);
	return id;
}

/**
 * Counts anew which agency had which topic where: of the last two years, the cases whose agency a person named or that
 * its people answered; not those that were sent back or on.
 */
export async function replaceShares(tx: Tx, regionId: number): Promise<void> {
	// two countings at once would write the same rows
	await sql`select pg_advisory_xact_lock(hashtextextended('otklik shares', ${regionId}))`.execute(tx);
	await sql`delete from routing_share where region_id = ${regionId}`.execute(tx);
	await sql`insert into routing_share (region_id, topic_code, territory_code, agency_id, cases)
		select region_id, topic_code, territory_code, agency_id, count(*) from "case"
		where region_id = ${regionId} and topic_code is not null and agency_id is not null
			and (agency_by = 'person' or answered_at is not null) and status not in ('triage', 'rejected', 'merged', 'returnedWrongAgency')
			and outcome is distinct from 'redirected' and registered_at > now() - interval '2 years'
		group by region_id, topic_code, territory_code, agency_id`.execute(tx);
}

export async function updateWantedPrecision(tx: Tx, regionId: number, wantedPrecision: number): Promise<void> {
	await tx.updateTable("region").set({ wanted_precision: wantedPrecision }).where("id", "=", regionId).execute();
}

/** @returns the ids by code */
export async function insertAgencies(tx: Tx, agencies: Insertable<Agency>[]): Promise<Map<string, number>> {
	const rows = await tx.insertInto("agency").values(agencies).returning(["code", "id"]).execute();
	return new Map(rows.map((row) => [row.code, row.id]));
}

export async function insertTerritories(tx: Tx, territories: Insertable<Territory>[]): Promise<void> {
	if (territories.length > 0) await tx.insertInto("territory").values(territories).execute();
}

/** Groups and topics in their order on the screen. */
export async function insertTopics(
	tx: Tx,
	regionId: number,
	groups: readonly { code: string; titleRu: string; titleEn: string }[],
	topics: readonly { code: string; groupCode: string; titleRu: string; titleEn: string; isPhysical: boolean }[],
): Promise<void> {
	await tx
		.insertInto("topic_group")
		.values(
			groups.map((group, position) => ({
				region_id: regionId,
				code: group.code,
				title_ru: group.titleRu,
				title_en: group.titleEn,
				position,
			})),
		)
		.execute();
	await tx
		.insertInto("topic")
		.values(
			topics.map((topic, position) => ({
				region_id: regionId,
				code: topic.code,
				group_code: topic.groupCode,
				title_ru: topic.titleRu,
				title_en: topic.titleEn,
				is_physical: topic.isPhysical,
				position,
			})),
		)
		.execute();
}

export async function insertRoutingRules(tx: Tx, rules: Insertable<RoutingRule>[]): Promise<void> {
	if (rules.length > 0) await tx.insertInto("routing_rule").values(rules).execute();
}

/** @returns false when there is no such topic */
export async function updateTopicImportance(
	tx: Tx,
	regionId: number,
	code: string,
	isImportant: boolean,
): Promise<boolean> {
	const result = await tx
		.updateTable("topic")
		.set({ is_important: isImportant })
		.where("region_id", "=", regionId)
		.where("code", "=", code)
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
}
