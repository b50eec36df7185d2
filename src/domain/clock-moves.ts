import type { CaseAction, CaseStatus } from "./case.ts";
import type { ClockKind } from "./sla-profile.ts";

/**
 * Which clocks an action on a case starts and ends. Source: field description, section 6.
 *
 * triage     while nobody has settled whose the case is
 * return     while an agency has neither taken nor returned it
 * answer     until the resident has a final or a qualified interim answer
 * reopening  the same after a reopening, or after quality control sent the answer back
 * final      from the interim answer on; a deferred case waits for its promise instead
 *
 * Promises and tasks have clocks of their own, started and ended with them.
 */

export type ClockEnd = {
	kinds: readonly ClockKind[];
	/** met: done now, in time or not; left: somebody else took it over, missed only when late already; cancelled: nothing is owed */
	as: "met" | "left" | "cancelled";
};
export type ClockMoves = {
	ends: ClockEnd[];
	starts: ClockKind[];
	/** the answer is owed again since the resident first wrote */
	revives: boolean;
	wait: "pause" | "resume" | null;
};

/** The clocks whose term is the case's own; one of them runs at a time. */
export const visibleKinds = ["answer", "reopening", "final"] as const satisfies readonly ClockKind[];

const triaging = new Set<CaseStatus>(["new", "triage", "returnedWrongAgency"]);
const givenUp = new Set<CaseStatus>(["rejected", "merged", "handedTo59fz"]);
const shelved = new Set<CaseStatus>([...givenUp, "answered", "closed"]);

/** @returns what an action that leads from one status to another does to the clocks */
export function clockMoves(action: CaseAction, from: CaseStatus, to: CaseStatus): ClockMoves {
	const moves: ClockMoves = { ends: [], starts: [], revives: false, wait: null };
	if (from === "awaitingCitizen") moves.wait = "resume";
	moveTriage(moves, from, to);
	moveReturn(moves, action, from, to);
	moveVisible(moves, action, from, to);
	if (to === "awaitingCitizen") moves.wait = "pause";
	return moves;
}

export const isIdle = ({ ends, starts, revives, wait }: ClockMoves): boolean =>
	ends.length === 0 && starts.length === 0 && !revives && wait === null;

/** An action after which nothing is owed by the clock: a case for which none runs needs no look at its clocks. */
export function onlyEndsClocks(action: CaseAction, from: CaseStatus, to: CaseStatus): boolean {
	const { starts, revives, wait } = clockMoves(action, from, to);
	return starts.length === 0 && !revives && wait === null && to !== "answered" && action !== "assign";
}

function moveTriage({ ends, starts }: ClockMoves, from: CaseStatus, to: CaseStatus): void {
	if (triaging.has(from) === triaging.has(to)) return;
	if (triaging.has(to)) starts.push("triage");
	// to refuse, merge or hand over is what triage is for, too
	else ends.push({ kinds: ["triage"], as: "met" });
}

function moveReturn({ ends, starts }: ClockMoves, action: CaseAction, from: CaseStatus, to: CaseStatus): void {
	if (from === "assigned") {
		const isAgencys = action === "accept" || action === "returnWrongAgency" || to === "answered";
		ends.push({ kinds: ["return"], as: isAgencys ? "met" : "left" });
	}
	if (to === "assigned") starts.push("return");
}

function moveVisible(moves: ClockMoves, action: CaseAction, from: CaseStatus, to: CaseStatus): void {
	const { ends, starts } = moves;
	if (givenUp.has(to) || to === "closed") ends.push({ kinds: visibleKinds, as: "cancelled" });
	if (to === "answered") ends.push({ kinds: visibleKinds, as: "met" });
	if (to === "interimPublished") {
		ends.push({ kinds: ["answer", "reopening"], as: "met" });
		starts.push("final");
	}
	if (to === "deferred") ends.push({ kinds: ["final"], as: "cancelled" });
	if (from === "deferred" && action === "continueWork") starts.push("final");
	if (!shelved.has(from) || shelved.has(to)) return;
	if (givenUp.has(from)) moves.revives = true;
	else starts.push("reopening");
}
