import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { peopleWith } from "../access/reads.ts";
import type { Db, Tx } from "../db/database.ts";
import { settledStatuses } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import { raiseCaseNotice } from "../notify/raise-case-notice.ts";
import type { Registry } from "../registry/reads.ts";
import { lockCase } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { findParty } from "./reads-outside.ts";
import { findGiven, findTask } from "./reads-task.ts";
import type { Task } from "./reads-task.ts";
import { endClocks, startClock } from "./run-clocks.ts";
import { tellHistory } from "./tell-history.ts";
import { insertTask, revokeLinks, updateTask } from "./writes-task.ts";

export type TaskOrder = {
	/** one of the two */
	agencyId?: number | undefined;
	outsidePartyId?: number | undefined;
	what: string;
	/** working minutes; not named: by the profile */
	minutes?: number | undefined;
	/** a second click makes no second task */
	requestKey: string;
};

/**
 * Gives another agency, or an outside party, its part of a case. The owner stays who it was, and answers alone.
 * @throws DomainError forbidden, not-found, case-not-owned, case-transition-refused when the case is settled,
 * agency-missing, agency-unknown, agency-owns-case, outside-party-unknown
 */
export async function giveTask(
	db: Db,
	registry: Registry,
	caller: Caller,
	caseId: number,
	order: TaskOrder,
	now: Date,
): Promise<void> {
	await withOwnCase(db, caller, caseId, async (tx, locked) => {
		if ((await findGiven(tx, locked.region_id, caseId, order.requestKey)) !== null) return;
		if (settledStatuses.includes(locked.status))
			throw new DomainError("case-transition-refused", { action: "taskGiven", status: locked.status });
		const { agencyId = null, outsidePartyId = null } = order;
		if ((agencyId === null) === (outsidePartyId === null))
			throw new DomainError("agency-missing", { action: "taskGiven" });
		if (agencyId !== null && !registry.agencies.has(agencyId)) throw new DomainError("agency-unknown", { agencyId });
		if (agencyId !== null && agencyId === locked.agency_id) throw new DomainError("agency-owns-case", { agencyId });
		const party = outsidePartyId === null ? null : await findParty(tx, locked.region_id, outsidePartyId);
		const taskId = await insertTask(tx, {
			region_id: locked.region_id,
			case_id: caseId,
			agency_id: agencyId,
			outside_party_id: outsidePartyId,
			what: order.what,
			request_key: order.requestKey,
			created_at: now,
			created_by: caller.staffId,
		});
		await startClock(tx, registry, locked, "task", now, {
			taskId,
			// an outside party has no account: the owner is told how its time goes
			agencyId: agencyId ?? locked.agency_id,
			...(order.minutes !== undefined && { minutes: order.minutes }),
		});
		await tellHistory(tx, caller, locked, "taskGiven", {
			taskId,
			...(agencyId === null ? { outsideParty: party } : { agencyId }),
			what: order.what,
		});
		const staffIds = agencyId === null ? [] : await peopleWith(tx, locked.region_id, "case.work", agencyId);
		const notice = { regionId: locked.region_id, staffIds, code: "task-given" as const, caseId };
		await raiseCaseNotice(tx, { ...notice, data: { taskId } }, now);
	});
}

/** The owner needs the part no more. @throws DomainError forbidden, not-found, case-not-owned, task-ended, task-changed-meanwhile */
export async function cancelTask(
	db: Db,
	registry: Registry,
	caller: Caller,
	key: { caseId: number; taskId: number },
	order: { version: number; reason: string },
	now: Date,
): Promise<void> {
	await withOwnCase(db, caller, key.caseId, async (tx, locked) => {
		const task = await findTask(tx, locked.region_id, key.caseId, key.taskId);
		requireOpen(task, order.version);
		await endUndone(tx, registry, caller, locked, task, { state: "cancelled", reason: order.reason }, now);
	});
}

/** One transaction over a case for what its owner, or the centre, does with its tasks. */
export async function withOwnCase(
	db: Db,
	caller: Caller,
	caseId: number,
	work: (tx: Tx, locked: LockedCase) => Promise<void>,
): Promise<void> {
	if (!caller.permissions.has("case.work")) requirePermission(caller, "case.triage");
	await db.transaction().execute(async (tx) => {
		await work(tx, await lockCase(tx, caller.regionId, caseId, caseScope(caller)));
	});
}

/** @throws DomainError task-ended with its `state`, task-changed-meanwhile */
export function requireOpen(task: Task, version: number): void {
	if (task.state !== "open") throw new DomainError("task-ended", { state: task.state });
	if (task.version !== version) throw new DomainError("task-changed-meanwhile", { version: task.version });
}

type TaskEnd =
	| { state: "done"; part: string; ended_by: number | null }
	| { state: "refused" | "cancelled"; reason: string; ended_by: number | null };

/** Ends a task with its clock; links to it lead nowhere any more. */
export async function endTask(
	tx: Tx,
	registry: Registry,
	locked: LockedCase,
	task: Pick<Task, "id">,
	end: TaskEnd,
	now: Date,
): Promise<void> {
	await updateTask(tx, locked.region_id, task.id, { ...end, ended_at: now });
	await endClocks(tx, registry, locked, ["task"], now, end.state === "done" ? "met" : "cancelled", task.id);
	await revokeLinks(tx, locked.region_id, task.id, now);
}

/** Ends a task that was not done, and says why in the history. */
export async function endUndone(
	tx: Tx,
	registry: Registry,
	caller: Caller,
	locked: LockedCase,
	task: Pick<Task, "id" | "agency_id">,
	{ state, reason }: { state: "refused" | "cancelled"; reason: string },
	now: Date,
): Promise<void> {
	await endTask(tx, registry, locked, task, { state, reason, ended_by: caller.staffId }, now);
	const type = state === "refused" ? "taskRefused" : "taskCancelled";
	const told = task.agency_id === null ? {} : { fromAgencyId: task.agency_id };
	await tellHistory(tx, caller, locked, type, { taskId: task.id, reason, ...told });
}
