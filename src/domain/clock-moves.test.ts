import { describe, expect, test } from "vitest";
import { caseActions, settledStatuses } from "./case.ts";
import type { CaseAction, CaseStatus } from "./case.ts";
import { clockMoves, visibleKinds } from "./clock-moves.ts";

/** What runs after the action, when so much ran before. */
function after(action: CaseAction, from: CaseStatus, running: string[]): string[] {
	const to: CaseStatus = caseActions[action].to;
	const { ends, starts, revives } = clockMoves(action, from, to);
	const left = running.filter((kind) => !ends.some(({ kinds }) => kinds.some((one) => one === kind)));
	return [...left, ...starts, ...(revives ? ["answer"] : [])];
}

/** Every clock that should run in a status; the answer's stands for whichever of the three visible ones it is. */
function wanted(status: CaseStatus): string[] {
	const isVisible = !settledStatuses.includes(status) && status !== "deferred";
	return [
		...(["new", "triage", "returnedWrongAgency"].includes(status) ? ["triage"] : []),
		...(status === "assigned" ? ["return"] : []),
		...(isVisible ? ["visible"] : []),
	];
}

const named = (kinds: string[]) =>
	kinds.map((kind) => (visibleKinds.some((one) => one === kind) ? "visible" : kind)).sort();

describe("whatever happens, the clocks that should run do", () => {
	const steps = (Object.keys(caseActions) as CaseAction[]).flatMap((action) =>
		caseActions[action].from.map((from) => [action, from] as const),
	);
	test.each(steps)("%s from %s", (action, from) => {
		const own = from === "interimPublished" ? "final" : "answer";
		const running = wanted(from).map((kind) => (kind === "visible" ? own : kind));
		// a case that was new and is accepted or returned by its agency had no clock of a return
		const result = named(after(action, from, running));
		expect(result).toEqual(wanted(caseActions[action].to).sort());
	});
});

describe("how clocks end", () => {
	const endOf = (action: CaseAction, from: CaseStatus, kind: string) =>
		clockMoves(action, from, caseActions[action].to).ends.find(({ kinds }) => kinds.some((one) => one === kind))?.as;
	test.each<[CaseAction, CaseStatus, string, string]>([
		["accept", "assigned", "return", "met"],
		["returnWrongAgency", "assigned", "return", "met"],
		["triage", "assigned", "return", "left"],
		["assign", "assigned", "return", "left"],
		["reject", "triage", "triage", "met"],
		["reject", "triage", "answer", "cancelled"],
		["merge", "inProgress", "answer", "cancelled"],
		["handOver", "inProgress", "answer", "cancelled"],
		["recordPublished", "readyToPublish", "answer", "met"],
		["recordInterim", "readyToPublish", "reopening", "met"],
		["recordPublished", "readyToPublish", "final", "met"],
		["acceptOutsideAnswer", "inProgress", "answer", "met"],
		["defer", "interimPublished", "final", "cancelled"],
		["close", "awaitingCitizen", "answer", "cancelled"],
	])("%s from %s: %s is %s", (action, from, kind, as) => {
		expect(endOf(action, from, kind)).toBe(as);
	});

	test("the clock stands in one status alone", () => {
		for (const action of Object.keys(caseActions) as CaseAction[])
			for (const from of caseActions[action].from) {
				const { to } = caseActions[action];
				const wait = (to as string) === "awaitingCitizen" ? "pause" : from === "awaitingCitizen" ? "resume" : null;
				expect(clockMoves(action, from, to).wait).toBe(wait);
			}
	});
});
