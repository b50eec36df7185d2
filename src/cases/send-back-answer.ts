import type { Tx } from "../db/database.ts";
import type { ReturnReason } from "../domain/return-reasons.ts";
import { raiseCaseNotice } from "../notify/raise-case-notice.ts";
import type { Registry } from "../registry/reads.ts";
import { actOnCase } from "./act-on-case.ts";
import { lockCase } from "./reads.ts";
import { executorsOf } from "./reads-people.ts";

/**
 * A published answer that quality control holds weak goes back to work: an answered case to rework, a closed one is reopened. Its
 * agency is told why. Nobody's name stands in the history: agencies see what was found, not who looked.
 * @returns false when the case is in work already, or has gone elsewhere
 */
export async function sendBackAnswer(
	tx: Tx,
	registry: Registry,
	{ caseId, replyId }: { caseId: number; replyId: number },
	reasons: readonly ReturnReason[],
	now: Date,
): Promise<boolean> {
	const locked = await lockCase(tx, registry.region.id, caseId, null);
	if (locked.status !== "answered" && locked.status !== "closed") return false;
	const action = locked.status === "answered" ? "returnAnswered" : "reopen";
	const data = { replyId, reasons, why: "quality" };
	await actOnCase(tx, registry, "system", locked, action, { reason: reasons.join(", "), at: now }, data);
	const staffIds = await executorsOf(tx, locked);
	const notice = { regionId: locked.region_id, staffIds, code: "quality-returned" as const, caseId, data: {} };
	await raiseCaseNotice(tx, notice, now);
	return true;
}
