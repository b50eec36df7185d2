import type { Caller } from "../access/permissions.ts";
import type { Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import type { LockedCase } from "./reads.ts";
import { lastApproved } from "./reads-share.ts";
import type { ShareableReply } from "./reads-share.ts";
import { putShares } from "./writes-family.ts";
import { tellHistory } from "./tell-history.ts";

/*
 * One answer in many threads. At the approval the merged cases are written down (`reply_share`), in the same transaction; a job
 * gives each of them a reply of its own with the same words, which the lanes publish like any other. Unique rows (an answer and a
 * case, a copy and a case, a publication and a reply) keep it from standing twice in a thread, wherever a worker dies.
 */

/**
 * Called by whatever approves an answer, in its transaction; a question is between the page and one resident.
 * @param startAfter until when the approval can be taken back; null: it cannot
 */
export async function shareApproved(
	tx: Tx,
	enqueue: Enqueue,
	locked: LockedCase,
	reply: { id: number; kind: string },
	startAfter: Date | null,
): Promise<void> {
	if (reply.kind === "question") return;
	const key = { regionId: locked.region_id, replyId: reply.id };
	if ((await putShares(tx, { ...key, parentId: locked.id }, null)) === 0) return;
	await enqueue(tx, "share-reply", key, startAfter ? { startAfter } : {});
}

/**
 * The answer that cases which are merged into this one now would come late for.
 * @param confirmedId the answer that the curator has read and confirms for them
 * @returns null: there is none yet, or only an interim one that was not confirmed
 * @throws DomainError case-merge-refused: "merged", "ended", or "confirm-answer" with `replyId`
 */
export async function requireShareable(
	tx: Tx,
	parent: LockedCase,
	confirmedId: number | undefined,
): Promise<ShareableReply | null> {
	const { status } = parent;
	if (status === "merged" || status === "rejected" || status === "handedTo59fz")
		throw new DomainError("case-merge-refused", { reason: status === "merged" ? "merged" : "ended", status });
	const reply = await lastApproved(tx, parent.region_id, parent.id);
	const isOver = status === "answered" || status === "closed" || status === "readyToPublish";
	// an answer given past the desk cannot be given again
	if (isOver && reply === null) throw new DomainError("case-merge-refused", { reason: "ended", status });
	const isStanding = reply !== null && (isOver || reply.kind === "interim");
	if (confirmedId === undefined ? isOver : !isStanding || reply.id !== confirmedId)
		throw new DomainError("case-merge-refused", { reason: "confirm-answer", replyId: isStanding ? reply.id : null });
	return confirmedId === undefined ? null : reply;
}

/** Cases that came after the approval get the answer, too, on a curator's word. */
export async function shareLate(
	tx: Tx,
	enqueue: Enqueue,
	caller: Caller,
	parent: LockedCase,
	reply: ShareableReply,
): Promise<void> {
	const key = { regionId: parent.region_id, replyId: reply.id };
	const count = await putShares(tx, { ...key, parentId: parent.id }, caller.staffId);
	if (count === 0) return;
	// where the approval can still be taken back, its own job comes after that
	if (!reply.isHeld) await enqueue(tx, "share-reply", key);
	await tellHistory(tx, caller, parent, "lateSharing", { replyId: reply.id, count });
}
