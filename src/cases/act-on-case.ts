import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { withKeptPlans } from "../db/kept-plans.ts";
import { caseActions, takingBack } from "../domain/case.ts";
import type { ActionGiven, CaseAction } from "../domain/case.ts";
import { onlyEndsClocks } from "../domain/clock-moves.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import { dropsSubmitted, isSettled, lapses, momentOf, planAct, releasesChildren, takeOver } from "./plan-act.ts";
import type { ActorColumns, PlannedAct } from "./plan-act.ts";
import { liveReply, lockCase, lockCases } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { besidesOf, mergedInto } from "./reads-family.ts";
import type { Besides } from "./reads-family.ts";
import { hasEvidence } from "./reads-photo.ts";
import { openPromise } from "./reads-promise.ts";
import { clockedOf } from "./reads-clock.ts";
import { disputedOf } from "./reads-dispute.ts";
import { endTasksOf } from "./end-tasks.ts";
import { moveClocks } from "./run-clocks.ts";
import { takeAgreement } from "./take-agreement.ts";
import { mayHandDown, noteWhose } from "./whose-case.ts";
import { appendEvents, updateCase, updateReply } from "./writes.ts";
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
	...takingBack,
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
	await withKeptPlans(db)
		.transaction()
		.execute(async (tx) => {
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
	checkPermission(actor, action, locked, given);
	const besides = await findBesides(tx, [locked], action);
	const agreed = { ...given, ...(await takeAgreement(tx, locked, action, given)) };
	const order = { by: actorColumns(actor), action, given: agreed, data, besides, at: momentOf(given, new Date()) };
	const planned = planAct(registry, locked, order);
	const isSure = await noteWhose(tx, registry, actor, locked, action, given);
	await runClocks(tx, registry, locked, planned);
	const { to, change, event } = planned;
	await updateCase(tx, locked.region_id, locked.id, change);
	if (dropsSubmitted(to)) await dropSubmitted(tx, locked);
	if (lapses(locked, to)) await lapseReviews(tx, locked.region_id, locked.id);
	await endTasksOf(tx, registry, [{ locked, to }], order.at);
	await appendEvents(tx, [event]);
	const from = locked.status;
	takeOver(locked, to, change);
	if (releasesChildren(from, to, action)) await releaseChildren(tx, registry, locked.region_id, [locked.id]);
	// a rule and the agency agree whose it is: a person of the centre only has to say yes
	if (isSure) await actOnCase(tx, registry, "system", locked, "triage");
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
	const disputed = action === "assign" ? await disputedOf(tx, cases) : new Set();
	const at = new Date();
	const by = actorColumns(actor);
	const refused: Refused[] = [];
	const planned: (PlannedAct & { locked: LockedCase })[] = [];
	for (const locked of cases) {
		try {
			// what needs a second person is done one by one
			const given = { ...givenOf(locked), isUrgent: locked.priority === "urgent", hasSecondReview: false };
			checkPermission(actor, action, locked, given);
			const one = planAct(registry, locked, { by, action, given, data, besides, at });
			if (action === "returnWrongAgency" || disputed.has(locked.id))
				await noteWhose(tx, registry, actor, locked, action, given);
			if (clocked.has(locked.id) || !onlyEndsClocks(action, locked.status, one.to))
				await runClocks(tx, registry, locked, one);
			planned.push({ locked, ...one });
		} catch (error) {
			if (!(error instanceof DomainError)) throw error;
			refused.push({ caseId: locked.id, error });
		}
	}
	await writePlanned(tx, registry, action, planned, at);
	return refused;
}

async function writePlanned(
	tx: Tx,
	registry: Registry,
	action: CaseAction,
	planned: readonly (PlannedAct & { locked: LockedCase })[],
	at: Date,
): Promise<void> {
	const changes = planned.map(({ locked, change }) => ({ id: locked.id, change }));
	const regionId = registry.region.id;
	await updateCases(tx, regionId, changes);
	await endTasksOf(tx, registry, planned, at);
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
}

/** The clocks move with the case; its own term goes into what is written and told. */
export async function runClocks(tx: Tx, registry: Registry, locked: LockedCase, planned: PlannedAct): Promise<void> {
	const { action, at, to, change, event } = planned;
	const agencyId = change.agency_id ?? locked.agency_id;
	const term = await moveClocks(tx, registry, locked, { action, to, agencyId, at });
	Object.assign(change, term);
	if (term.due_at) event.data = { ...event.data, dueAt: term.due_at.toISOString() };
}

/** By case that is about to be open again: the case of the same person in the same thread that is open meanwhile. */
async function findBesides(tx: Tx, cases: readonly LockedCase[], action: CaseAction): Promise<Besides> {
	const rule = caseActions[action];
	if (isSettled(rule.to) || !rule.from.some(isSettled)) return new Map();
	return besidesOf(
		tx,
		cases.filter((one) => isSettled(one.status)),
	);
}

async function releaseChildren(tx: Tx, registry: Registry, regionId: number, parentIds: number[]): Promise<void> {
	if (parentIds.length === 0) return;
	const children = await lockCases(tx, regionId, await mergedInto(tx, regionId, parentIds), null);
	const still = children.filter(({ status }) => status === "merged");
	if (still.length > 0) await actOnCases(tx, registry, "system", still, "unmerge", undefined, { why: "parent-ended" });
}

/** Without a case: whether some might be permitted. */
function checkPermission(actor: Actor, action: CaseAction, locked?: LockedCase, given: ActionGiven = {}): void {
	const { permission } = caseActions[action];
	if (typeof actor === "string") return;
	if (action === "assign" && mayHandDown(actor, locked, given.agencyId)) return;
	if (permission === null) throw new DomainError("forbidden", { action });
	requirePermission(actor, permission);
}

/** A reply under way does not outlive the case's leaving: it becomes a draft again, and nothing is lost. */
async function dropSubmitted(tx: Tx, locked: LockedCase): Promise<void> {
	const reply = await liveReply(tx, locked.region_id, locked.id);
	if (reply?.status === "submitted")
		await updateReply(tx, locked.region_id, reply.id, { status: "draft", submit_key: null, submitted_at: null });
}

export function actorColumns(actor: Actor): ActorColumns {
	if (typeof actor === "string") return { actor_kind: actor, actor_id: null, ip: null };
	return { actor_kind: "staff", actor_id: actor.staffId, ip: actor.ip };
}
