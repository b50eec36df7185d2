import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import { lockCase } from "../cases/reads.ts";
import { sendBackAnswer } from "../cases/send-back-answer.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { reasonsOf, settle } from "../domain/review.ts";
import type { Judgement, Settlement } from "../domain/review.ts";
import type { Registry } from "../registry/reads.ts";
import {
	countWaiting,
	findReview,
	heldReview,
	isLatestAnswer,
	judgementsOf,
	lockReviewer,
	nextWaiting,
} from "./reads.ts";
import type { HeldReview, ReviewRow } from "./reads.ts";
import { endReview, putReviews, releaseReview, releaseStale, settleAnswer, takeReview } from "./writes.ts";

/** An answer that was taken and not looked at waits for anybody again after so long. */
const holdMs = 4 * 60 * 60 * 1000;

export type NextReview = {
	/** what the caller looks at; null: nothing was taken */
	item: (Omit<HeldReview, "number"> & { heldUntil: Date; others: Judgement[] }) | null;
	/** reviews the caller could take */
	waiting: number;
};

/** @throws DomainError forbidden: answers are looked at by people of the whole region */
function requireReviewer(caller: Caller): void {
	requirePermission(caller, "quality.review");
	requirePermission(caller, "case.read.region");
}

/** What the caller looks at now. @throws DomainError forbidden */
export async function nextReview(db: Db, caller: Caller): Promise<NextReview> {
	requireReviewer(caller);
	return { item: await readHeld(db, caller), waiting: await countWaiting(db, caller) };
}

/**
 * Takes the next answer that waits to be looked at, one at a time: never one that the caller wrote, approved or looked at before.
 * @throws DomainError forbidden
 */
export async function takeNext(db: Db, caller: Caller, now: Date): Promise<NextReview> {
	requireReviewer(caller);
	return db.transaction().execute(async (tx) => {
		await lockReviewer(tx, caller);
		await releaseStale(tx, caller.regionId, new Date(now.getTime() - holdMs));
		if (!(await heldReview(tx, caller))) {
			const id = await nextWaiting(tx, caller);
			if (id !== null) await takeReview(tx, caller.regionId, id, caller.staffId, now);
		}
		return { item: await readHeld(tx, caller), waiting: await countWaiting(tx, caller) };
	});
}

/** The third sees what the two who differ have said, without their names; nobody else sees anything. */
async function readHeld(db: Db | Tx, caller: Caller): Promise<NextReview["item"]> {
	const held = await heldReview(db, caller);
	if (!held) return null;
	const { number, ...about } = held;
	const others = number === 3 ? [...(await judgementsOf(db, caller.regionId, held.replyId)).values()] : [];
	return { ...about, heldUntil: new Date(held.takenAt.getTime() + holdMs), others };
}

/** Gives an answer back unseen. @throws DomainError forbidden, not-found when the caller does not hold it */
export async function giveBack(db: Db, caller: Caller, id: number): Promise<void> {
	requireReviewer(caller);
	const isDone = await db.transaction().execute((tx) => releaseReview(tx, caller.regionId, id, caller.staffId));
	if (!isDone) throw new DomainError("not-found", {});
}

/**
 * Judges an answer. A non-answer, or a weak one that is sent back, goes to work again as soon as nobody else has to look at it.
 * The same judgement twice is one.
 * @throws DomainError forbidden, not-found when the caller does not hold it, changed-meanwhile, reason-missing when a poor
 * verdict holds nothing against the answer
 */
export async function judgeAnswer(
	db: Db,
	registry: Registry,
	caller: Caller,
	id: number,
	{ version, ...judgement }: Judgement & { version: number },
	now: Date,
): Promise<void> {
	requireReviewer(caller);
	if (judgement.verdict !== "good" && reasonsOf(judgement).length === 0)
		throw new DomainError("reason-missing", { verdict: judgement.verdict });
	await db.transaction().execute(async (tx) => {
		const asked = await findReview(tx, caller, id);
		if (!asked) throw new DomainError("not-found", {});
		// the case before what hangs on it, and two who look at one answer end one after the other
		await lockCase(tx, caller.regionId, asked.case_id, null);
		const review = await findReview(tx, caller, id, true);
		if (!review) throw new DomainError("not-found", {});
		if (review.state === "done" && review.version === version + 1 && review.verdict === judgement.verdict) return;
		if (review.state !== "taken" || review.version !== version)
			throw new DomainError("changed-meanwhile", { version: review.version });
		await endReview(tx, caller.regionId, id, judgement, now);
		await recordAudit(tx, caller, "quality-reviewed", { reviewId: id, replyId: review.reply_id });
		const found = settle(review.is_double, await judgementsOf(tx, caller.regionId, review.reply_id));
		if (found === "differ") await putReviews(tx, caller.regionId, [{ replyId: review.reply_id, number: 3 }]);
		else if (found !== "wait") await settleReview(tx, registry, review, found, now);
	});
}

async function settleReview(
	tx: Tx,
	registry: Registry,
	{ reply_id: replyId, case_id: caseId }: ReviewRow,
	found: Settlement,
	now: Date,
): Promise<void> {
	const regionId = registry.region.id;
	const isWanted = found.goesBack && (await isLatestAnswer(tx, regionId, caseId, replyId));
	const isReturned = isWanted && (await sendBackAnswer(tx, registry, { caseId, replyId }, found.reasons, now));
	await settleAnswer(tx, regionId, replyId, found, isReturned, now);
}
