import { setTimeout } from "node:timers/promises";
import type { Db, Tx } from "../db/database.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import type { Registry } from "../registry/reads.ts";
import { actOnCase } from "./act-on-case.ts";
import { lockCases } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { holdShared, leftShares, placeOf, readReached, readShared, readTargets, waitingShares } from "./reads-share.ts";
import type { SharedReply, ShareTarget } from "./reads-share.ts";
import { limitsFor } from "./reply-limits.ts";
import type { LimitParts, ReplyLimits } from "./reply-limits.ts";
import { recordCovered } from "./settle-shared.ts";
import { appendEvents } from "./writes.ts";
import { endShare, insertCopies } from "./writes-family.ts";

export type ShareParts = LimitParts & {
	db: Db;
	enqueue: Enqueue;
	registryOf: (regionId: number) => Promise<Registry>;
};
type ShareKey = { regionId: number; replyId: number };

const batchSize = 100;
/** A case that somebody holds is tried again this often before the job comes back later. */
const passes = 5;
const pauseMs = 200;

/** Gives every merged case that waits for an answer a reply of its own with it, batch by batch. May run twice at once. */
export async function shareReply(parts: ShareParts, key: ShareKey): Promise<void> {
	const { db } = parts;
	const registry = await parts.registryOf(key.regionId);
	const source = await readShared(db, key.regionId, key.replyId);
	if (!source || source.isHeld) return;
	const waiting = (after: number, limit: number) => waitingShares(db, key.regionId, key.replyId, after, limit);
	for (let pass = 0; pass < passes; pass++) {
		let caseIds = await waiting(0, batchSize);
		while (caseIds.length > 0) {
			const batch = caseIds;
			await db.transaction().execute((tx) => shareBatch(tx, parts, registry, source, batch));
			caseIds = await waiting(batch.at(-1) ?? 0, batchSize);
		}
		if ((await waiting(0, 1)).length === 0) return;
		await setTimeout(pauseMs);
	}
	await parts.enqueue(db, "share-reply", key, { startAfter: new Date(Date.now() + 5_000) });
}

/** Answers whose job was lost. */
export async function wakeSharing(db: Db, enqueue: Enqueue): Promise<void> {
	for (const key of await leftShares(db)) await enqueue(db, "share-reply", key);
}

type Going = { child: LockedCase; target: ShareTarget };

async function shareBatch(
	tx: Tx,
	parts: ShareParts,
	registry: Registry,
	source: SharedReply,
	caseIds: number[],
): Promise<void> {
	const regionId = registry.region.id;
	if (!(await holdShared(tx, regionId, source.id))) return;
	// somebody's case comes in another pass: nobody is waited for with a hundred cases in hand
	const held = await lockCases(tx, regionId, caseIds, null, "skip");
	// another worker may have been here before they were held
	const waiting = new Set(await waitingShares(tx, regionId, source.id, (caseIds[0] ?? 1) - 1, batchSize));
	const targets = new Map((await readTargets(tx, regionId, caseIds)).map((one) => [one.caseId, one]));
	const reached = await readReached(tx, regionId, source.id);
	const limitsAt = limitsOnce(tx, parts, regionId);
	const going = new Map<string, Going>();
	for (const child of held.filter(({ id }) => waiting.has(id))) {
		const key = { regionId, replyId: source.id, caseId: child.id };
		const target = targets.get(child.id);
		const covering = reached.get(placeOf(child));
		if (child.status !== "merged" || child.parent_id !== source.caseId) await endShare(tx, key, { state: "dropped" });
		else if (covering) {
			await endShare(tx, key, { state: "covered", sharedId: covering.id });
			if (covering.isPublished) await recordCovered(tx, registry, child, source, covering.id);
		} else {
			const reason = target ? whyNot(source, await limitsAt(target)) : "no-message";
			if (reason) await fallBack(tx, registry, child, source, reason);
			// a second case of the same person there is covered by this one in the next pass
			else if (target && !going.has(placeOf(child))) going.set(placeOf(child), { child, target });
		}
	}
	await sendOut(tx, parts.enqueue, regionId, source, [...going.values()]);
}

/** Each copy with its history, and a call to the lanes of its page. */
async function sendOut(
	tx: Tx,
	enqueue: Enqueue,
	regionId: number,
	source: SharedReply,
	going: readonly Going[],
): Promise<void> {
	const copies = await insertCopies(
		tx,
		{ regionId, replyId: source.id },
		going.map(({ target }) => target),
	);
	const sent = going.filter(({ child }) => copies.has(child.id));
	for (const { child } of sent)
		await endShare(
			tx,
			{ regionId, replyId: source.id, caseId: child.id },
			{ state: "queued", sharedId: copies.get(child.id) ?? 0 },
		);
	await appendEvents(
		tx,
		sent.map(({ child }) => ({
			region_id: regionId,
			case_id: child.id,
			agency_id: child.agency_id,
			type: "answerShared",
			actor_kind: "system" as const,
			data: { parentId: source.caseId, sourceReplyId: source.id, replyId: copies.get(child.id) },
		})),
	);
	for (const pageId of new Set(sent.map(({ child }) => child.page_id)))
		await enqueue(tx, "publish-reply", { regionId, pageId });
}

/** What a page takes is asked once for all its threads of a kind. */
function limitsOnce(tx: Tx, parts: LimitParts, regionId: number): (target: ShareTarget) => Promise<ReplyLimits> {
	const known = new Map<string, ReplyLimits>();
	return async ({ pageId, threadKey, threadKind, externalId }) => {
		const key = `${pageId}|${threadKind}`;
		const found =
			known.get(key) ??
			(await limitsFor(tx, parts, { regionId, pageId }, { threadKey, threadKind, replyToExternalId: externalId }));
		known.set(key, found);
		return found;
	};
}

function whyNot(source: SharedReply, { maxLength, maxPhotos }: ReplyLimits): string | null {
	if (source.text.length > maxLength) return "too-long";
	return source.photos > maxPhotos ? "too-many-photos" : null;
}

/** The words do not fit this thread: nothing is cut short or left out, a person writes to this resident. */
async function fallBack(
	tx: Tx,
	registry: Registry,
	child: LockedCase,
	source: SharedReply,
	reason: string,
): Promise<void> {
	const key = { regionId: child.region_id, replyId: source.id, caseId: child.id };
	await endShare(tx, key, { state: "failed", reason });
	const data = { fromParentId: source.caseId, sourceReplyId: source.id, why: reason };
	await actOnCase(tx, registry, "system", child, "recordSharedFailed", {}, data);
}
