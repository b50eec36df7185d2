import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { recordPicture, storePicture } from "../files/keep-picture.ts";
import type { FileStore } from "../files/store.ts";
import { liveReply, lockCase } from "./reads.ts";
import type { LiveReply, LockedCase } from "./reads.ts";
import { photosOf } from "./reads-photo.ts";
import { mostPhotos } from "./reply-limits.ts";
import { requireWritable, startDraft } from "./start-draft.ts";
import { workOnReply } from "./work-on-reply.ts";
import { updateReply } from "./writes.ts";
import { deletePhoto, insertPhoto, placePhotos } from "./writes-photo.ts";

/**
 * Puts a photo to the draft, beginning the draft if there is none. It is checked and made anew; the same photo twice is one.
 * @param receive gives the bytes; asked for only when this person may add a photo now
 * @throws DomainError not-found, forbidden, reply-not-editable, photos-full, photo-refused with `reason`, and what `receive` throws
 */
export async function addPhoto(
	{ db, files }: { db: Db; files: FileStore },
	caller: Caller,
	caseId: number,
	receive: () => Promise<Buffer>,
): Promise<void> {
	requirePermission(caller, "reply.write");
	await db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, caller.regionId, caseId, caseScope(caller));
		await requireRoom(tx, locked, await liveReply(tx, caller.regionId, caseId));
	});
	// storing may take long and may be a call over the network: nothing is held meanwhile
	const end = await storePicture(files, caller.regionId, await receive(), { withAnswer: true });
	if (end.kind === "refused") throw new DomainError("photo-refused", { reason: end.reason });
	const { stored } = end;
	await workOnReply(db, caller, "reply.write", caseId, async (tx, locked, reply) => {
		const there = await requireRoom(tx, locked, reply, stored.sha256);
		if (there.includes(stored.sha256)) return;
		const replyId = reply?.id ?? (await startDraft(tx, caller, locked, ""));
		await recordPicture(tx, locked.region_id, stored);
		await insertPhoto(tx, locked.region_id, replyId, stored.sha256);
		await updateReply(tx, locked.region_id, replyId, {}, caller.staffId);
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
	known: string | null = null,
): Promise<string[]> {
	requireWritable(locked, reply);
	const there = reply ? await photosOf(tx, locked.region_id, reply.id) : [];
	if (there.length >= mostPhotos && !(known && there.includes(known)))
		throw new DomainError("photos-full", { most: mostPhotos });
	return there;
}
