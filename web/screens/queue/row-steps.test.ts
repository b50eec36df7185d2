import { expect, test } from "vitest";
import type { CaseRow, CaseStatus } from "../../api.ts";
import { nextStep } from "./row-steps.ts";

const row = (status: CaseStatus, given: Partial<CaseRow> = {}) =>
	({ status, agencyId: 4, suggestedAgencyId: null, ...given }) as CaseRow;
const curator = { permissions: ["case.triage", "case.work", "reply.write"] as const, agencyId: null };
const executor = { permissions: ["case.work", "reply.write"] as const, agencyId: 4 };
const approver = { permissions: ["reply.approve"] as const, agencyId: 4 };

test.each([
	["the proposed agency gets a new case", row("new"), curator, { kind: "hand", agencyId: 4 }],
	["nobody proposed: it is asked", row("new", { agencyId: null }), curator, { kind: "choose-agency" }],
	[
		"a returned case goes to whom the agency named",
		row("returnedWrongAgency", { suggestedAgencyId: 7 }),
		curator,
		{ kind: "hand", agencyId: 7 },
	],
	["and never back to who returned it", row("returnedWrongAgency"), curator, { kind: "choose-agency" }],
	["a case that an agency has is done for the centre", row("assigned"), curator, { kind: "nothing" }],
	["the agency takes it", row("assigned"), executor, { kind: "take" }],
	["and writes", row("inProgress"), executor, { kind: "write" }],
	["an answered one is closed", row("answered"), executor, { kind: "outcome" }],
	["what waits for approval is opened", row("onApproval"), approver, { kind: "open" }],
	["who may not write has nothing to do", row("inProgress"), approver, { kind: "nothing" }],
] as const)("%s", (_, given, me, step) => expect(nextStep(given, me)).toEqual(step));
