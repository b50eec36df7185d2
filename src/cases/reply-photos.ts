import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { recordPicture, storePicture } from "../files/keep-picture.ts";
import { fileName } from "../files/store.ts";
import type { FileStore } from "../files/store.ts";
import { liveReply, lockCase } from "./reads.ts";
import type { LiveReply, LockedCase } from "./reads.ts";
import { requireEvidence } from "./reads-evidence.ts";
import { photosOf, sourcesOf } from "./reads-photo.ts";
import { mostPhotos } from "./reply-limits.ts";
import { requireWritable, startDraft } from "./start-draft.ts";
import { workOnReply } from "./work-on-reply.ts";
import { updateReply } from "./writes.ts";
import { deletePhoto, insertPhoto, insertSources, placePhotos } from "./writes-photo.ts";

/**
 * Puts a photo to the draft, beginning the draft if there is none. It is checked and made anew; the same photo twice is one.
 * @param receive gives the bytes; asked for only when this person may add a photo now
 * @param insteadOf photos of the draft it is made of: one that was edited, or two that became a pair; it takes the first one's place
 * @throws DomainError not-found, forbidden, reply-not-editable, photos-full, photos-changed-meanwhile, photo-refused with `reason`,
 * and what `receive` throws
 */
export async function addPhoto(
	{ db, files }: { db: Db; files: FileStore },
	caller: Caller,
	caseId: number,
	receive: () => Promise<Buffer>,
	insteadOf: readonly string[] = [],
): Promise<void> {
	requirePermission(caller, "reply.write");
	await db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, caller.regionId, caseId, caseScope(caller));
		await requireRoom(tx, locked, await liveReply(tx, caller.regionId, caseId), insteadOf);
	});
	// storing may take long and may be a call over the network: nothing is held meanwhile
	const end = await storePicture(files, caller.regionId, await receive(), { withAnswer: true });
	if (end.kind === "refused") throw new DomainError("photo-refused", { reason: end.reason });
	const { stored } = end;
	await workOnReply(db, caller, "reply.write", caseId, async (tx, locked, reply) => {
		const there = await requireRoom(tx, locked, reply, insteadOf, stored.sha256);
		if (there.includes(stored.sha256)) return;
		const replyId = reply?.id ?? (await startDraft(tx, caller, locked, ""));
		await recordPicture(tx, locked.region_id, stored);
		await insertPhoto(tx, locked.region_id, replyId, stored.sha256);
		if (insteadOf.length > 0) await putInstead(tx, locked, replyId, stored.sha256, there, insteadOf);
		await updateReply(tx, locked.region_id, replyId, {}, caller.staffId);
	});
}

/**
 * Puts a photo of the evidence to the draft, as it came: a company's or another agency's, or one's own.
 * @throws DomainError not-found, forbidden, reply-not-editable, photos-full
 */
export async function addEvidencePhoto(
	parts: { db: Db; files: FileStore },
	caller: Caller,
	{ caseId, sha256 }: { caseId: number; sha256: string },
): Promise<void> {
	await requireEvidence(parts.db, caller, { caseId, sha256 });
	await addPhoto(parts, caller, caseId, async () => {
		const bytes = await parts.files.get(fileName(caller.regionId, sha256, "original"));
		if (!bytes) throw new DomainError("not-found", {});
		return bytes;
	});
}

/** The new photo knows what came from the camera, however often it was edited since. */
async function putInstead(
	tx: Tx,
	locked: LockedCase,
	replyId: number,
	sha256: string,
	there: readonly string[],
	insteadOf: readonly string[],
): Promise<void> {
	const regionId = locked.region_id;
	const known = await sourcesOf(tx, regionId, replyId);
	const isPair = insteadOf.length > 1;
	const sources = insteadOf.flatMap((one) => (known.get(one) ?? [one]).slice(0, isPair ? 1 : 2));
	await insertSources(tx, { regionId, replyId, sha256 }, sources);
	const inOrder = there.flatMap((one) => (one === insteadOf[0] ? [sha256] : insteadOf.includes(one) ? [] : [one]));
	for (const one of insteadOf) await deletePhoto(tx, regionId, replyId, one);
	await placePhotos(tx, regionId, replyId, inOrder);
}

/**
 * Takes the edits of a photo back: what came from the camera stands in its place again.
 * @throws DomainError not-found for a photo that was not edited, forbidden, reply-not-editable, photos-full
 */
export async function restorePhoto(db: Db, caller: Caller, caseId: number, sha256: string): Promise<void> {
	await workOnReply(db, caller, "reply.write", caseId, async (tx, locked, found) => {
		const reply = requireDraft(locked, found);
		const sources = (await sourcesOf(tx, locked.region_id, reply.id)).get(sha256);
		if (!sources) throw new DomainError("not-found", {});
		const there = await photosOf(tx, locked.region_id, reply.id);
		const back = sources.filter((one) => !there.includes(one));
		if (there.length - 1 + back.length > mostPhotos) throw new DomainError("photos-full", { most: mostPhotos });
		await deletePhoto(tx, locked.region_id, reply.id, sha256);
		for (const one of back) await insertPhoto(tx, locked.region_id, reply.id, one);
		const inOrder = there.flatMap((one) => (one === sha256 ? back : [one]));
		await placePhotos(tx, locked.region_id, reply.id, inOrder);
		await updateReply(tx, locked.region_id, reply.id, {}, caller.staffId);
	});
}

/** Takes a photo off the draft; nothing happens when it is off already. @throws DomainError not-found, forbidden, reply-not-editable */
export async function removePhoto(db: Db, caller: Caller, caseId: number, sha256: string): Promise<void> {
	await workOnReply(db, caller, "reply.write", caseId, async (tx, locked, found) => {
		const reply = requireDraft(locked, found);
		if (await deletePhoto(tx, locked.region_id, reply.id, sha256))
			await updateReply(tx, locked.region_id, reply.id, {}, caller.staffId);
	});
}

/**
 * Puts the photos of the draft in this order.
 * @throws DomainError not-found, forbidden, reply-not-editable, photos-changed-meanwhile when they are not exactly these
 */
export async function orderPhotos(db: Db, caller: Caller, caseId: number, inOrder: string[]): Promise<void> {
	await workOnReply(db, caller, "reply.write", caseId, async (tx, locked, found) => {
		const reply = requireDraft(locked, found);
		const there = await photosOf(tx, locked.region_id, reply.id);
		if (there.toSorted().join() !== inOrder.toSorted().join()) throw new DomainError("photos-changed-meanwhile", {});
		if (there.join() === inOrder.join()) return;
		await placePhotos(tx, locked.region_id, reply.id, inOrder);
		await updateReply(tx, locked.region_id, reply.id, {}, caller.staffId);
	});
}

function requireDraft(locked: LockedCase, reply: LiveReply | undefined): LiveReply {
	requireWritable(locked, reply);
	if (!reply) throw new DomainError("reply-not-editable", { status: null });
	return reply;
}

/** @returns the photos that are there */
async function requireRoom(
	tx: Tx,
	locked: LockedCase,
	reply: LiveReply | undefined,
	insteadOf: readonly string[],
	known: string | null = null,
): Promise<string[]> {
	requireWritable(locked, reply);
	const there = reply ? await photosOf(tx, locked.region_id, reply.id) : [];
	if (insteadOf.some((one) => !there.includes(one))) throw new DomainError("photos-changed-meanwhile", {});
	if (there.length - insteadOf.length >= mostPhotos && !(known && there.includes(known)))
		throw new DomainError("photos-full", { most: mostPhotos });
	return there;
}
