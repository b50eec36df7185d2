import { DomainError } from "./errors.ts";
import type { Permission } from "./permission.ts";

/** Life cycle of a case: source is the field description, section 5.2, with the differences of decision 0003. */
export const caseStatuses = [
	"new",
	"triage",
	"rejected",
	"merged",
	"assigned",
	"inProgress",
	"returnedWrongAgency",
	"onApproval",
	"onReview",
	"rework",
	"readyToPublish",
	"interimPublished",
	"answered",
	"deferred",
	"awaitingCitizen",
	"closed",
	"reopened",
	"handedTo59fz",
] as const;

export type CaseStatus = (typeof caseStatuses)[number];

export const caseOutcomes = ["resolved", "explained", "redirected", "unsolvable"] as const;
export type CaseOutcome = (typeof caseOutcomes)[number];

type Rule = {
	from: readonly CaseStatus[];
	to: CaseStatus;
	/** null: only the system may do it */
	permission: Permission | null;
	needs?: readonly ("reason" | "agency" | "outcome")[];
};

const beforeAnswer = ["new", "triage", "assigned", "inProgress", "returnedWrongAgency", "rework", "reopened"] as const;

/** The whole table: action → from, to, who, what it needs. Nothing else changes a status. */
export const caseActions = {
	triage: { from: ["new", "returnedWrongAgency", "assigned"], to: "triage", permission: "case.triage" },
	reject: { from: ["new", "triage"], to: "rejected", permission: "case.triage", needs: ["reason"] },
	restore: { from: ["rejected", "merged"], to: "triage", permission: "case.triage" },
	merge: { from: ["new", "triage"], to: "merged", permission: "case.triage" },
	handOver: { from: ["triage"], to: "handedTo59fz", permission: "case.triage", needs: ["reason"] },
	assign: { from: beforeAnswer, to: "assigned", permission: "case.triage", needs: ["agency"] },
	// an agency that takes a case the machine only proposed to it has settled whose it is
	accept: { from: ["new", "assigned", "rework", "reopened"], to: "inProgress", permission: "case.work" },
	returnWrongAgency: {
		from: ["new", "assigned", "inProgress", "rework", "reopened"],
		to: "returnedWrongAgency",
		permission: "case.work",
		needs: ["reason"],
	},
	askCitizen: { from: ["inProgress"], to: "awaitingCitizen", permission: "reply.write" },
	citizenAnswered: { from: ["awaitingCitizen"], to: "inProgress", permission: null },
	submit: { from: ["inProgress"], to: "onApproval", permission: "reply.write" },
	sendToReview: { from: ["inProgress"], to: "onReview", permission: "reply.write" },
	approve: { from: ["onApproval", "onReview"], to: "readyToPublish", permission: "reply.approve" },
	returnReply: {
		from: ["onApproval", "onReview"],
		to: "rework",
		permission: "reply.approve",
		needs: ["reason"],
	},
	withdraw: { from: ["onApproval"], to: "inProgress", permission: "reply.write" },
	recordPublished: { from: ["readyToPublish"], to: "answered", permission: null },
	recordInterim: { from: ["readyToPublish"], to: "interimPublished", permission: null },
	recordFailed: { from: ["readyToPublish"], to: "rework", permission: null },
	continueWork: { from: ["interimPublished", "deferred"], to: "inProgress", permission: "case.work" },
	defer: { from: ["interimPublished"], to: "deferred", permission: "case.work" },
	acceptOutsideAnswer: {
		from: ["assigned", "inProgress", "rework", "reopened"],
		to: "answered",
		permission: "case.work",
	},
	close: { from: ["answered", "awaitingCitizen"], to: "closed", permission: "case.work", needs: ["outcome"] },
	reopen: { from: ["answered", "closed"], to: "reopened", permission: "case.triage", needs: ["reason"] },
	residentReopened: { from: ["answered", "closed"], to: "reopened", permission: null },
} as const satisfies Record<string, Rule>;

export type CaseAction = keyof typeof caseActions;

/** Statuses in which nobody owes the resident anything; mirrors the generated column case.is_open. */
export const settledStatuses: readonly CaseStatus[] = ["rejected", "merged", "answered", "closed", "handedTo59fz"];

export type ActionGiven = {
	reason?: string | undefined;
	agencyId?: number | undefined;
	outcome?: CaseOutcome | undefined;
	isPhysical?: boolean | undefined;
	hasEvidence?: boolean | undefined;
};

/**
 * The status that `action` leads to.
 * @throws DomainError case-transition-refused with `allowed` actions, reason-missing, agency-missing, case-evidence-missing
 */
export function nextStatus(from: CaseStatus, action: CaseAction, given: ActionGiven): CaseStatus {
	const rule: Rule = caseActions[action];
	if (!rule.from.includes(from))
		throw new DomainError("case-transition-refused", { action, status: from, allowed: allowedActions(from) });
	if (rule.needs?.includes("reason") && !given.reason?.trim()) throw new DomainError("reason-missing", { action });
	if (rule.needs?.includes("agency") && !given.agencyId) throw new DomainError("agency-missing", { action });
	if (rule.needs?.includes("outcome") && !given.outcome) throw new DomainError("reason-missing", { action });
	// "resolved" for physical work needs a photograph or a document (section 5.2, guards)
	if (given.outcome === "resolved" && given.isPhysical && !given.hasEvidence)
		throw new DomainError("case-evidence-missing", { action });
	return rule.to;
}

/** Actions possible from a status, whoever asks. */
export function allowedActions(from: CaseStatus): CaseAction[] {
	return (Object.keys(caseActions) as CaseAction[]).filter((action) =>
		(caseActions[action].from as readonly CaseStatus[]).includes(from),
	);
}
