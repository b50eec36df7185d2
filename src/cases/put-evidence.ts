import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { forgetFiles } from "../files/forget-files.ts";
import { recordPicture, storePicture } from "../files/keep-picture.ts";
import type { FileStore } from "../files/store.ts";
import { lockSharedCase } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { evidenceOf, isLeanedOn, isOwner, isRemoved } from "./reads-evidence.ts";
import type { EvidenceRow } from "./reads-evidence.ts";
import { deleteEvidence, insertEvidence, updateEvidence } from "./writes-evidence.ts";
import type { EvidenceAbout, Moment } from "./writes-evidence.ts";
import { findTask } from "./reads-task.ts";
import { tellHistory } from "./tell-history.ts";

/** Photos that may be put to one case as evidence. */
export const mostEvidence = 50;

/**
 * Puts a photo to a case as evidence of the work, without publishing it. Who owns the case may do so, and who takes part in it.
 * It is checked by its content and made anew; the same photo twice is one.
 * @param about `taskId`: the part it goes with, which is the caller's own
 * @param receive gives the bytes; asked for only when this person may put a photo now
 * @returns the photo's id
 * @throws DomainError not-found, forbidden, task-ended, evidence-full, evidence-refused when the case's data was removed, photo-refused with
 * `reason`, and what `receive` throws
 */
export async function putEvidence(
	{ db, files }: { db: Db; files: FileStore },
	caller: Caller,
	caseId: number,
	{ moment, taskId }: { moment: Moment | null; taskId: number | null },
	receive: () => Promise<Buffer>,
	now: Date,
): Promise<string> {
	requirePermission(caller, "case.work");
	const lock = (tx: Tx) => lockSharedCase(tx, caller.regionId, caseId, caseScope(caller));
	const check = async (tx: Tx, locked: LockedCase): Promise<void> => {
		await requireKept(tx, locked);
		if (taskId !== null) await requireOwnTask(tx, caller, locked, taskId);
	};
	await db.transaction().execute(async (tx) => check(tx, await lock(tx)));
	// storing may take long and may be a call over the network: nothing is held meanwhile
	const end = await storePicture(files, caller.regionId, await receive());
	if (end.kind === "refused") throw new DomainError("photo-refused", { reason: end.reason });
	const { sha256 } = end.stored;
	await db.transaction().execute(async (tx) => {
		const locked = await lock(tx);
		await check(tx, locked);
		await requireRoom(tx, locked, sha256);
		await recordPicture(tx, caller.regionId, end.stored);
		const about = { moment, note: "", agencyId: caller.agencyId, taskId, putBy: caller.staffId, putAt: now };
		if (await insertEvidence(tx, { regionId: caller.regionId, caseId, sha256 }, about))
			await note(tx, caller, locked, "evidencePut", { photoId: sha256, ...(moment && { moment }) });
	});
	return sha256;
}

/** Says what a photo shows. Only who put it may, and the owner for an outside party. @throws DomainError not-found, forbidden, evidence-in-use */
export async function describeEvidence(
	db: Db,
	caller: Caller,
	{ caseId, sha256 }: { caseId: number; sha256: string },
	about: EvidenceAbout,
): Promise<void> {
	await changeOwn(db, caller, { caseId, sha256 }, async (tx, locked, row) => {
		if (row.moment === about.moment && row.note === about.note) return;
		// what a case was closed by is not made a picture of something else
		if (row.moment !== about.moment) await requireFree(tx, locked, sha256);
		await updateEvidence(tx, { regionId: caller.regionId, caseId, sha256 }, about);
	});
}

/**
 * Takes a photo away again, while nothing leans on it. Only who put it may, and the owner for an outside party.
 * @throws DomainError not-found, forbidden, evidence-in-use
 */
export async function removeEvidence(
	db: Db,
	caller: Caller,
	{ caseId, sha256 }: { caseId: number; sha256: string },
): Promise<void> {
	await changeOwn(db, caller, { caseId, sha256 }, async (tx, locked) => {
		await requireFree(tx, locked, sha256);
		await deleteEvidence(tx, { regionId: caller.regionId, caseId, sha256 });
		await forgetFiles(tx, caller.regionId, [], [sha256]);
		await note(tx, caller, locked, "evidenceTaken", { photoId: sha256 });
	});
}

async function changeOwn(
	db: Db,
	caller: Caller,
	{ caseId, sha256 }: { caseId: number; sha256: string },
	change: (tx: Tx, locked: LockedCase, row: EvidenceRow) => Promise<void>,
): Promise<void> {
	requirePermission(caller, "case.work");
	await db.transaction().execute(async (tx) => {
		const locked = await lockSharedCase(tx, caller.regionId, caseId, caseScope(caller));
		const row = (await evidenceOf(tx, caller.regionId, caseId)).find((one) => one.sha256 === sha256);
		if (!row) throw new DomainError("not-found", {});
		// who answered by a link cannot come back: the owner of the case stands in
		const isTheirs = row.put_by === null ? isOwner(caller, locked.agency_id) : row.put_by === caller.staffId;
		if (!isTheirs) throw new DomainError("forbidden", { reason: "put-by-another" });
		await change(tx, locked, row);
	});
}

async function requireOwnTask(tx: Tx, caller: Caller, locked: LockedCase, taskId: number): Promise<void> {
	const task = await findTask(tx, locked.region_id, locked.id, taskId);
	const isMine =
		task.agency_id === null ? isOwner(caller, locked.agency_id) : caller.agencyIds.includes(task.agency_id);
	if (!isMine) throw new DomainError("forbidden", { taskId });
	if (task.state !== "open") throw new DomainError("task-ended", { state: task.state });
}

async function requireFree(tx: Tx, locked: LockedCase, sha256: string): Promise<void> {
	if (await isLeanedOn(tx, locked.region_id, locked.id, sha256)) throw new DomainError("evidence-in-use", {});
}

async function requireKept(tx: Tx, locked: LockedCase): Promise<void> {
	if (await isRemoved(tx, locked.region_id, locked.id))
		throw new DomainError("evidence-refused", { reason: "case-removed" });
}

async function requireRoom(tx: Tx, locked: LockedCase, known: string): Promise<void> {
	const there = await evidenceOf(tx, locked.region_id, locked.id);
	if (there.length >= mostEvidence && !there.some(({ sha256 }) => sha256 === known))
		throw new DomainError("evidence-full", { most: mostEvidence });
}

async function note(
	tx: Tx,
	caller: Caller,
	locked: LockedCase,
	type: "evidencePut" | "evidenceTaken",
	data: Record<string, unknown>,
): Promise<void> {
	await tellHistory(tx, caller, locked, type, data);
}
