import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allowedActions, caseActions, caseOutcomes, caseStatuses, nextStatus, settledStatuses } from "./case.ts";
import type { ActionGiven, CaseAction, CaseStatus } from "./case.ts";
import { DomainError } from "./errors.ts";

const actions = Object.keys(caseActions) as CaseAction[];
const given: ActionGiven = {
	...{ reason: "не наша дорога", agencyId: 1, outcome: "explained", basis: "law" },
	suggestedAgencyId: null,
};

/** The code of the refusal, or the status reached. */
function tryAction(from: CaseStatus, action: CaseAction, with_: ActionGiven = given): string {
	try {
		return nextStatus(from, action, with_);
	} catch (error) {
		if (error instanceof DomainError) return error.code;
		throw error;
	}
}

describe("the usual ways of a case", () => {
	test.each<[string, CaseAction[], CaseStatus]>([
		["answered", ["assign", "accept", "submit", "approve", "recordPublished", "close"], "closed"],
		["straight to the agency", ["triage", "assign", "accept"], "inProgress"],
		["sent back and approved later", ["assign", "accept", "submit", "returnReply", "accept", "submit"], "onApproval"],
		["taken back by the author", ["assign", "accept", "submit", "withdraw"], "inProgress"],
		["not our topic", ["assign", "returnWrongAgency", "assign"], "assigned"],
		["waits for the resident", ["assign", "accept", "askCitizen", "citizenAnswered"], "inProgress"],
		[
			"an interim answer, then a promise",
			["assign", "accept", "submit", "approve", "recordInterim", "defer"],
			"deferred",
		],
		[
			"a promise comes due",
			["assign", "accept", "submit", "approve", "recordInterim", "defer", "continueWork"],
			"inProgress",
		],
		["the network refused the answer", ["assign", "accept", "submit", "approve", "recordFailed"], "rework"],
		["the resident writes again", ["assign", "acceptOutsideAnswer", "residentReopened", "accept"], "inProgress"],
		["through the centre's review", ["accept", "submit", "sendToReview", "approveReview"], "readyToPublish"],
		["approved by mistake", ["accept", "submit", "approve", "takeBackApproval"], "onApproval"],
		[
			"confirmed by mistake",
			["accept", "submit", "sendToReview", "approveReview", "takeBackReview", "takeBackFirst"],
			"onApproval",
		],
		["the centre returns it", ["accept", "submit", "sendToReview", "returnReview", "accept"], "inProgress"],
		["asks in the thread", ["accept", "submit", "approve", "recordQuestion", "citizenAnswered"], "inProgress"],
		[
			"asked, and answered without a word",
			["accept", "submit", "approve", "recordQuestion", "continueWork"],
			"inProgress",
		],
		["answered, but badly", ["accept", "submit", "approve", "recordPublished", "returnAnswered"], "rework"],
		["one answer for several", ["merge", "recordShared", "residentReopened"], "reopened"],
		["the shared answer did not reach", ["merge", "recordSharedFailed"], "triage"],
		["needs no answer, and does after all", ["reject", "restore"], "triage"],
		["merged and parted", ["merge", "unmerge"], "triage"],
		["a formal appeal", ["triage", "handOver"], "handedTo59fz"],
	])("%s", (_name, way, end) => {
		expect(way.reduce<CaseStatus>((status, action) => nextStatus(status, action, given), "new")).toBe(end);
	});
});

describe("what is refused", () => {
	test.each<[CaseStatus, CaseAction]>([
		["new", "approve"],
		["new", "recordPublished"],
		["assigned", "submit"],
		["onApproval", "submit"],
		["onApproval", "recordPublished"],
		["readyToPublish", "assign"],
		["answered", "submit"],
		["closed", "close"],
		["handedTo59fz", "reopen"],
		["rejected", "assign"],
	])("%s: %s", (from, action) => {
		expect(tryAction(from, action)).toBe("case-transition-refused");
	});

	test("the refusal says what is possible instead", () => {
		expect(() => nextStatus("closed", "approve", given)).toThrow(
			expect.objectContaining({
				code: "case-transition-refused",
				details: { action: "approve", status: "closed", allowed: ["reopen", "residentReopened"] },
			}),
		);
	});

	test.each<[CaseStatus, CaseAction, ActionGiven, string]>([
		["new", "reject", {}, "reason-missing"],
		["new", "reject", { reason: "  " }, "reason-missing"],
		["new", "reject", { reason: "спам" }, "rejected"],
		["onApproval", "returnReply", {}, "reason-missing"],
		["assigned", "returnWrongAgency", {}, "reason-missing"],
		["assigned", "returnWrongAgency", { reason: "не наша" }, "suggestion-missing"],
		["assigned", "returnWrongAgency", { reason: "не наша", suggestedAgencyId: null }, "returnedWrongAgency"],
		["assigned", "returnWrongAgency", { reason: "не наша", suggestedAgencyId: 2 }, "returnedWrongAgency"],
		["triage", "handOver", {}, "reason-missing"],
		["triage", "handOver", { reason: "просит официальный ответ" }, "basis-missing"],
		["triage", "handOver", { reason: "просит официальный ответ", basis: "resident-word" }, "handedTo59fz"],
		["new", "reject", { reason: "спам", isUrgent: true }, "case-second-review-missing"],
		["new", "reject", { reason: "спам", isUrgent: true, hasSecondReview: true }, "rejected"],
		["answered", "close", { outcome: "explained", isUrgent: true }, "case-second-review-missing"],
		["answered", "close", { outcome: "resolved", isUrgent: true }, "closed"],
		["closed", "reopen", {}, "reason-missing"],
		["closed", "residentReopened", {}, "reopened"],
		["new", "assign", {}, "agency-missing"],
		["new", "assign", { agencyId: 5 }, "assigned"],
		["answered", "close", {}, "reason-missing"],
		["answered", "close", { outcome: "explained", isPhysical: true }, "closed"],
		["answered", "close", { outcome: "resolved", isPhysical: false }, "closed"],
		["answered", "close", { outcome: "resolved", isPhysical: true }, "case-evidence-missing"],
		["answered", "close", { outcome: "resolved", isPhysical: true, hasEvidence: true }, "closed"],
	])("%s: %s with %j → %s", (from, action, with_, result) => {
		expect(tryAction(from, action, with_)).toBe(result);
	});
});

describe("laws of the table", () => {
	const status = fc.constantFrom(...caseStatuses);
	const action = fc.constantFrom(...actions);

	test("an action is allowed exactly where it is listed, and leads where the table says", () => {
		fc.assert(
			fc.property(status, action, (from, one) => {
				const isAllowed = allowedActions(from).includes(one);
				expect(tryAction(from, one)).toBe(isAllowed ? caseActions[one].to : "case-transition-refused");
			}),
			{ numRuns: 1000 },
		);
	});

	test("every status can be reached from new", () => {
		const reached = new Set<CaseStatus>(["new"]);
		for (const from of reached) for (const one of allowedActions(from)) reached.add(caseActions[one].to);
		expect([...reached].sort()).toEqual([...caseStatuses].sort());
	});

	test("only the formal procedure has no way on", () => {
		expect(caseStatuses.filter((one) => allowedActions(one).length === 0)).toEqual(["handedTo59fz"]);
	});

	test("an answer is published only after an approval", () => {
		const intoReady = actions.filter((one) => caseActions[one].to === "readyToPublish");
		expect(intoReady).toEqual(["approve", "approveReview"]);
		expect(intoReady.map((one) => caseActions[one].permission)).toEqual(["reply.approve", "reply.review"]);
		expect(caseActions.recordPublished.from).toEqual(["readyToPublish"]);
	});

	test("a settled case waits for nobody: no one owes work in it", () => {
		const working: CaseAction[] = ["accept", "submit", "approve", "approveReview", "askCitizen"];
		for (const one of settledStatuses) expect(allowedActions(one).filter((it) => working.includes(it))).toEqual([]);
	});

	test("outcomes are four", () => {
		expect(caseOutcomes).toEqual(["resolved", "explained", "redirected", "unsolvable"]);
	});
});
