import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { isTwice, makesCircle } from "../domain/stand-in.ts";
import type { Caller } from "./permissions.ts";
import { currentAbsences, findActive, lockAbsence } from "./reads-absence.ts";
import type { AbsenceReach } from "./reads-absence.ts";
import { recordAudit } from "./record-audit.ts";
import { endAbsenceRow, insertAbsence, lockAbsences } from "./writes-absence.ts";

const mostMs = 366 * 86_400_000;

/** Whose absences the caller may change besides their own. */
export function absenceReach(caller: Caller): AbsenceReach {
	if (caller.permissions.has("duty.manage")) return "region";
	if (caller.permissions.has("escalation.agency") && caller.agencyId !== null) return { agencyId: caller.agencyId };
	return "own";
}

function mayChange(caller: Caller, person: { staffId: number; agencyId: number | null }): boolean {
	const reach = absenceReach(caller);
	if (reach === "region" || person.staffId === caller.staffId) return true;
	return reach !== "own" && person.agencyId === reach.agencyId;
}

export type AbsenceOrder = { staffId: number; substituteId: number; from: Date; to: Date };

/**
 * Says that a person is away and who stands in for them; the same said again is the same absence.
 * @returns its id
 * @throws DomainError forbidden, staff-unknown, substitute-unfit when the substitute is the person or of another agency,
 * absence-overlap, absence-cycle, invalid-request for a time that is over, empty or longer than a year
 */
export async function saveAbsence(db: Db, caller: Caller, order: AbsenceOrder, now: Date): Promise<number> {
	const { staffId, substituteId, from, to } = order;
	if (!(to > from) || to <= now || to.getTime() - from.getTime() > mostMs)
		throw new DomainError("invalid-request", { fields: [{ path: "to", message: "not a time to come" }] });
	return db.transaction().execute(async (tx) => {
		await lockAbsences(tx, caller.regionId);
		const people = await findActive(tx, caller.regionId, [staffId, substituteId]);
		const person = people.get(staffId);
		if (!person && absenceReach(caller) === "region") throw new DomainError("staff-unknown", { staffId });
		if (!person || !mayChange(caller, { staffId, ...person }))
			throw new DomainError("forbidden", { permission: "duty.manage" });
		// only who sees the same cases can do the same work
		const substitute = people.get(substituteId);
		if (!substitute || substituteId === staffId || substitute.agencyId !== person.agencyId)
			throw new DomainError("substitute-unfit", { substituteId });
		const added = { staffId, substituteId, from: from.getTime(), to: to.getTime() };
		const known = await currentAbsences(tx, caller.regionId, now);
		const same = known.find(
			(one) =>
				one.staffId === staffId && one.substituteId === substituteId && one.from === added.from && one.to === added.to,
		);
		if (same) return same.id;
		if (isTwice(known, added)) throw new DomainError("absence-overlap", { staffId });
		if (makesCircle(known, added)) throw new DomainError("absence-cycle", { staffId, substituteId });
		const id = await insertAbsence(tx, { ...order, regionId: caller.regionId, createdBy: caller.staffId });
		await recordAudit(tx, caller, "absence-saved", { id, ...order });
		return id;
	});
}

/**
 * The person is back, or does not go: an absence that has begun ends now, one to come is taken away. Ending one that is over
 * changes nothing.
 * @throws DomainError not-found, also for an absence of somebody the caller may not speak for
 */
export async function endAbsence(db: Db, caller: Caller, id: number, now: Date): Promise<void> {
	await db.transaction().execute(async (tx) => {
		await lockAbsences(tx, caller.regionId);
		const absence = await lockAbsence(tx, caller.regionId, id);
		if (!absence || !mayChange(caller, absence)) throw new DomainError("not-found", { id });
		if (absence.to <= now) return;
		await endAbsenceRow(tx, caller.regionId, id, now);
		await recordAudit(tx, caller, "absence-ended", { id, staffId: absence.staffId });
	});
}
