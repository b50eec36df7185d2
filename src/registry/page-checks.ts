import type { Tx } from "../db/database.ts";
import type { CheckReason, CheckResult, DayCheck, PageKey } from "./page-work.ts";
import { wishTurns } from "./turns.ts";
import { insertCheck, putDays, updateCheck } from "./writes-checks.ts";

/** Has a page compared with its network soon. @returns the id of the comparison */
export async function orderCheck(
	tx: Tx,
	page: PageKey,
	order: { reason: CheckReason; from: Date; to: Date; staffId: number | null },
	now: Date,
): Promise<number> {
	const id = await insertCheck(tx, {
		region_id: page.regionId,
		page_id: page.pageId,
		reason: order.reason,
		from_at: order.from,
		to_at: order.to,
		staff_id: order.staffId,
		created_at: now,
	});
	await wishTurns(tx, page, ["reconcile"], now);
	return id;
}

/** Writes down how a comparison ended. */
export async function endCheck(
	tx: Tx,
	page: PageKey,
	checkId: number,
	result: CheckResult,
	days: readonly DayCheck[],
	now: Date,
): Promise<void> {
	await updateCheck(tx, page, checkId, result, now);
	await putDays(tx, page, days, now);
}
