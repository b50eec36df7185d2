import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { actorColumns } from "./act-on-case.ts";
import { lockCase } from "./reads.ts";
import { readMark } from "./reads-cues.ts";
import { appendEvents, updateCase } from "./writes.ts";
import { putMark } from "./writes-mark.ts";

/**
 * A person confirms or refuses the hidden mark of a military family, as often as they learn better.
 * The history tells it under a name that says nothing, for the live stream carries that name to every reader.
 * @throws DomainError case-changed-meanwhile, not-found, forbidden
 */
export async function markCase(
	db: Db,
	caller: Caller,
	caseId: number,
	order: { version: number; isConfirmed: boolean },
): Promise<void> {
	if (!caller.permissions.has("case.work")) requirePermission(caller, "case.triage");
	const kind = "military-family";
	const state = order.isConfirmed ? "confirmed" : "refused";
	await db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, caller.regionId, caseId, caseScope(caller));
		if (locked.version !== order.version) throw new DomainError("case-changed-meanwhile", { version: locked.version });
		const before = await readMark(tx, locked.region_id, caseId);
		if (before === state) return;
		await putMark(tx, { region_id: locked.region_id, case_id: caseId, kind, state, staff_id: caller.staffId });
		await updateCase(tx, locked.region_id, caseId, {});
		await appendEvents(tx, [
			{
				region_id: locked.region_id,
				case_id: caseId,
				agency_id: locked.agency_id,
				type: "noted",
				...actorColumns(caller),
				data: { kind, from: before, state },
			},
		]);
	});
}
