import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { peopleWith } from "../access/reads.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { raiseCaseNotice } from "../notify/raise-case-notice.ts";
import type { Registry } from "../registry/reads.ts";
import { endTask, endUndone, requireOpen } from "./give-task.ts";
import { lockSharedCase } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { findTask } from "./reads-task.ts";
import type { Task } from "./reads-task.ts";
import { tellHistory } from "./tell-history.ts";
import { updateTask } from "./writes-task.ts";

type Key = { caseId: number; taskId: number };

/** Keeps a part as it is written. @throws DomainError forbidden, not-found, task-ended, task-changed-meanwhile */
export async function savePart(
	db: Db,
	caller: Caller,
	key: Key,
	order: { version: number; part: string },
): Promise<void> {
	await onOwnTask(db, caller, key, async (tx, locked, task) => {
		if (task.state === "open" && task.part === order.part) return;
		requireOpen(task, order.version);
		await updateTask(tx, locked.region_id, task.id, { part: order.part });
	});
}

/**
 * The part is done and goes to the owner of the case, who puts it into the answer. The same click twice is one.
 * @throws DomainError forbidden, not-found, task-ended, task-changed-meanwhile
 */
export async function finishTask(
	db: Db,
	registry: Registry,
	caller: Caller,
	key: Key,
	order: { version: number; part: string },
	now: Date,
): Promise<void> {
	await onOwnTask(db, caller, key, async (tx, locked, task) => {
		if (task.state === "done" && task.ended_by === caller.staffId && task.part === order.part) return;
		requireOpen(task, order.version);
		await endTask(tx, registry, locked, task, { state: "done", part: order.part, ended_by: caller.staffId }, now);
		await tellHistory(tx, caller, locked, "taskDone", { taskId: task.id, agencyId: task.agency_id });
		await tellOwner(tx, locked, "task-done", task.id, [], now);
	});
}

/**
 * The agency says why it will not do its part; the owner and the curators hear of it, and it takes part no more.
 * @throws DomainError forbidden, not-found, task-ended, task-changed-meanwhile
 */
export async function refuseTask(
	db: Db,
	registry: Registry,
	caller: Caller,
	key: Key,
	order: { version: number; reason: string },
	now: Date,
): Promise<void> {
	await onOwnTask(db, caller, key, async (tx, locked, task) => {
		requireOpen(task, order.version);
		await endUndone(tx, registry, caller, locked, task, { state: "refused", reason: order.reason }, now);
		const curators = await peopleWith(tx, locked.region_id, "case.triage", null);
		await tellOwner(tx, locked, "task-refused", task.id, curators, now);
	});
}

/** Whoever has the case in hand, or all who may, and others besides. */
export async function tellOwner(
	tx: Tx,
	locked: LockedCase,
	code: "task-done" | "task-refused",
	taskId: number,
	others: readonly number[],
	now: Date,
): Promise<void> {
	const { region_id: regionId, agency_id: agencyId, assignee_id: assigneeId, id: caseId } = locked;
	const owners = assigneeId === null ? await peopleWith(tx, regionId, "case.work", agencyId) : [assigneeId];
	const staffIds = [...new Set([...owners, ...others])];
	await raiseCaseNotice(tx, { regionId, staffIds, code, caseId, data: { taskId } }, now);
}

/** A task is done by the agency it was given to, or one above it; an outside party's by the owner, when it answered otherwise. */
async function onOwnTask(
	db: Db,
	caller: Caller,
	{ caseId, taskId }: Key,
	work: (tx: Tx, locked: LockedCase, task: Task) => Promise<void>,
): Promise<void> {
	requirePermission(caller, "case.work");
	const scope = caseScope(caller);
	await db.transaction().execute(async (tx) => {
		const locked = await lockSharedCase(tx, caller.regionId, caseId, scope);
		const task = await findTask(tx, locked.region_id, caseId, taskId);
		const isOwner = scope === null || scope.includes(locked.agency_id ?? 0);
		const isMine = task.agency_id === null ? isOwner : caller.agencyIds.includes(task.agency_id);
		if (!isMine) throw new DomainError("forbidden", { taskId });
		await work(tx, locked, task);
	});
}
