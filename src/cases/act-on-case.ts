import type { Updateable } from "kysely";
import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Case } from "../db/tables.ts";
import { caseActions, nextStatus, settledStatuses } from "../domain/case.ts";
import type { ActionGiven, CaseAction, CaseStatus } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import { liveReply, lockCase } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { hasEvidence } from "./reads-photo.ts";
import { openPromise } from "./reads-promise.ts";
import { moveClocks } from "./run-clocks.ts";
import { takeAgreement } from "./take-agreement.ts";
import { appendEvents, updateCase, updateReply } from "./writes.ts";
import { lapseReviews } from "./writes-lane.ts";

/** Who acts: a person with permissions, the machine, or the resident by writing. */
export type Actor = Caller | "system" | "resident";

/** Actions that only a reply, a message or a publication brings about; a person's button never asks for them. */
export const notByButton: readonly CaseAction[] = [
	"submit",
	"sendToReview",
	"approve",
	"approveReview",
	"returnReply",
	"returnReview",
	"withdraw",
	"merge",
	"unmerge",
	"handOver",
	"askCitizen",
	"returnAnswered",
];

/**
 * A person's action on a case, from the screen or the API.
 * @param version the case's version the person looked at
 * @throws DomainError not-found, forbidden, case-changed-meanwhile, case-transition-refused, reason-missing, agency-missing, agency-unknown, case-evidence-missing,
 * promise-missing for deferring without a day that was promised
 */
export async function actByPerson(
	db: Db,
	registry: Registry,
	caller: Caller,
	order: { caseId: number; version: number; action: CaseAction; given: ActionGiven },
): Promise<void> {
	if (notByButton.includes(order.action)) throw new DomainError("case-transition-refused", { action: order.action });
	await db.transaction().execute(async (tx) => {
		const found = await lockCase(tx, caller.regionId, order.caseId, caseScope(caller));
		if (found.version !== order.version) throw new DomainError("case-changed-meanwhile", { version: found.version });
		if (order.action === "defer" && !(await openPromise(tx, caller.regionId, order.caseId)))
			throw new DomainError("promise-missing", {});
		const isShown = order.given.outcome === "resolved" && (await hasEvidence(tx, caller.regionId, order.caseId));
		await actOnCase(tx, registry, caller, found, order.action, { ...order.given, hasEvidence: isShown });
	});
}

/**
 * The one place where a case's status changes: checks the table and the permission, writes the status and the history.
 * @param locked the case, locked by this transaction; its status is brought up to date
 * @param data goes into the history beside the statuses
 * @throws DomainError as `nextStatus`, and forbidden
 */
export async function actOnCase(
	tx: Tx,
	registry: Registry,
	actor: Actor,
	locked: LockedCase,
	action: CaseAction,
	given: ActionGiven = {},
	data: Record<string, unknown> = {},
): Promise<void> {
	checkPermission(actor, action);
	const isPhysical = registry.topics.get(locked.topic_code ?? "")?.isPhysical ?? false;
	const agreement = await takeAgreement(tx, locked, action, given);
	const to = nextStatus(locked.status, action, { ...given, isPhysical, ...agreement });
	const at = momentOf(given, new Date());
	const change = changeBy(actor, action, given, to, at);
	const agencyId = change.agency_id ?? locked.agency_id;
	const term = await moveClocks(tx, registry, locked, { action, to, agencyId, at });
	Object.assign(change, term);
	await updateCase(tx, locked.region_id, locked.id, change);
	if (settledStatuses.includes(to) || to === "returnedWrongAgency" || to === "assigned")
		await dropSubmitted(tx, locked);
	if (locked.priority === "urgent" && to === "closed") await lapseReviews(tx, locked.region_id, locked.id);
	await appendEvents(tx, [
		{
			region_id: locked.region_id,
			case_id: locked.id,
			agency_id: agencyId,
			type: action,
			...actorColumns(actor),
			data: {
				from: locked.status,
				to,
				...(given.reason && { reason: given.reason }),
				...(given.agencyId && { agencyId: given.agencyId, fromAgencyId: locked.agency_id }),
				...(given.outcome && { outcome: given.outcome }),
				...(term.due_at && { dueAt: term.due_at.toISOString() }),
				...data,
			},
		},
	]);
	Object.assign(locked, { status: to, agency_id: agencyId, version: locked.version + 1 }, term);
}

/** A clock elsewhere that runs ahead is not believed. */
function momentOf(given: ActionGiven, now: Date): Date {
	return given.at && given.at < now ? given.at : now;
}

function checkPermission(actor: Actor, action: CaseAction): void {
	const { permission } = caseActions[action];
	if (typeof actor === "string") return;
	if (permission === null) throw new DomainError("forbidden", { action });
	requirePermission(actor, permission);
}

function changeBy(actor: Actor, action: CaseAction, given: ActionGiven, to: CaseStatus, at: Date): Updateable<Case> {
	const change: Updateable<Case> = { status: to };
	// another agency may live by other terms and hours; the resident still waits since the same moment
	if (action === "assign" && given.agencyId)
		Object.assign(change, { agency_id: given.agencyId, agency_by: "person", assignee_id: null });
	if (action === "accept" && typeof actor !== "string") change.assignee_id = actor.staffId;
	if (to === "answered") change.answered_at = at;
	if (action === "acceptOutsideAnswer") change.outside_answer_at = null;
	if (to === "closed") Object.assign(change, { closed_at: at, outcome: given.outcome });
	if (to === "reopened") Object.assign(change, { answered_at: null, closed_at: null, outcome: null });
	return change;
}

/** A reply under way does not outlive the case's leaving: it becomes a draft again, and nothing is lost. */
async function dropSubmitted(tx: Tx, locked: LockedCase): Promise<void> {
	const reply = await liveReply(tx, locked.region_id, locked.id);
	if (reply?.status === "submitted")
		await updateReply(tx, locked.region_id, reply.id, { status: "draft", submit_key: null, submitted_at: null });
}

export function actorColumns(actor: Actor): { actor_kind: string; actor_id: number | null; ip: string | null } {
	if (typeof actor === "string") return { actor_kind: actor, actor_id: null, ip: null };
	return { actor_kind: "staff", actor_id: actor.staffId, ip: actor.ip };
}
