import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { lockCase } from "./reads.ts";
import { repeatOf } from "./reads-repeat.ts";
import { updateCase } from "./writes.ts";
import { tellHistory } from "./tell-history.ts";

/**
 * A curator says that a case repeats no other: it no longer counts against the answer. The priority stays as it is, for
 * the curator to set. Nothing happens to a case that repeats none.
 * @throws DomainError forbidden, not-found, case-changed-meanwhile, reason-missing
 */
export async function unlinkRepeat(
	db: Db,
	caller: Caller,
	caseId: number,
	order: { version: number; reason: string },
): Promise<void> {
	requirePermission(caller, "case.triage");
	const reason = order.reason.trim();
	if (reason === "") throw new DomainError("reason-missing", {});
	await db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, caller.regionId, caseId, caseScope(caller));
		const linked = await repeatOf(tx, caller.regionId, caseId);
		if (linked === null) return;
		if (locked.version !== order.version) throw new DomainError("case-changed-meanwhile", { version: locked.version });
		await updateCase(tx, caller.regionId, caseId, { repeat_of: null });
		await tellHistory(tx, caller, locked, "repeatUnlinked", { repeatOf: linked, reason });
	});
}
