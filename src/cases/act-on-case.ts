import type { Updateable } from "kysely";
import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Case } from "../db/tables.ts";
import { caseActions, nextStatus, settledStatuses } from "../domain/case.ts";
import type { ActionGiven, CaseAction, CaseStatus } from "../domain/case.ts";
import { onlyEndsClocks } from "../domain/clock-moves.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import { liveReply, lockCase, lockCases } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { besidesOf, mergedInto } from "./reads-family.ts";
import type { Besides } from "./reads-family.ts";
import { hasEvidence } from "./reads-photo.ts";
import { openPromise } from "./reads-promise.ts";
import { clockedOf } from "./reads-clock.ts";
import { moveClocks } from "./run-clocks.ts";
import { takeAgreement } from "./take-agreement.ts";
import { appendEvents, updateCase, updateReply } from "./writes.ts";
import type { NewEvent } from "./writes.ts";
import { lapseReviews } from "./writes-lane.ts";
import { dropSubmittedOf, updateCases } from "./writes-many.ts";

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
	const besides = await findBesides(tx, [locked], action);
	const agreed = { ...given, ...(await takeAgreement(tx, locked, action, given)) };
	const order = { action, given: agreed, data, besides, at: momentOf(given, new Date()) };
	const planned = planAct(registry, actor, locked, order);
	await runClocks(tx, registry, locked, planned);
	const { to, change, event } = planned;
	await updateCase(tx, locked.region_id, locked.id, change);
	if (dropsSubmitted(to)) await dropSubmitted(tx, locked);
	if (lapses(locked, to)) await lapseReviews(tx, locked.region_id, locked.id);
	await appendEvents(tx, [event]);
	const from = locked.status;
	takeOver(locked, to, change);
	if (releasesChildren(from, to, action)) await releaseChildren(tx, registry, locked.region_id, [locked.id]);
}

/** A clock elsewhere that runs ahead is not believed. */
function momentOf(given: ActionGiven, now: Date): Date {
	return given.at && given.at < now ? given.at : now;
}

/** A case that an action over many left as it was, and why. */
export type Refused = { caseId: number; error: DomainError };

/**
 * The same over many cases at once, by the same rules, in a few statements.
 * @param cases locked by this transaction, of one region, each once; their statuses are brought up to date
 * @param givenOf what the rules look at, case by case
 * @returns those that the rules refuse; the others are changed
 * @throws DomainError forbidden
 */
export async function actOnCases(
	tx: Tx,
	registry: Registry,
	actor: Actor,
	cases: readonly LockedCase[],
	action: CaseAction,
	givenOf: (one: LockedCase) => ActionGiven = () => ({}),
	data: Record<string, unknown> = {},
): Promise<Refused[]> {
	checkPermission(actor, action);
	const besides = await findBesides(tx, cases, action);
	const clocked = await clockedOf(
		tx,
		registry.region.id,
		cases.map(({ id }) => id),
	);
	const at = new Date();
	const refused: Refused[] = [];
	const planned: (Planned & { locked: LockedCase })[] = [];
	for (const locked of cases) {
		try {
			// what needs a second person is done one by one
			const given = { ...givenOf(locked), isUrgent: locked.priority === "urgent", hasSecondReview: false };
			const one = planAct(registry, actor, locked, { action, given, data, besides, at });
			if (clocked.has(locked.id) || !onlyEndsClocks(action, locked.status, one.to))
				await runClocks(tx, registry, locked, one);
			planned.push({ locked, ...one });
		} catch (error) {
			if (!(error instanceof DomainError)) throw error;
			refused.push({ caseId: locked.id, error });
		}
	}
	const changes = planned.map(({ locked, change }) => ({ id: locked.id, change }));
	const regionId = registry.region.id;
	await updateCases(tx, regionId, changes);
	const dropped = planned.filter(({ to }) => dropsSubmitted(to)).map(({ locked }) => locked.id);
	if (dropped.length > 0) await dropSubmittedOf(tx, regionId, dropped);
	await appendEvents(
		tx,
		planned.map(({ event }) => event),
	);
	const left: number[] = [];
	for (const { locked, to, change } of planned) {
		if (lapses(locked, to)) await lapseReviews(tx, regionId, locked.id);
		if (releasesChildren(locked.status, to, action)) left.push(locked.id);
		takeOver(locked, to, change);
	}
	await releaseChildren(tx, registry, regionId, left);
	return refused;
}

const lapses = (locked: LockedCase, to: CaseStatus): boolean => locked.priority === "urgent" && to === "closed";

type Order = {
	action: CaseAction;
	given: ActionGiven;
	data: Record<string, unknown>;
	besides: Besides;
	at: Date;
};
type Planned = { action: CaseAction; at: Date; to: CaseStatus; change: Updateable<Case>; event: NewEvent };

/** What an action makes of a case: decided in memory, written by the caller. @throws DomainError as `nextStatus` */
function planAct(registry: Registry, actor: Actor, locked: LockedCase, order: Order): Planned {
	const { action, given, data, at } = order;
	const topic = registry.topics.get(locked.topic_code ?? "");
	const to = nextStatus(locked.status, action, { ...given, isPhysical: topic?.isPhysical ?? false });
	const change = changeBy(actor, locked, order, to);
	const event = {
		region_id: locked.region_id,
		case_id: locked.id,
		agency_id: change.agency_id ?? locked.agency_id,
		type: action,
		...actorColumns(actor),
		data: {
			from: locked.status,
			to,
			...(given.reason && { reason: given.reason }),
			...(given.agencyId && { agencyId: given.agencyId, fromAgencyId: locked.agency_id }),
			...(given.outcome && { outcome: given.outcome }),
			...(given.parentId && { parentId: given.parentId }),
			...data,
		},
	};
	return { action, at, to, change, event };
}

/** The clocks move with the case; its own term goes into what is written and told. */
async function runClocks(tx: Tx, registry: Registry, locked: LockedCase, planned: Planned): Promise<void> {
	const { action, at, to, change, event } = planned;
	const agencyId = change.agency_id ?? locked.agency_id;
	const term = await moveClocks(tx, registry, locked, { action, to, agencyId, at });
	Object.assign(change, term);
	if (term.due_at) event.data = { ...event.data, dueAt: term.due_at.toISOString() };
}

function takeOver(locked: LockedCase, to: CaseStatus, change: Updateable<Case>): void {
	Object.assign(locked, {
		status: to,
		version: locked.version + 1,
		...("agency_id" in change && { agency_id: change.agency_id }),
		...("clock_from" in change && { clock_from: change.clock_from }),
		...("due_at" in change && { due_at: change.due_at }),
		...("parent_id" in change && { parent_id: change.parent_id }),
		...("split_of" in change && { split_of: change.split_of }),
	});
}

const isSettled = (status: CaseStatus): boolean => settledStatuses.includes(status);

/** By case that is about to be open again: the case of the same person in the same thread that is open meanwhile. */
async function findBesides(tx: Tx, cases: readonly LockedCase[], action: CaseAction): Promise<Besides> {
	const rule = caseActions[action];
	if (isSettled(rule.to) || !rule.from.some(isSettled)) return new Map();
	return besidesOf(
		tx,
		cases.filter((one) => isSettled(one.status)),
	);
}

/** A case that ends otherwise than by its published answer has no answer to share: cases merged into it are on their own again. */
function releasesChildren(from: CaseStatus, to: CaseStatus, action: CaseAction): boolean {
	if (action === "acceptOutsideAnswer") return true;
	return to === "rejected" || to === "handedTo59fz" || (to === "closed" && from !== "answered");
}

async function releaseChildren(tx: Tx, registry: Registry, regionId: number, parentIds: number[]): Promise<void> {
	if (parentIds.length === 0) return;
	const children = await lockCases(tx, regionId, await mergedInto(tx, regionId, parentIds), null);
	const still = children.filter(({ status }) => status === "merged");
	if (still.length > 0) await actOnCases(tx, registry, "system", still, "unmerge", undefined, { why: "parent-ended" });
}

function checkPermission(actor: Actor, action: CaseAction): void {
	const { permission } = caseActions[action];
	if (typeof actor === "string") return;
	if (permission === null) throw new DomainError("forbidden", { action });
	requirePermission(actor, permission);
}

function changeBy(
	actor: Actor,
	locked: LockedCase,
	{ action, given, besides, at }: Order,
	to: CaseStatus,
): Updateable<Case> {
	const change: Updateable<Case> = { status: to };
	if (isSettled(locked.status) && !isSettled(to) && besides.has(locked.id)) change.split_of = besides.get(locked.id);
	if (action === "merge") change.parent_id = given.parentId;
	if (action === "unmerge" || action === "recordSharedFailed") change.parent_id = null;
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

const dropsSubmitted = (to: CaseStatus): boolean => isSettled(to) || to === "returnedWrongAgency" || to === "assigned";

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
