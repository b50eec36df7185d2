import type { Caller } from "../access/permissions.ts";
import { requirePermission } from "../access/permissions.ts";
import { peopleWith } from "../access/reads.ts";
import { hashToken, newToken } from "../access/session-token.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { forgetFiles } from "../files/forget-files.ts";
import { recordPicture } from "../files/keep-picture.ts";
import type { StoredPicture } from "../files/keep-picture.ts";
import type { Registry } from "../registry/reads.ts";
import { tellOwner } from "./do-task.ts";
import { endTask, withOwnCase } from "./give-task.ts";
import { lockCase } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { isRemoved } from "./reads-evidence.ts";
import { findAsk } from "./reads-outside.ts";
import type { OutsideAsk } from "./reads-outside.ts";
import type { OutsideKind } from "./reads-task.ts";
import { findTask } from "./reads-task.ts";
import { tellHistory } from "./tell-history.ts";
import { insertEvidence } from "./writes-evidence.ts";
import { insertLink, putOutsideParty, revokeLinks, useLink } from "./writes-task.ts";

const dayMs = 86_400_000;
export const usualDays = 3;

/** Makes a party known to the region; the same again changes nothing. @throws DomainError forbidden */
export async function addOutsideParty(
	db: Db,
	caller: Caller,
	party: { name: string; kind: OutsideKind },
): Promise<void> {
	if (!caller.permissions.has("case.work")) requirePermission(caller, "case.triage");
	await db
		.transaction()
		.execute((tx) => putOutsideParty(tx, { region_id: caller.regionId, ...party, created_by: caller.staffId }));
}

/**
 * A link by which an outside party does its task without an account: once, and not for ever. Earlier links of the task
 * lead nowhere from now on.
 * @returns the secret, which is shown to who asked and kept nowhere
 * @throws DomainError forbidden, not-found, case-not-owned, task-ended, task-not-outside
 */
export async function makeLink(
	db: Db,
	caller: Caller,
	key: { caseId: number; taskId: number },
	days: number,
	now: Date,
): Promise<{ token: string; expiresAt: Date }> {
	const token = newToken();
	const expiresAt = new Date(now.getTime() + days * dayMs);
	await withOwnCase(db, caller, key.caseId, async (tx, locked) => {
		const task = await findTask(tx, locked.region_id, key.caseId, key.taskId);
		if (task.outside_party_id === null) throw new DomainError("task-not-outside", { taskId: task.id });
		if (task.state !== "open") throw new DomainError("task-ended", { state: task.state });
		await revokeLinks(tx, locked.region_id, task.id, now);
		await insertLink(tx, {
			region_id: locked.region_id,
			task_id: task.id,
			token_hash: hashToken(token),
			created_by: caller.staffId,
			created_at: now,
			expires_at: expiresAt,
		});
		await tellHistory(tx, caller, locked, "linkMade", { taskId: task.id, expiresAt: expiresAt.toISOString() });
	});
	return { token, expiresAt };
}

/** The links of a task lead nowhere from now on; none is no error. @throws DomainError forbidden, not-found, case-not-owned */
export async function revokeLink(
	db: Db,
	caller: Caller,
	key: { caseId: number; taskId: number },
	now: Date,
): Promise<void> {
	await withOwnCase(db, caller, key.caseId, async (tx, locked) => {
		const task = await findTask(tx, locked.region_id, key.caseId, key.taskId);
		const revoked = await revokeLinks(tx, locked.region_id, task.id, now);
		if (revoked > 0) await tellHistory(tx, caller, locked, "linkRevoked", { taskId: task.id });
	});
}

/** Why a link takes no answer; null: it does. */
export type LinkEnd = "used" | "expired" | "revoked";

export function endOfLink(ask: OutsideAsk, now: Date): LinkEnd | null {
	if (ask.usedAt) return "used";
	if (ask.revokedAt || ask.state !== "open") return "revoked";
	return ask.expiresAt <= now ? "expired" : null;
}

/** What a link leads to. @returns null for a secret that nobody was given */
export async function openLink(db: Db, token: string): Promise<OutsideAsk | null> {
	return findAsk(db, hashToken(token));
}

/** The part, or why the party will not do it, with photos that are in the store already. */
export type OutsideAnswer = ({ state: "done"; part: string } | { state: "refused"; reason: string }) & {
	photos: readonly StoredPicture[];
};

/**
 * The outside party's answer, once: of two at the same moment one is taken. A refusal goes to the curators, too, as an agency's does.
 * @returns null when it was taken, else why not
 * @throws DomainError not-found for a secret that nobody was given
 */
export async function answerByLink(
	db: Db,
	registryOf: (regionId: number) => Promise<Registry>,
	token: string,
	answer: OutsideAnswer,
	now: Date,
): Promise<LinkEnd | null> {
	const seen = await openLink(db, token);
	if (!seen) throw new DomainError("not-found");
	const registry = await registryOf(seen.regionId);
	return db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, seen.regionId, seen.caseId, null);
		// as it is now that nobody else can change it
		const ask = await findAsk(tx, hashToken(token));
		const isGone = await isRemoved(tx, seen.regionId, seen.caseId);
		const end = ask && !isGone ? endOfLink(ask, now) : "revoked";
		if (!ask || end) {
			await dropPhotos(tx, seen.regionId, answer.photos);
			return end;
		}
		await useLink(tx, ask.regionId, ask.linkId, now);
		await endTask(tx, registry, locked, { id: ask.taskId }, endOf(answer), now);
		await putPhotos(tx, locked, ask, answer, now);
		await tellAnswer(tx, locked, ask, answer, now);
		return null;
	});
}

const endOf = (answer: OutsideAnswer) =>
	answer.state === "done"
		? { state: answer.state, part: answer.part, ended_by: null }
		: { state: answer.state, reason: answer.reason, ended_by: null };

/** Bytes of an answer that came too late: known for a moment, so that they are taken out of the store as all others are. */
async function dropPhotos(tx: Tx, regionId: number, photos: readonly StoredPicture[]): Promise<void> {
	for (const photo of photos) await recordPicture(tx, regionId, photo);
	const sha256s = photos.map(({ sha256 }) => sha256);
	await forgetFiles(tx, regionId, [], sha256s);
}

async function putPhotos(
	tx: Tx,
	locked: LockedCase,
	{ taskId, partyName }: OutsideAsk,
	{ state, photos }: OutsideAnswer,
	now: Date,
): Promise<void> {
	const key = { regionId: locked.region_id, caseId: locked.id };
	// a photo beside a refusal shows no work done
	const moment = state === "refused" ? "before" : null;
	const about = { moment, note: "", agencyId: null, taskId, putBy: null, putAt: now } as const;
	for (const photo of photos) {
		await recordPicture(tx, locked.region_id, photo);
		const isNew = await insertEvidence(tx, { ...key, sha256: photo.sha256 }, about);
		const told = { photoId: photo.sha256, outsideParty: partyName, byLink: true };
		if (isNew) await tellHistory(tx, "system", locked, "evidencePut", told);
	}
}

async function tellAnswer(
	tx: Tx,
	locked: LockedCase,
	{ taskId, partyName }: OutsideAsk,
	answer: OutsideAnswer,
	now: Date,
): Promise<void> {
	const by = { taskId, outsideParty: partyName, byLink: true };
	if (answer.state === "done") {
		await tellHistory(tx, "system", locked, "taskDone", by);
		return tellOwner(tx, locked, "task-done", taskId, [], now);
	}
	await tellHistory(tx, "system", locked, "taskRefused", { ...by, reason: answer.reason });
	const curators = await peopleWith(tx, locked.region_id, "case.triage", null);
	return tellOwner(tx, locked, "task-refused", taskId, curators, now);
}
