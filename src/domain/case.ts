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
	needs?: readonly ("reason" | "agency" | "outcome" | "basis" | "suggestion")[];
};

const beforeAnswer = ["new", "triage", "assigned", "inProgress", "returnedWrongAgency", "rework", "reopened"] as const;
const promised = ["interimPublished", "deferred"] as const;
/** Statuses of a case whose resident has a promise and not yet the answer. */
export const promisedStatuses: readonly CaseStatus[] = promised;

/** The whole table: action → from, to, who, what it needs. Nothing else changes a status. */
export const caseActions = {
	triage: { from: ["new", "returnedWrongAgency", "assigned"], to: "triage", permission: "case.triage" },
	reject: { from: ["new", "triage"], to: "rejected", permission: "case.triage", needs: ["reason"] },
	restore: { from: ["rejected"], to: "triage", permission: "case.triage" },
	merge: { from: beforeAnswer, to: "merged", permission: "case.triage" },
	unmerge: { from: ["merged"], to: "triage", permission: "case.triage" },
	// only on the resident's word or where the law says so
	handOver: {
		from: ["triage", "assigned", "inProgress", "awaitingCitizen", "reopened"],
		to: "handedTo59fz",
		permission: "case.triage",
		needs: ["reason", "basis"],
	},
	assign: { from: beforeAnswer, to: "assigned", permission: "case.triage", needs: ["agency"] },
	// an agency that takes a case the machine only proposed to it has settled whose it is
	accept: { from: ["new", "assigned", "rework", "reopened"], to: "inProgress", permission: "case.work" },
	returnWrongAgency: {
		from: ["new", "assigned", "inProgress", "rework", "reopened"],
		to: "returnedWrongAgency",
		permission: "case.work",
		// whose it is instead, or the explicit word that this is not known (section 5.2)
		needs: ["reason", "suggestion"],
	},
	askCitizen: { from: ["inProgress"], to: "awaitingCitizen", permission: "reply.write" },
	citizenAnswered: { from: ["awaitingCitizen"], to: "inProgress", permission: null },
	submit: { from: ["inProgress"], to: "onApproval", permission: "reply.write" },
	// the first of two approvals, where the topic wants two
	sendToReview: { from: ["onApproval"], to: "onReview", permission: "reply.approve" },
	approve: { from: ["onApproval"], to: "readyToPublish", permission: "reply.approve" },
	approveReview: { from: ["onReview"], to: "readyToPublish", permission: "reply.review" },
	returnReply: { from: ["onApproval"], to: "rework", permission: "reply.approve", needs: ["reason"] },
	returnReview: { from: ["onReview"], to: "rework", permission: "reply.review", needs: ["reason"] },
	// whoever approved has some seconds to think better of it, before the network gets the answer
	takeBackApproval: { from: ["readyToPublish"], to: "onApproval", permission: "reply.approve" },
	takeBackReview: { from: ["readyToPublish"], to: "onReview", permission: "reply.review" },
	takeBackFirst: { from: ["onReview"], to: "onApproval", permission: "reply.approve" },
	withdraw: { from: ["onApproval", "onReview"], to: "inProgress", permission: "reply.write" },
	recordPublished: { from: ["readyToPublish"], to: "answered", permission: null },
	recordInterim: { from: ["readyToPublish"], to: "interimPublished", permission: null },
	recordQuestion: { from: ["readyToPublish"], to: "awaitingCitizen", permission: null },
	recordFailed: { from: ["readyToPublish"], to: "rework", permission: null },
	// the answer of the case it was merged into stands in this thread, too
	recordShared: { from: ["merged"], to: "answered", permission: null },
	recordSharedFailed: { from: ["merged"], to: "triage", permission: null },
	// a resident who was asked and keeps silent may still be answered
	continueWork: { from: [...promised, "awaitingCitizen"], to: "inProgress", permission: "case.work" },
	defer: { from: ["interimPublished"], to: "deferred", permission: "case.work" },
	acceptOutsideAnswer: {
		from: ["assigned", "inProgress", "rework", "reopened", ...promised],
		to: "answered",
		permission: "case.work",
	},
	close: { from: ["answered", "awaitingCitizen"], to: "closed", permission: "case.work", needs: ["outcome"] },
	returnAnswered: { from: ["answered"], to: "rework", permission: "quality.review", needs: ["reason"] },
	reopen: { from: ["answered", "closed"], to: "reopened", permission: "case.triage", needs: ["reason"] },
	residentReopened: { from: ["answered", "closed"], to: "reopened", permission: null },
} as const satisfies Record<string, Rule>;

export type CaseAction = keyof typeof caseActions;
/** Whoever approved thinks better of it. */
export const takingBack = ["takeBackApproval", "takeBackReview", "takeBackFirst"] as const satisfies CaseAction[];

/** Statuses in which nobody owes the resident anything; mirrors the generated column case.is_open. */
export const settledStatuses: readonly CaseStatus[] = ["rejected", "merged", "answered", "closed", "handedTo59fz"];

/** Why a case goes to the formal procedure of 59-FZ. */
export const handOverBases = ["resident-word", "law"] as const;
export type HandOverBasis = (typeof handOverBases)[number];

export type ActionGiven = {
	reason?: string | undefined;
	agencyId?: number | undefined;
	/** whose a returned case is; null: whoever returns it does not know */
	suggestedAgencyId?: number | null | undefined;
	outcome?: CaseOutcome | undefined;
	/** the case that another one is merged into */
	parentId?: number | undefined;
	basis?: HandOverBasis | undefined;
	isPhysical?: boolean | undefined;
	hasEvidence?: boolean | undefined;
	/** a case of the priority lane */
	isUrgent?: boolean | undefined;
	/** somebody else of the centre agreed to it */
	hasSecondReview?: boolean | undefined;
	/** when it happened, where that is not this moment: a resident's message, an answer found in the thread */
	at?: Date | undefined;
};

/**
 * The status that `action` leads to.
 * @throws DomainError case-transition-refused with `allowed` actions, reason-missing, basis-missing, agency-missing, suggestion-missing,
 * case-evidence-missing, case-second-review-missing
 */
export function nextStatus(from: CaseStatus, action: CaseAction, given: ActionGiven): CaseStatus {
	const rule: Rule = caseActions[action];
	if (!rule.from.includes(from))
		throw new DomainError("case-transition-refused", { action, status: from, allowed: allowedActions(from) });
	if (rule.needs?.includes("reason") && !given.reason?.trim()) throw new DomainError("reason-missing", { action });
	if (rule.needs?.includes("basis") && !given.basis) throw new DomainError("basis-missing", { action, handOverBases });
	if (rule.needs?.includes("agency") && !given.agencyId) throw new DomainError("agency-missing", { action });
	if (rule.needs?.includes("suggestion") && given.suggestedAgencyId === undefined)
		throw new DomainError("suggestion-missing", { action });
	if (rule.needs?.includes("outcome") && !given.outcome) throw new DomainError("reason-missing", { action });
	// "resolved" for physical work needs a photograph or a document (section 5.2, guards)
	if (given.outcome === "resolved" && given.isPhysical && !given.hasEvidence)
		throw new DomainError("case-evidence-missing", { action });
	// a family of the priority lane is neither turned away nor put off with an explanation by one person (section 11)
	const isTurnedAway = action === "reject" || given.outcome === "explained";
	if (isTurnedAway && given.isUrgent && !given.hasSecondReview)
		throw new DomainError("case-second-review-missing", { action });
	return rule.to;
}

/** Actions possible from a status, whoever asks. */
export function allowedActions(from: CaseStatus): CaseAction[] {
	return (Object.keys(caseActions) as CaseAction[]).filter((action) =>
		(caseActions[action].from as readonly CaseStatus[]).includes(from),
	);
}
