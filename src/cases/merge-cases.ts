import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { settledStatuses } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import type { Registry } from "../registry/reads.ts";
import { actOnCase, actOnCases, actorColumns } from "./act-on-case.ts";
import { lockCase, lockCases } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { lockFamilies, mergedInto, readParents, underApproval } from "./reads-family.ts";
import { sharedBefore } from "./reads-share.ts";
import { requireShareable, shareLate } from "./share-reply.ts";
import { appendEvents } from "./writes.ts";
import { dropShares, moveChildren } from "./writes-family.ts";

export type FamilyParts = { db: Db; registry: Registry; enqueue: Enqueue };

export const mergeRefusals = [
	"not-found",
	"itself",
	"merged-elsewhere",
	"settled",
	"answer-under-way",
	"not-now",
	"changed-meanwhile",
	"answered-before",
] as const;
export type MergeRefusal = (typeof mergeRefusals)[number];

export type MergeOrder = {
	parentId: number;
	/** `version`: as the person saw it; not named: whatever it is now */
	cases: readonly { id: number; version?: number | undefined }[];
	/** the approved or published answer of the parent that the curator has read: those that come late get it, too */
	shareReplyId?: number | undefined;
};
export type MergeResult = { merged: number[]; refused: { caseId: number; reason: MergeRefusal }[] };

/**
 * Merges cases into another: they wait for its answer, and each author gets it in the own thread. What cannot be merged is
 * listed, the others go through; one that is merged into it already counts as merged. Children of a merged case come along.
 * @throws DomainError forbidden, not-found, case-merge-refused with `reason`: the parent is merged itself, has ended, or has an
 * answer that the curator has to confirm for those who come late (`replyId`)
 */
export async function mergeCases(parts: FamilyParts, caller: Caller, order: MergeOrder): Promise<MergeResult> {
	requirePermission(caller, "case.triage");
	return parts.db.transaction().execute((tx) => mergeInto(tx, parts, caller, order));
}

/** The same in the caller's transaction, which holds no case yet. */
export async function mergeInto(
	tx: Tx,
	{ registry, enqueue }: Pick<FamilyParts, "registry" | "enqueue">,
	caller: Caller,
	order: MergeOrder,
): Promise<MergeResult> {
	const { regionId } = caller;
	const wanted = new Map(order.cases.map((one) => [one.id, one.version]));
	await lockFamilies(tx, regionId);
	const parents = await readParents(tx, regionId, [...wanted.keys()]);
	const free = [...wanted.keys()].filter((id) => !parents.has(id));
	const locked = await lockCases(tx, regionId, [...new Set([...free, order.parentId])], caseScope(caller));
	const parent = locked.find((one) => one.id === order.parentId);
	if (!parent) throw new DomainError("not-found", { caseId: order.parentId });
	const reply = await requireShareable(tx, parent, order.shareReplyId);
	const known = {
		parents,
		underApproval: await underApproval(tx, regionId, free),
		answered: reply ? await sharedBefore(tx, regionId, reply.id) : new Set<number>(),
	};
	const result: MergeResult = { merged: [], refused: [] };
	const cases: LockedCase[] = [];
	for (const [id, version] of wanted) {
		const found = locked.find((one) => one.id === id);
		if (parents.get(id) === parent.id) result.merged.push(id);
		else {
			const reason = refusalOf(parent, found, { id, version }, known);
			if (reason) result.refused.push({ caseId: id, reason });
			else if (found) cases.push(found);
		}
	}
	const refused = await actOnCases(tx, registry, caller, cases, "merge", () => ({ parentId: parent.id }));
	for (const { caseId } of refused) result.refused.push({ caseId, reason: "not-now" });
	const merged = cases.filter(({ status }) => status === "merged").map(({ id }) => id);
	await bringChildren(tx, caller, parent, merged);
	if (merged.length > 0) await note(tx, caller, parent, "casesMerged", { count: merged.length, caseIds: merged });
	if (reply) await shareLate(tx, enqueue, caller, parent, reply);
	return { merged: [...result.merged, ...merged], refused: result.refused };
}

function refusalOf(
	parent: LockedCase,
	found: LockedCase | undefined,
	{ id, version }: { id: number; version: number | undefined },
	known: { parents: Map<number, number>; underApproval: Set<number>; answered: Set<number> },
): MergeRefusal | null {
	if (id === parent.id) return "itself";
	if (known.parents.has(id)) return "merged-elsewhere";
	if (!found) return "not-found";
	if (version !== undefined && version !== found.version) return "changed-meanwhile";
	if (settledStatuses.includes(found.status)) return "settled";
	if (known.underApproval.has(id)) return "answer-under-way";
	return known.answered.has(id) ? "answered-before" : null;
}

/** Chains are flattened: who waited for a case that is merged now waits for the one it is merged into. */
async function bringChildren(tx: Tx, caller: Caller, parent: LockedCase, mergedIds: number[]): Promise<void> {
	if (mergedIds.length === 0) return;
	const children = await lockCases(tx, parent.region_id, await mergedInto(tx, parent.region_id, mergedIds), null);
	const still = children.filter(({ status }) => status === "merged");
	if (still.length === 0) return;
	await moveChildren(
		tx,
		parent.region_id,
		still.map(({ id }) => id),
		parent.id,
	);
	await appendEvents(
		tx,
		still.map((child) => ({
			region_id: child.region_id,
			case_id: child.id,
			agency_id: child.agency_id,
			type: "parentChanged",
			...actorColumns(caller),
			data: { fromParentId: child.parent_id, parentId: parent.id },
		})),
	);
}

async function note(
	tx: Tx,
	caller: Caller,
	{ region_id, id, agency_id }: Pick<LockedCase, "region_id" | "id"> & { agency_id?: number | null },
	type: string,
	data: Record<string, unknown>,
): Promise<void> {
	const event = { region_id, case_id: id, ...(agency_id !== undefined && { agency_id }), type };
	await appendEvents(tx, [{ ...event, ...actorColumns(caller), data }]);
}

/**
 * Takes a case out of the one it is merged into: to be sorted again, with its own term, for the resident waits since they wrote.
 * @throws DomainError forbidden, not-found, case-changed-meanwhile, case-transition-refused, answer-on-its-way
 */
export async function unmergeCase(
	{ db, registry }: Pick<FamilyParts, "db" | "registry">,
	caller: Caller,
	order: { caseId: number; version: number; reason?: string | undefined },
): Promise<void> {
	requirePermission(caller, "case.triage");
	await db.transaction().execute(async (tx) => {
		await lockFamilies(tx, caller.regionId);
		const child = await lockCase(tx, caller.regionId, order.caseId, caseScope(caller));
		if (child.version !== order.version) throw new DomainError("case-changed-meanwhile", { version: child.version });
		await unmerge(tx, registry, caller, child, order.reason);
	});
}

/** The same for a case that the caller holds. @throws DomainError case-transition-refused, answer-on-its-way */
export async function unmerge(
	tx: Tx,
	registry: Registry,
	caller: Caller,
	child: LockedCase,
	reason?: string,
): Promise<void> {
	const { parent_id: parentId } = child;
	if (!(await dropShares(tx, child.region_id, child.id))) throw new DomainError("answer-on-its-way", {});
	await actOnCase(tx, registry, caller, child, "unmerge", { reason }, { fromParentId: parentId });
	if (parentId !== null)
		await note(tx, caller, { region_id: child.region_id, id: parentId }, "caseUnmerged", {
			caseId: child.id,
			...(reason && { reason }),
		});
}
