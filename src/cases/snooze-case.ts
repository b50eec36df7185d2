import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { settledStatuses } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import { lockCase } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { tellHistory } from "./tell-history.ts";
import { deleteSnooze, putSnooze } from "./writes-snooze.ts";

/**
 * Puts a case aside until a moment: it leaves the lists of what is to be done for everybody. Its clocks go on, so the moment
 * cannot lie beyond its term; any change of the case brings it back.
 * @throws DomainError not-found, forbidden, case-changed-meanwhile, snooze-refused
 */
export async function snoozeCase(
	db: Db,
	caller: Caller,
	caseId: number,
	order: { version: number; until: Date; reason: string },
	now: Date,
): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const locked = await holdCase(tx, caller, caseId);
		if (locked.version !== order.version) throw new DomainError("case-changed-meanwhile", { version: locked.version });
		const { until, reason } = order;
		const refused = (why: string) =>
			new DomainError("snooze-refused", { reason: why, dueAt: locked.due_at.toISOString() });
		if (settledStatuses.includes(locked.status)) throw refused("settled");
		if (until <= now) throw refused("past");
		if (until > locked.due_at) throw refused("beyond-due");
		const { region_id, id, version } = locked;
		await putSnooze(tx, { region_id, case_id: id, version, until, reason: reason.trim(), by_id: caller.staffId });
		await tellHistory(tx, caller, locked, "snoozed", { until: until.toISOString(), reason: reason.trim() });
	});
}

/** Brings a case back before its moment; one that is back already stays so. @throws DomainError not-found, forbidden */
export async function wakeCase(db: Db, caller: Caller, caseId: number): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const locked = await holdCase(tx, caller, caseId);
		if (await deleteSnooze(tx, locked.region_id, locked.id)) await tellHistory(tx, caller, locked, "snoozeEnded");
	});
}

function holdCase(tx: Tx, caller: Caller, caseId: number): Promise<LockedCase> {
	if (!caller.permissions.has("case.work")) requirePermission(caller, "case.triage");
	return lockCase(tx, caller.regionId, caseId, caseScope(caller));
}
