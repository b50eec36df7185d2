import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { lockCase } from "./reads.ts";
import { findDispute } from "./reads-dispute.ts";
import { updateCase } from "./writes.ts";
import { putDispute } from "./writes-dispute.ts";
import { tellHistory } from "./tell-history.ts";

/**
 * A curator lifts what a settled dispute bound: the case may be returned again, and assigning it settles it anew.
 * @throws DomainError forbidden, not-found, case-changed-meanwhile, dispute-not-settled, reason-missing
 */
export async function reopenDispute(
	db: Db,
	caller: Caller,
	caseId: number,
	order: { version: number; reason: string },
	now: Date,
): Promise<void> {
	requirePermission(caller, "case.triage");
	if (!order.reason.trim()) throw new DomainError("reason-missing", { action: "disputeReopened" });
	await db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, caller.regionId, caseId, caseScope(caller));
		if (locked.version !== order.version) throw new DomainError("case-changed-meanwhile", { version: locked.version });
		const dispute = await findDispute(tx, locked.region_id, caseId);
		if (dispute?.state !== "settled") throw new DomainError("dispute-not-settled", { caseId });
		await putDispute(tx, locked.region_id, caseId, now);
		await updateCase(tx, locked.region_id, caseId, {});
		await tellHistory(tx, caller, locked, "disputeReopened", { reason: order.reason });
	});
}
