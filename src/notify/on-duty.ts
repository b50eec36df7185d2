import type { Tx } from "../db/database.ts";
import { findOnDuty, readCaseFacts, readParents } from "./reads-duty.ts";
import type { DutyShift } from "./reads-duty.ts";

/** Whom an urgent notice about a case goes to besides those named in it; nobody while no shift is under way. */
export type OnDuty = (notice: { caseId: number; isUrgentCode: boolean }) => number[];

/**
 * Who is on duty now for each of these cases: the agency's people, else those of the agency above it, else the region's.
 * Shifts are made for the hours in which nobody is at work, so that whoever's shift is under way is the one to be told.
 */
export async function readOnDuty(tx: Tx, regionId: number, caseIds: readonly number[], now: Date): Promise<OnDuty> {
	const shifts = await findOnDuty(tx, regionId, now);
	if (shifts.length === 0) return () => [];
	const parents = await readParents(tx, regionId);
	const facts = new Map((await readCaseFacts(tx, regionId, caseIds)).map((one) => [one.id, one]));
	return ({ caseId, isUrgentCode }) => {
		const fact = facts.get(caseId);
		return fact && (isUrgentCode || fact.isUrgent) ? nearest(shifts, parents, fact.agencyId) : [];
	};
}

function nearest(
	shifts: readonly DutyShift[],
	parents: ReadonlyMap<number, number>,
	agencyId: number | null,
): number[] {
	const seen = new Set<number | null>();
	for (let at = agencyId; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
		const own = shifts.filter((shift) => shift.agencyId === at).map((shift) => shift.staffId);
		if (own.length > 0) return own;
		seen.add(at);
	}
	return shifts.filter((shift) => shift.agencyId === null).map((shift) => shift.staffId);
}
