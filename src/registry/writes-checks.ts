import { sql } from "kysely";
import type { Insertable } from "kysely";
import type { Tx } from "../db/database.ts";
import type { PageCheck } from "../db/tables.ts";
import type { CheckResult, DayCheck, PageKey } from "./page-work.ts";

/** Every INSERT and UPDATE of page_check and page_day. */

export async function insertCheck(tx: Tx, check: Insertable<PageCheck>): Promise<number> {
	return (await tx.insertInto("page_check").values(check).returning("id").executeTakeFirstOrThrow()).id;
}

export async function updateCheck(
	tx: Tx,
	page: PageKey,
	checkId: number,
	result: CheckResult,
	now: Date,
): Promise<void> {
	await tx
		.updateTable("page_check")
		.set({
			ended_at: now,
			seen: result.seen,
			missing: result.missing,
			filled: result.filled,
			absent: result.absent,
			is_whole: result.isWhole,
			unreadable: result.unreadable,
			failure_text: result.failure,
		})
		.where("region_id", "=", page.regionId)
		.where("id", "=", checkId)
		.execute();
}

/**
 * Adds what a comparison found to its days. Missing ones add up, as each was filled and is not missing the next time; the
 * other figures are those of the latest comparison of the whole day, or the largest of those of its parts.
 */
export async function putDays(tx: Tx, page: PageKey, days: readonly DayCheck[], now: Date): Promise<void> {
	if (days.length === 0) return;
	await sql`insert into page_day (region_id, page_id, day, seen, missing, absent, unreadable, is_whole, checked_at)
		select ${page.regionId}, ${page.pageId}, day::date, seen, missing, absent, unreadable, is_whole, ${now}
		from jsonb_to_recordset(${JSON.stringify(days)}::jsonb)
			as d (day text, seen int, missing int, absent int, unreadable text, is_whole boolean)
		on conflict (region_id, page_id, day) do update set
			seen = case when excluded.is_whole then excluded.seen else greatest(page_day.seen, excluded.seen) end,
			missing = page_day.missing + excluded.missing,
			absent = case when excluded.is_whole then excluded.absent else greatest(page_day.absent, excluded.absent) end,
			unreadable = excluded.unreadable,
			is_whole = page_day.is_whole or excluded.is_whole,
			checked_at = excluded.checked_at`.execute(tx);
}
