import type { Caller } from "../access/permissions.ts";
import { DomainError } from "../domain/errors.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import { actOnCase } from "./act-on-case.ts";
import type { ReplyParts } from "./submit-reply.ts";
import { requireReply, workOnReply } from "./work-on-reply.ts";
import { updateReply } from "./writes.ts";

/**
 * Approves exactly the revision that was read. Status, history and the order to publish commit together.
 * @throws DomainError reply-own-approval for anybody who wrote in it, reply-not-submitted, reply-changed-meanwhile, case-transition-refused
 */
export async function approveReply(
	{ db, registry, enqueue }: ReplyParts & { enqueue: Enqueue },
	caller: Caller,
	caseId: number,
	revision: number,
): Promise<void> {
	await workOnReply(db, caller, "reply.approve", caseId, async (tx, locked, found) => {
		const reply = requireReply(found, "submitted", revision);
		if (reply.contributors.includes(caller.staffId)) throw new DomainError("reply-own-approval");
		await actOnCase(tx, registry, caller, locked, "approve", {}, { replyId: reply.id });
		await updateReply(tx, locked.region_id, reply.id, {
			status: "approved",
			approved_by: caller.staffId,
			approved_at: new Date(),
		});
		await enqueue(tx, "publish-reply", { regionId: locked.region_id, pageId: locked.page_id });
	});
}

/**
 * Sends a submitted reply back to its author.
 * @throws DomainError reason-missing, reply-not-submitted, reply-changed-meanwhile
 */
export async function returnReply(
	{ db, registry }: ReplyParts,
	caller: Caller,
	caseId: number,
	order: { revision: number; reason: string },
): Promise<void> {
	await workOnReply(db, caller, "reply.approve", caseId, async (tx, locked, found) => {
		const reply = requireReply(found, "submitted", order.revision);
		await actOnCase(tx, registry, caller, locked, "returnReply", { reason: order.reason }, { replyId: reply.id });
		await updateReply(tx, locked.region_id, reply.id, { status: "draft", submitted_at: null, submit_key: null });
	});
}
