import { setTimeout } from "node:timers/promises";
import type { Channel, Channels, Photo } from "../channels/channel.ts";
import type { Db, Tx } from "../db/database.ts";
import type { FileStore } from "../files/store.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import { noteSent } from "../registry/note-page.ts";
import { readChannelPage } from "../registry/reads.ts";
import type { OpenPage, Registry } from "../registry/reads.ts";
import { holdPage } from "../registry/set-page-status.ts";
import { loadPhotos } from "./load-photos.ts";
import type { LoadedPhotos } from "./load-photos.ts";
import { nextOfPage } from "./reads.ts";
import type { Claimed } from "./reads.ts";
import { recordOutcome, recordPhotoMissing, recordUnknown } from "./record-outcome.ts";
import { claimPublication, leaveToPerson, putPublications } from "./writes.ts";

/** What publishing needs besides the order. */
export type PublishParts = {
	db: Db;
	channels: Channels;
	secretKey: Buffer;
	files: FileStore;
	enqueue: Enqueue;
	registryOf: (regionId: number) => Promise<Registry>;
};

type PageKey = { regionId: number; pageId: number };

/** A page's next order is awaited in the same job when it is due this soon; else the job comes back at that time. */
const worthWaitingMs = 3_000;
const ordersPerJob = 50;

/**
 * Publishes the orders of a page in turn, as long as the page may send: each claimed (committed), called, recorded.
 * A page that must wait gets its next job at that time.
 */
export async function publishReply(parts: PublishParts, key: PageKey): Promise<void> {
	for (let count = 0; count < ordersPerJob; count++) {
		const waitMs = await publishNext(parts, key);
		if (waitMs === null) return;
		await setTimeout(waitMs);
	}
	await wake(parts, parts.db, key, 0);
}

/**
 * Publishes a page's next order, if it may send now.
 * @returns after how many milliseconds to call again, at most three seconds; null: not before its next job
 */
export async function publishNext(parts: PublishParts, key: PageKey): Promise<number | null> {
	const claimWith = (loaded: LoadedPhotos | null) =>
		parts.db.transaction().execute((tx) => claimNext(tx, parts, key, loaded));
	let claim = await claimWith(null);
	// reading photos may be a call over the network, and an order whose photos are missing is not begun
	if (claim && "toLoad" in claim) claim = await claimWith(await loadPhotos(parts.files, claim.toLoad));
	if (claim === null) return null;
	// another order came first meanwhile
	if ("toLoad" in claim) return 0;
	const waitMs = "waitMs" in claim ? claim.waitMs : await publishClaimed(parts, key, claim);
	if (waitMs === null || waitMs <= worthWaitingMs) return waitMs;
	await wake(parts, parts.db, key, waitMs);
	return null;
}

/** @returns milliseconds until the page may send again, or null when this job has nothing more to do */
async function publishClaimed(
	parts: PublishParts,
	key: PageKey,
	{ claimed, page, channel, photos }: Claim,
): Promise<number | null> {
	const order = { target: claimed.target, text: claimed.text, key: claimed.key, ...(photos.length > 0 && { photos }) };
	const outcome = await channel.publish(page, order);
	const registry = await parts.registryOf(key.regionId);
	return parts.db.transaction().execute(async (tx) => {
		// in the same order as a claim, or the two would wait for each other
		await lockSendingPage(tx, key);
		const mayRepeat = isRepeatDropped(channel, claimed, new Date());
		const next = await recordOutcome(tx, registry, page, claimed, outcome, mayRepeat);
		const interval = channel.minIntervalMs(claimed.target);
		const now = Date.now();
		if (outcome.kind === "sent") await noteSent(tx, key.regionId, key.pageId, new Date(now), new Date(now + interval));
		if (outcome.kind !== "not-sent")
			await parts.enqueue(tx, "settle-unknown", { regionId: key.regionId, publicationId: claimed.id });
		return next.wakeAfterMs === null ? null : Math.max(next.wakeAfterMs, interval);
	});
}

type Claim = { claimed: Claimed; page: OpenPage; channel: Channel; photos: Photo[] };
/** What to do first: wait, or read the photos of the order that is next. */
type NotYet = { waitMs: number } | { toLoad: Claimed };

async function claimNext(
	tx: Tx,
	parts: PublishParts,
	key: PageKey,
	loaded: LoadedPhotos | null,
): Promise<Claim | NotYet | null> {
	const page = await lockSendingPage(tx, key);
	await putPublications(tx, key.regionId, key.pageId);
	const open = await readChannelPage(tx, key.regionId, key.pageId, parts.secretKey);
	const channel = open && parts.channels.get(open.channel);
	if (!page || !open || !channel) return null;
	// nobody's keys write into a community that is only watched
	if (page.kind === "watched" || channel.isPublishedByPerson?.(open)) {
		await leaveToPerson(tx, key.regionId, key.pageId);
		return null;
	}
	if (page.status !== "active") return null;
	const waitMs = page.send_after instanceof Date ? page.send_after.getTime() - Date.now() : 0;
	if (waitMs > 0) return { waitMs };
	for (;;) {
		const next = await nextOfPage(tx, key.regionId, key.pageId);
		if (!next) return null;
		const leaseMs = next.state === "claimed" ? (next.leaseUntil?.getTime() ?? 0) - Date.now() : 0;
		// another worker is at it; this job comes back when that claim must have ended
		if (leaseMs > 0) return { waitMs: leaseMs };
		if (next.state === "claimed" && !isRepeatDropped(channel, next, new Date())) {
			// the worker died between the claim and the record: whether the network took it nobody knows
			await recordUnknown(tx, next, "worker-lost", "the worker ended before the network's answer was written down");
			continue;
		}
		const photos = photosFor(next, loaded);
		if (photos === "not-loaded") return { toLoad: next };
		if (photos) return { claimed: await claim(tx, channel, next), page: open, channel, photos };
		await recordPhotoMissing(tx, await parts.registryOf(key.regionId), next);
	}
}

/** @returns null when one of them is not in the store */
function photosFor(next: Claimed, loaded: LoadedPhotos | null): Photo[] | "not-loaded" | null {
	if (next.photos.length === 0) return [];
	return loaded?.publicationId === next.id ? loaded.photos : "not-loaded";
}

async function claim(tx: Tx, channel: Channel, next: Claimed): Promise<Claimed> {
	await claimPublication(tx, next.regionId, next.id, next.photos.length);
	// the slot is taken before the call, so that the network's rate holds even if the call never ends
	const until = new Date(Date.now() + channel.minIntervalMs(next.target));
	await holdPage(tx, next.regionId, next.pageId, until);
	return { ...next, attempts: next.attempts + 1, firstCalledAt: next.firstCalledAt ?? new Date() };
}

/** A repeat with the same key is harmless only while the network still remembers the key. */
function isRepeatDropped(channel: Channel, { target, firstCalledAt }: Claimed, now: Date): boolean {
	if (!firstCalledAt) return true;
	return now.getTime() - firstCalledAt.getTime() < channel.repeatsDroppedMinutes(target) * 60_000;
}

/** The page's row is what serialises its sending. */
export async function lockSendingPage(tx: Tx, { regionId, pageId }: PageKey) {
	return tx
		.selectFrom("page")
		.select(["kind", "status", "send_after"])
		.where("region_id", "=", regionId)
		.where("id", "=", pageId)
		.forNoKeyUpdate()
		.executeTakeFirst();
}

async function wake(parts: PublishParts, tx: Db | Tx, key: PageKey, afterMs: number): Promise<void> {
	await parts.enqueue(tx, "publish-reply", key, { startAfter: new Date(Date.now() + afterMs) });
}
