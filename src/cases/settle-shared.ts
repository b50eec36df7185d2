import type { Tx } from "../db/database.ts";
import type { ReplyKind } from "../domain/promise.ts";
import type { Registry } from "../registry/reads.ts";
import { actOnCase } from "./act-on-case.ts";
import { lockCases } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { coveredBy, sourceOf } from "./reads-share.ts";
import { settleShare } from "./writes-family.ts";
import { tellHistory } from "./tell-history.ts";

type ReplyKey = { regionId: number; replyId: number };
type Source = { id: number; caseId: number; kind: ReplyKind };

/**
 * A copy of another case's answer stands in the thread of a merged case: a final one answers it, an interim one leaves it merged.
 * @returns false when the reply is no copy, and its case is the caller's to settle
 */
export async function recordSharedPublished(
	tx: Tx,
	registry: Registry,
	locked: LockedCase,
	reply: ReplyKey,
	data: Record<string, unknown>,
): Promise<boolean> {
	const source = await sourceOf(tx, reply.regionId, reply.replyId);
	if (!source) return false;
	await settleShare(tx, keyOf(locked, source.id), "answered");
	await stand(tx, registry, locked, source, { ...data, parentId: source.caseId });
	return true;
}

/**
 * The network refused a copy for good: the case is on its own again.
 * @returns false when the reply is no copy
 */
export async function recordSharedRefused(
	tx: Tx,
	registry: Registry,
	locked: LockedCase,
	reply: ReplyKey,
	failure: { class: string; code: string; text: string },
): Promise<boolean> {
	const source = await sourceOf(tx, reply.regionId, reply.replyId);
	if (!source) return false;
	await settleShare(tx, keyOf(locked, source.id), "failed", failure.class);
	const data = { replyId: reply.replyId, fromParentId: source.caseId, ...failure };
	if (locked.status === "merged") await actOnCase(tx, registry, "system", locked, "recordSharedFailed", {}, data);
	return true;
}

/** What an answer, shared or not, means for other cases of the same person in the same thread. */
export async function settleCovered(
	tx: Tx,
	registry: Registry,
	{ regionId, replyId }: ReplyKey,
	end: "published" | "failed",
): Promise<void> {
	const covered = await lockCases(tx, regionId, await coveredBy(tx, regionId, replyId), null);
	if (covered.length === 0) return;
	const source = await sourceOf(tx, regionId, replyId, "or-itself");
	if (!source) return;
	for (const child of covered) {
		if (end === "published") await recordCovered(tx, registry, child, source, replyId);
		else {
			await settleShare(tx, keyOf(child, source.id), "failed", "covering-failed");
			const data = { fromParentId: source.caseId, coveredBy: replyId };
			if (child.status === "merged") await actOnCase(tx, registry, "system", child, "recordSharedFailed", {}, data);
		}
	}
}

/** The resident reads the answer in this very thread, under another case of theirs. */
export async function recordCovered(
	tx: Tx,
	registry: Registry,
	child: LockedCase,
	source: Source,
	replyId: number,
): Promise<void> {
	await settleShare(tx, keyOf(child, source.id), "answered");
	await stand(tx, registry, child, source, { parentId: source.caseId, coveredBy: replyId });
}

async function stand(
	tx: Tx,
	registry: Registry,
	child: LockedCase,
	source: Source,
	data: Record<string, unknown>,
): Promise<void> {
	if (child.status === "merged" && source.kind === "final")
		return actOnCase(tx, registry, "system", child, "recordShared", {}, data);
	await tellHistory(tx, "system", child, "interimShared", data);
}

const keyOf = (child: LockedCase, replyId: number) => ({ regionId: child.region_id, replyId, caseId: child.id });
