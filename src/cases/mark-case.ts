import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import { lockCase } from "./reads.ts";
import { maySeeMark, readMark } from "./reads-cues.ts";
import { followRules } from "./set-priority.ts";
import { tellHistory } from "./tell-history.ts";
import { updateCase } from "./writes.ts";
import { putMark } from "./writes-mark.ts";

/**
 * Who may know of the mark confirms or refuses it, as often as they learn better; a marked case is in the priority lane.
 * The history tells it under a name that says nothing, for the live stream carries that name to every reader.
 * @throws DomainError case-changed-meanwhile, not-found, forbidden
 */
export async function markCase(
	db: Db,
	registry: Registry,
	caller: Caller,
	caseId: number,
	order: { version: number; isConfirmed: boolean },
): Promise<void> {
	const kind = "military-family";
	const state = order.isConfirmed ? "confirmed" : "refused";
	await db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, caller.regionId, caseId, caseScope(caller));
		if (!maySeeMark(caller, locked)) throw new DomainError("forbidden", { permission: "mark.read" });
		if (locked.version !== order.version) throw new DomainError("case-changed-meanwhile", { version: locked.version });
		const before = await readMark(tx, locked.region_id, caseId);
		if (before === state) return;
		await putMark(tx, { region_id: locked.region_id, case_id: caseId, kind, state, staff_id: caller.staffId });
		// what is said to a family is said to nobody else
		await updateCase(tx, locked.region_id, caseId, { answers_privately: order.isConfirmed });
		await tellHistory(tx, caller, locked, "noted", { kind, from: before, state });
		locked.version += 1;
		if (order.isConfirmed || before === "confirmed") await followRules(tx, registry, caller, locked, order.isConfirmed);
	});
}
