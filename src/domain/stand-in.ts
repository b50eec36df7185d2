/** Who stands in for whom: pure rules over absences. Times are milliseconds; the end is not included. */

export type AbsenceSpan = { staffId: number; substituteId: number; from: number; to: number };

/**
 * Who does a person's work at a moment: themselves, or the first in the chain of substitutes who is there. Accepted absences
 * make no circle; in one that was forced on the table the person themselves is the answer.
 */
export function standInOf(absences: readonly AbsenceSpan[], staffId: number, at: number): number {
	const seen = new Set<number>();
	let person = staffId;
	for (;;) {
		const absence = absences.find((one) => one.staffId === person && one.from <= at && at < one.to);
		if (!absence) return person;
		seen.add(person);
		if (seen.has(absence.substituteId)) return staffId;
		person = absence.substituteId;
	}
}

/** Whether at some moment of a new absence its chain of substitutes would lead back to the absent person. */
export function makesCircle(absences: readonly AbsenceSpan[], added: AbsenceSpan): boolean {
	const leadsBack = (person: number, from: number, to: number): boolean =>
		person === added.staffId ||
		absences.some(
			(one) =>
				one.staffId === person &&
				one.from < to &&
				from < one.to &&
				leadsBack(one.substituteId, Math.max(from, one.from), Math.min(to, one.to)),
		);
	return leadsBack(added.substituteId, added.from, added.to);
}

/** An absence of the same person at the same time. */
export const isTwice = (absences: readonly AbsenceSpan[], added: AbsenceSpan): boolean =>
	absences.some((one) => one.staffId === added.staffId && one.from < added.to && added.from < one.to);
