import type { Updateable } from "kysely";
import type { Case } from "../db/tables.ts";
import { nextStatus, settledStatuses } from "../domain/case.ts";
import type { ActionGiven, CaseAction, CaseStatus } from "../domain/case.ts";
import type { Registry } from "../registry/reads.ts";
import type { LockedCase } from "./reads.ts";
import type { Besides } from "./reads-family.ts";
import type { NewEvent } from "./writes.ts";

/** Who acts, as the history keeps it. */
export type ActorColumns = { actor_kind: string; actor_id: number | null; ip: string | null };

export type ActOrder = {
	by: ActorColumns;
	action: CaseAction;
	given: ActionGiven;
	data: Record<string, unknown>;
	besides: Besides;
	at: Date;
};
export type PlannedAct = { action: CaseAction; at: Date; to: CaseStatus; change: Updateable<Case>; event: NewEvent };

/** What an action makes of a case: decided in memory, written by `act-on-case.ts` alone. @throws DomainError as `nextStatus` */
export function planAct(registry: Registry, locked: LockedCase, order: ActOrder): PlannedAct {
	const { by, action, given, data, at } = order;
	const topic = registry.topics.get(locked.topic_code ?? "");
	const to = nextStatus(locked.status, action, { ...given, isPhysical: topic?.isPhysical ?? false });
	const change = changeBy(locked, order, to);
	const event = {
		region_id: locked.region_id,
		case_id: locked.id,
		agency_id: change.agency_id ?? locked.agency_id,
		type: action,
		...by,
		data: {
			from: locked.status,
			to,
			...(given.reason && { reason: given.reason }),
			...(given.agencyId && { agencyId: given.agencyId, fromAgencyId: locked.agency_id }),
			...(given.outcome && { outcome: given.outcome }),
			...(given.parentId && { parentId: given.parentId }),
			...(given.suggestedAgencyId !== undefined && { suggestedAgencyId: given.suggestedAgencyId }),
			...data,
		},
	};
	return { action, at, to, change, event };
}

function changeBy(locked: LockedCase, { by, action, given, besides, at }: ActOrder, to: CaseStatus): Updateable<Case> {
	const change: Updateable<Case> = { status: to };
	if (isSettled(locked.status) && !isSettled(to) && besides.has(locked.id)) change.split_of = besides.get(locked.id);
	if (action === "merge") change.parent_id = given.parentId;
	if (action === "unmerge" || action === "recordSharedFailed") change.parent_id = null;
	if (action === "returnWrongAgency") change.suggested_agency_id = given.suggestedAgencyId ?? null;
	if (action === "assign") change.suggested_agency_id = null;
	// another agency may live by other terms and hours; the resident still waits since the same moment
	if (action === "assign" && given.agencyId)
		Object.assign(change, { agency_id: given.agencyId, agency_by: "person", assignee_id: null });
	if (action === "accept" && by.actor_kind === "staff") change.assignee_id = by.actor_id;
	if (to === "answered") change.answered_at = at;
	if (action === "acceptOutsideAnswer") change.outside_answer_at = null;
	if (to === "closed") Object.assign(change, { closed_at: at, outcome: given.outcome });
	if (to === "reopened") Object.assign(change, { answered_at: null, closed_at: null, outcome: null });
	return change;
}

/** Brings a locked case up to date with what was written. */
export function takeOver(locked: LockedCase, to: CaseStatus, change: Updateable<Case>): void {
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

export const isSettled = (status: CaseStatus): boolean => settledStatuses.includes(status);

/** A clock elsewhere that runs ahead is not believed. */
export function momentOf(given: ActionGiven, now: Date): Date {
	return given.at && given.at < now ? given.at : now;
}

/** A case that ends otherwise than by its published answer has no answer to share: cases merged into it are on their own again. */
export function releasesChildren(from: CaseStatus, to: CaseStatus, action: CaseAction): boolean {
	if (action === "acceptOutsideAnswer") return true;
	return to === "rejected" || to === "handedTo59fz" || (to === "closed" && from !== "answered");
}

/** Where a reply that waits for approval is a draft again. */
export const dropsSubmitted = (to: CaseStatus): boolean =>
	isSettled(to) || to === "returnedWrongAgency" || to === "assigned";

/** Where what a second person agreed to is over. */
export const lapses = (locked: LockedCase, to: CaseStatus): boolean => locked.priority === "urgent" && to === "closed";
