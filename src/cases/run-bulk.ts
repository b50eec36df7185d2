import { setTimeout } from "node:timers/promises";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { findStaffCaller } from "../access/reads.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import type { Registry } from "../registry/reads.ts";
import { applyBulk } from "./bulk-order.ts";
import type { BulkOrder, BulkRefusals } from "./bulk-order.ts";
import { mergeInto } from "./merge-cases.ts";
import { lockCases } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { leftBulk, lockBulk, nextItems, presentOf } from "./reads-bulk.ts";
import type { BulkItem, BulkRow } from "./reads-bulk.ts";
import { restoreCases } from "./restore-cases.ts";
import type { Former } from "./restore-cases.ts";
import { reclockCase } from "./run-clocks.ts";
import { deleteStalePreviews, keepFormer, moveBulk, noteChanged, noteLeft, noteUndone } from "./writes-bulk.ts";
import { dropShares } from "./writes-family.ts";
import { reviveTasks } from "./writes-task.ts";

export type BulkParts = { db: Db; enqueue: Enqueue; registryOf: (regionId: number) => Promise<Registry> };
type BulkKey = { regionId: number; bulkId: number };

/** Cases of one transaction. */
const batchSize = 500;
/** A case that somebody holds is come back to this often; nobody is waited for with hundreds of cases in hand. */
const passes = 5;
const pauseMs = 300;
const heldMs = 50;
const breathMs = 5;

/**
 * Carries an action out, or takes it back, batch by batch: what a batch changes and that it did commit together, so that a
 * worker which dies leaves the rest to the next. One worker is at an action at a time.
 */
export async function runBulk(parts: BulkParts, key: BulkKey): Promise<void> {
	let after = 0;
	let heldTimes = 0;
	for (let pass = 0; pass < passes; ) {
		const isLast = pass === passes - 1;
		const from = after;
		const end = await parts.db.transaction().execute((tx) => runBatch(tx, parts, key, from, isLast));
		if (end === "over") return;
		// a click that looks at the action holds it for a moment, another worker for as long as it works
		if (end === "held") {
			if (++heldTimes > 3) return;
			await setTimeout(heldMs);
		} else if (end !== "pass-over") {
			after = end;
			// who waits to stop it gets its turn
			await setTimeout(breathMs);
		} else {
			pass++;
			after = 0;
			await setTimeout(pauseMs);
		}
	}
}

/** Actions whose job was lost, and previews that nobody started. */
export async function wakeBulk(db: Db, enqueue: Enqueue): Promise<void> {
	for (const key of await leftBulk(db)) await enqueue(db, "bulk-action", key);
	await deleteStalePreviews(db);
}

/**
 * @returns the last case of the batch; "pass-over": somebody holds what is left; "over": nothing is left; "held": somebody is at
 * the action itself
 */
async function runBatch(
	tx: Tx,
	parts: BulkParts,
	key: BulkKey,
	after: number,
	isLast: boolean,
): Promise<number | "pass-over" | "over" | "held"> {
	const bulk = await lockBulk(tx, key.regionId, key.bulkId, "skip");
	if (!bulk) return "held";
	if (bulk.state !== "running" && bulk.state !== "undoing") return "over";
	const state = bulk.state === "running" ? "waiting" : "changed";
	const items = await nextItems(tx, key, state, after, batchSize);
	const last = items.at(-1);
	if (!last) {
		if ((await nextItems(tx, key, state, 0, 1)).length > 0) return "pass-over";
		await moveBulk(tx, key, bulk.state === "running" ? { state: "done", ended_at: new Date() } : { state: "undone" });
		return "over";
	}
	const registry = await parts.registryOf(key.regionId);
	// the rights of the person as they are now
	const person = await findStaffCaller(tx, key.regionId, bulk.made_by);
	const left = bulk.state === "running" ? "refused" : "kept";
	if (!person?.permissions.has("case.triage")) {
		await noteLeft(tx, key, left, new Map(items.map(({ caseId }) => [caseId, "forbidden"])));
		return last.caseId;
	}
	const batch = { key, bulk, items, registry, caller: { ...person, ip: bulk.ip }, isLast };
	if (bulk.state === "undoing") await undoItems(tx, batch);
	else if (bulk.action === "merge") await mergeItems(tx, parts, batch);
	else await changeItems(tx, parts, batch);
	return last.caseId;
}

type BulkBatch = {
	key: BulkKey;
	bulk: BulkRow;
	items: BulkItem[];
	registry: Registry;
	caller: Caller;
	/** what is held even now stays as it is */
	isLast: boolean;
};

/** Holds the cases of a batch that are free and as they were; of the others tells why not. */
async function holdItems(
	tx: Tx,
	{ key, items, caller, isLast }: BulkBatch,
	versionOf: (item: BulkItem) => number | null,
): Promise<{ held: LockedCase[]; left: BulkRefusals }> {
	const ids = items.map(({ caseId }) => caseId);
	const scope = caseScope(caller);
	const locked = await lockCases(tx, key.regionId, ids, scope, "skip");
	const there = new Map(locked.map((one) => [one.id, one]));
	const missing = ids.filter((id) => !there.has(id));
	const present = missing.length > 0 ? await presentOf(tx, key.regionId, missing, scope) : new Set<number>();
	const left: BulkRefusals = new Map();
	const held: LockedCase[] = [];
	for (const item of items) {
		const one = there.get(item.caseId);
		if (one && one.version === versionOf(item)) held.push(one);
		else if (one) left.set(item.caseId, "case-changed-meanwhile");
		else if (!present.has(item.caseId)) left.set(item.caseId, "not-found");
		else if (isLast) left.set(item.caseId, "case-busy");
	}
	return { held, left };
}

async function changeItems(tx: Tx, parts: BulkParts, batch: BulkBatch): Promise<void> {
	const { key, bulk, registry, caller } = batch;
	const { held, left } = await holdItems(tx, batch, ({ version }) => version);
	await keepFormer(
		tx,
		key,
		held.map(({ id }) => id),
	);
	const order = { action: bulk.action, ...bulk.given } as Exclude<BulkOrder, { action: "merge" }>;
	const refused = await applyBulk(tx, { registry, enqueue: parts.enqueue }, caller, order, held, bulk.id);
	await noteLeft(tx, key, "refused", new Map([...left, ...refused]));
	await noteChanged(
		tx,
		key,
		held.flatMap(({ id }) => (refused.has(id) ? [] : [id])),
	);
}

async function mergeItems(tx: Tx, parts: BulkParts, { key, bulk, items, registry, caller }: BulkBatch): Promise<void> {
	const order = { action: "merge", ...bulk.given } as Extract<BulkOrder, { action: "merge" }>;
	await keepFormer(
		tx,
		key,
		items.map(({ caseId }) => caseId),
	);
	const cases = items.map(({ caseId, version }) => ({ id: caseId, version }));
	const merge = () => mergeInto(tx, { registry, enqueue: parts.enqueue }, caller, { ...order, cases });
	// the parent may have ended meanwhile: then nothing was written, and every case stays as it was
	const { merged, refused } = await merge().catch((error: unknown) => {
		if (!(error instanceof DomainError)) throw error;
		return { merged: [], refused: cases.map(({ id }) => ({ caseId: id, reason: error.code })) };
	});
	await noteLeft(tx, key, "refused", new Map(refused.map(({ caseId, reason }) => [caseId, reason])));
	await noteChanged(tx, key, merged);
}

/** What each action changes: nothing else is brought back. */
const changedBy: Record<string, readonly (keyof Former)[]> = {
	assign: ["status", "agency_id", "agency_by", "assignee_id"],
	close: ["status", "outcome", "closed_at"],
	reject: ["status"],
	topic: ["status", "topic_code", "topic_by", "priority", "priority_by"],
	priority: ["status", "priority", "priority_by"],
	merge: ["status", "parent_id"],
};

async function undoItems(tx: Tx, batch: BulkBatch): Promise<void> {
	const { key, bulk, items, registry, caller } = batch;
	const { held, left } = await holdItems(tx, batch, ({ afterVersion }) => afterVersion);
	const befores = new Map(items.map(({ caseId, before }) => [caseId, before]));
	const columns = new Set<string>(changedBy[bulk.action]);
	const undone: { locked: LockedCase; former: Former }[] = [];
	for (const locked of held) {
		const before = befores.get(locked.id);
		// what stands in a thread, or is on its way there, is not taken back
		if (!before || (bulk.action === "merge" && !(await dropShares(tx, key.regionId, locked.id))))
			left.set(locked.id, "answer-on-its-way");
		else {
			const former = Object.fromEntries(Object.entries(before).filter(([name]) => columns.has(name)));
			undone.push({ locked, former: { ...former, status: before.status } });
		}
	}
	const ids = undone.map(({ locked }) => locked.id);
	const revived = await reviveTasks(tx, key.regionId, ids, bulk.started_at ?? bulk.created_at);
	await restoreCases(tx, registry, caller, undone, { bulkId: bulk.id });
	for (const { locked } of undone) if (revived.has(locked.id)) await reclockCase(tx, registry, locked);
	await noteLeft(tx, key, "kept", left);
	await noteUndone(tx, key, ids);
}
