import type { Caller } from "../access/permissions.ts";
import type { Tx } from "../db/database.ts";
import type { CaseAction } from "../domain/case.ts";
import { DomainError } from "../domain/errors.ts";
import type { Permission } from "../domain/permission.ts";
import type { ReturnReason } from "../domain/return-reasons.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import { actOnCase } from "./act-on-case.ts";
import { keepPrivate } from "./keep-private.ts";
import type { LiveReply, LockedCase } from "./reads.ts";
import { stepsOf } from "./reads-approval.ts";
import { shareApproved } from "./share-reply.ts";
import type { ReplyParts } from "./submit-reply.ts";
import { requireReply, workOnReply } from "./work-on-reply.ts";
import { updateReply } from "./writes.ts";

type ApproveParts = ReplyParts & {
	enqueue: Enqueue;
	/** for how long whoever approved may take it back; not given: the answer goes out at once */
	undoSeconds?: number;
};

/**
 * Lets exactly the revision that was read pass. Where the topic wants two people the first hands it to the second; the
 * last one's status, history and order to publish commit together.
 * @throws DomainError reply-own-approval for anybody who wrote in it, reply-same-approver, reply-not-submitted,
 * reply-changed-meanwhile, case-transition-refused, forbidden
 */
export async function approveReply(
	parts: ApproveParts,
	caller: Caller,
	caseId: number,
	revision: number,
): Promise<void> {
	await workOnReply(parts.db, caller, eitherStep(caller), caseId, async (tx, locked, found) => {
		const reply = requireReply(found, "submitted", revision);
		if (locked.status === "onReview") return approveSecond(tx, parts, caller, locked, reply);
		const lender = lenderFor(caller, reply);
		const isFirstOfTwo = (await stepsOf(tx, parts.registry, locked)) === 2;
		const action: CaseAction = isFirstOfTwo ? "sendToReview" : "approve";
		await actOnCase(tx, parts.registry, caller, locked, action, {}, { replyId: reply.id, ...inNameOf(lender) });
		if (isFirstOfTwo)
			await updateReply(tx, locked.region_id, reply.id, {
				first_approved_by: caller.staffId,
				first_approved_at: new Date(),
				first_approved_for: lender?.staffId ?? null,
			});
		else await letOut(tx, parts, caller, locked, reply, lender?.staffId ?? null);
	});
}

async function approveSecond(
	tx: Tx,
	parts: ApproveParts,
	caller: Caller,
	locked: LockedCase,
	reply: LiveReply,
): Promise<void> {
	if (reply.contributors.includes(caller.staffId)) throw new DomainError("reply-own-approval");
	// neither who looked first nor who lent the right to look
	if ([reply.first_approved_by, reply.first_approved_for].includes(caller.staffId))
		throw new DomainError("reply-same-approver");
	await actOnCase(tx, parts.registry, caller, locked, "approveReview", {}, { replyId: reply.id });
	await letOut(tx, parts, caller, locked, reply, null);
}

async function letOut(
	tx: Tx,
	{ enqueue, undoSeconds = 0 }: ApproveParts,
	caller: Caller,
	locked: LockedCase,
	reply: LiveReply,
	approvedFor: number | null,
): Promise<void> {
	// the mark may have been confirmed since it was submitted
	await keepPrivate(tx, locked, reply.text);
	const now = new Date();
	const publishAfter = undoSeconds > 0 ? new Date(now.getTime() + undoSeconds * 1000) : null;
	await updateReply(tx, locked.region_id, reply.id, {
		status: "approved",
		approved_by: caller.staffId,
		approved_at: now,
		approved_for: approvedFor,
		publish_after: publishAfter,
	});
	const timing = publishAfter ? { startAfter: publishAfter } : {};
	await enqueue(tx, "publish-reply", { regionId: locked.region_id, pageId: locked.page_id }, timing);
	await shareApproved(tx, enqueue, locked, reply, publishAfter);
}

/**
 * In whose name the caller approves; null: in their own.
 * @throws DomainError reply-own-approval, also when all who lent the right wrote in it
 */
export function lenderFor(
	caller: Caller,
	{ contributors }: { contributors: readonly number[] },
): NonNullable<Caller["approvesFor"]>[number] | null {
	if (contributors.includes(caller.staffId)) throw new DomainError("reply-own-approval");
	if (!caller.approvesFor) return null;
	// a text does not come back to its author by a borrowed right
	const lender = caller.approvesFor.find(({ staffId }) => !contributors.includes(staffId));
	if (!lender) throw new DomainError("reply-own-approval");
	return lender;
}

/** What the history says of a borrowed right. */
export const inNameOf = (lender: { staffId: number; name: string } | null): Record<string, unknown> =>
	lender ? { forStaffId: lender.staffId, forName: lender.name } : {};

/** Which of the two rights the caller has; the table of actions asks for the one the step needs. */
const eitherStep = (caller: Caller): Permission =>
	caller.permissions.has("reply.approve") ? "reply.approve" : "reply.review";

/**
 * Sends a submitted reply back to its author, from either step.
 * @param order.reasons codes of the checklist; `reason`: the approver's own words, where the codes do not say it
 * @throws DomainError reason-missing, reply-not-submitted, reply-changed-meanwhile, forbidden
 */
export async function returnReply(
	{ db, registry }: ReplyParts,
	caller: Caller,
	caseId: number,
	order: { revision: number; reason: string; reasons?: readonly ReturnReason[] },
): Promise<void> {
	await workOnReply(db, caller, eitherStep(caller), caseId, async (tx, locked, found) => {
		const reply = requireReply(found, "submitted", order.revision);
		const reasons = [...new Set(order.reasons)];
		const action: CaseAction = locked.status === "onReview" ? "returnReview" : "returnReply";
		const given = { reason: order.reason.trim() || reasons.join(", ") };
		const lender = action === "returnReply" ? (caller.approvesFor?.[0] ?? null) : null;
		const data = { replyId: reply.id, ...(reasons.length > 0 && { reasons }), ...inNameOf(lender) };
		await actOnCase(tx, registry, caller, locked, action, given, data);
		await updateReply(tx, locked.region_id, reply.id, { status: "draft", submitted_at: null, submit_key: null });
	});
}
