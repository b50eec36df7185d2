import { sql } from "kysely";
import type { ConnectStep } from "../channels/channel.ts";
import type { Db, Tx } from "../db/database.ts";
import type { HealthChange, PageKey, StoredFinding } from "./page-work.ts";

/** Every INSERT, UPDATE and DELETE of page_health, page_health_event and page_reading. */

export async function putHealth(tx: Tx, page: PageKey, findings: readonly StoredFinding[], now: Date): Promise<void> {
	if (findings.length === 0) return;
	await sql`insert into page_health (region_id, page_id, code, state, text, since, seen_at)
		select ${page.regionId}, ${page.pageId}, code, state, text, ${now}, ${now}
		from unnest(
			${findings.map((one) => one.code)}::text[],
			${findings.map((one) => one.state)}::text[],
			${findings.map((one) => one.text)}::text[]
		) as f (code, state, text)
		on conflict (region_id, page_id, code) do update set text = excluded.text, seen_at = excluded.seen_at,
			since = case when page_health.state = excluded.state then page_health.since else excluded.since end,
			state = excluded.state`.execute(tx);
}

export async function deleteHealth(tx: Tx, page: PageKey, codes: readonly string[]): Promise<void> {
	if (codes.length === 0) return;
	await tx
		.deleteFrom("page_health")
		.where("region_id", "=", page.regionId)
		.where("page_id", "=", page.pageId)
		.where("code", "in", [...codes])
		.execute();
}

export async function insertHealthEvents(
	tx: Tx,
	page: PageKey,
	changes: readonly HealthChange[],
	now: Date,
): Promise<void> {
	if (changes.length === 0) return;
	await tx
		.insertInto("page_health_event")
		.values(
			changes.map(({ code, state, text }) => ({
				region_id: page.regionId,
				page_id: page.pageId,
				at: now,
				code,
				state,
				text,
			})),
		)
		.execute();
}

/** Keeps how far a page was read, and what was missed if anything was. */
export async function putCursor(tx: Tx, page: PageKey, cursor: string, gap: string | null, now: Date): Promise<void> {
	await sql`insert into page_reading (region_id, page_id, cursor, gap, gap_at)
		values (${page.regionId}, ${page.pageId}, ${cursor}, ${gap}::text, ${gap === null ? null : now}::timestamptz)
		on conflict (region_id, page_id) do update set cursor = excluded.cursor,
			gap = coalesce(excluded.gap, page_reading.gap), gap_at = coalesce(excluded.gap_at, page_reading.gap_at)`.execute(
		tx,
	);
}

/** Since when the webhook is known to fail; null: it is not. */
export async function putStandby(tx: Tx, page: PageKey, since: Date | null): Promise<void> {
	await sql`insert into page_reading (region_id, page_id, standby_since)
		values (${page.regionId}, ${page.pageId}, ${since}::timestamptz)
		on conflict (region_id, page_id) do update set standby_since = excluded.standby_since`.execute(tx);
}

export async function putRhythm(
	db: Db | Tx,
	page: PageKey,
	rhythm: readonly number[] | null,
	now: Date,
): Promise<void> {
	await sql`insert into page_reading (region_id, page_id, rhythm, rhythm_at)
		values (${page.regionId}, ${page.pageId}, ${rhythm === null ? null : [...rhythm]}::real[], ${now})
		on conflict (region_id, page_id) do update set rhythm = excluded.rhythm, rhythm_at = excluded.rhythm_at`.execute(
		db,
	);
}

export async function updateConnectSteps(
	tx: Tx,
	page: PageKey,
	steps: readonly ConnectStep[],
	now: Date,
): Promise<void> {
	await tx
		.updateTable("page")
		.set({ connect_steps: JSON.stringify(steps), connected_at: now })
		.where("region_id", "=", page.regionId)
		.where("id", "=", page.pageId)
		.execute();
}
