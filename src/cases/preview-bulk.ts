import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { workOf } from "../access/reads-absence.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import type { Registry } from "../registry/reads.ts";
import { foresee, requireBulk } from "./bulk-order.ts";
import type { BulkOrder } from "./bulk-order.ts";
import { findByRequest, groupItems, lockBulk, sampleOf, undoMinutes } from "./reads-bulk.ts";
import { isOwned } from "./reads.ts";
import { isFound } from "./queue-filter.ts";
import type { QueueQuery } from "./queue-filter.ts";
import { insertPreview, moveBulk } from "./writes-bulk.ts";

/** More cases than these are no list that a person has looked at. */
export const mostBulk = 50_000;
const sampleSize = 20;
/** A preview older than this says little of how things are. */
const previewMinutes = 60;

export type BulkFilter = Omit<QueueQuery, "sort" | "cursor" | "limit">;

/**
 * Fixes the cases that a filter finds now, and tells what an action would do to them. Only cases that the caller's agencies
 * answer are taken.
 * @throws DomainError forbidden, bulk-too-large, and whatever makes the order senseless for any case (`requireBulk`)
 */
export async function previewBulk(
	db: Db,
	registry: Registry,
	caller: Caller,
	filter: BulkFilter,
	order: BulkOrder,
	now: Date,
) {
	requirePermission(caller, "case.triage");
	const query: QueueQuery = { ...filter, sort: "newest", limit: sampleSize };
	const mine = await workOf(db, caller, now);
	const found = isFound(registry, caller, query, now, mine, isOwned(caseScope(caller)));
	return db.transaction().execute(async (tx) => {
		await requireBulk(tx, registry, caller, caseScope(caller), order);
		const { id, total } = await insertPreview(tx, caller, order, filter, found, mostBulk);
		if (total > mostBulk) throw new DomainError("bulk-too-large", { most: mostBulk });
		const parentId = order.action === "merge" ? order.parentId : 0;
		const refused = new Map<string, number>();
		for (const group of await groupItems(tx, caller.regionId, id, parentId)) {
			const reason = foresee(registry, order, group);
			if (reason !== null) refused.set(reason, (refused.get(reason) ?? 0) + group.count);
		}
		const wouldRefuse = [...refused].map(([reason, count]) => ({ reason, count }));
		return {
			id,
			total,
			wouldChange: total - wouldRefuse.reduce((sum, { count }) => sum + count, 0),
			wouldRefuse,
			sample: await sampleOf(tx, registry, { regionId: caller.regionId, bulkId: id }, sampleSize, now),
		};
	});
}

type StartParts = { db: Db; enqueue: Enqueue };

/**
 * Starts what was previewed. The same click twice is one start.
 * @returns the action's number
 * @throws DomainError forbidden, not-found, bulk-not-startable: started already by another click, or too old
 */
export async function startBulk(
	{ db, enqueue }: StartParts,
	caller: Caller,
	order: { previewId: number; requestKey: string },
	now: Date,
): Promise<number> {
	requirePermission(caller, "case.triage");
	const { regionId } = caller;
	return db.transaction().execute(async (tx) => {
		const found = await lockBulk(tx, regionId, order.previewId, "wait");
		const startedId = await findByRequest(tx, caller, order.requestKey);
		if (startedId !== null) return startedId;
		if (found?.made_by !== caller.staffId) throw new DomainError("not-found", { bulkId: order.previewId });
		const isOld = now.getTime() - found.created_at.getTime() > previewMinutes * 60_000;
		if (found.state !== "preview" || isOld)
			throw new DomainError("bulk-not-startable", {
				state: found.state,
				reason: isOld ? "preview-too-old" : "started",
			});
		const key = { regionId, bulkId: found.id };
		await moveBulk(tx, key, { state: "running", request_key: order.requestKey, started_at: now });
		await enqueue(tx, "bulk-action", key);
		return found.id;
	});
}

/** Stops an action between two batches: what was changed stays. @throws DomainError forbidden, not-found */
export async function cancelBulk(db: Db, caller: Caller, bulkId: number, now: Date): Promise<void> {
	requirePermission(caller, "case.triage");
	await db.transaction().execute(async (tx) => {
		const found = await lockBulk(tx, caller.regionId, bulkId, "wait");
		if (found?.made_by !== caller.staffId) throw new DomainError("not-found", { bulkId });
		const key = { regionId: caller.regionId, bulkId };
		if (found.state === "running") await moveBulk(tx, key, { state: "cancelled", ended_at: now });
	});
}

/**
 * Takes an action back within ten minutes of its end, in the background; cases that somebody touched since stay as they are.
 * @throws DomainError forbidden, not-found, bulk-not-undoable
 */
export async function undoBulk({ db, enqueue }: StartParts, caller: Caller, bulkId: number, now: Date): Promise<void> {
	requirePermission(caller, "case.triage");
	await db.transaction().execute(async (tx) => {
		const found = await lockBulk(tx, caller.regionId, bulkId, "wait");
		if (found?.made_by !== caller.staffId) throw new DomainError("not-found", { bulkId });
		if (found.state === "undoing" || found.state === "undone") return;
		const endedMs = found.ended_at?.getTime() ?? 0;
		const isOver = now.getTime() - endedMs > undoMinutes * 60_000;
		if ((found.state !== "done" && found.state !== "cancelled") || isOver)
			throw new DomainError("bulk-not-undoable", { state: found.state, reason: isOver ? "too-late" : "not-ended" });
		const key = { regionId: caller.regionId, bulkId };
		await moveBulk(tx, key, { state: "undoing" });
		await enqueue(tx, "bulk-action", key);
	});
}
