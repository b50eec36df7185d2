import type { PublishTarget } from "../channels/channel.ts";
import type { Tx } from "../db/database.ts";
import type { ReplyKind } from "../domain/promise.ts";
import type { Registry } from "../registry/reads.ts";
import { actOnCase } from "./act-on-case.ts";
import { threadByKey } from "./keep-private.ts";
import { settlePromise } from "./make-promise.ts";
import { lockCase } from "./reads.ts";
import { recordSharedPublished, recordSharedRefused, settleCovered } from "./settle-shared.ts";
import { appendEvents, insertReply, putOwnMessage, updateReply } from "./writes.ts";
import { copyPhotos } from "./writes-photo.ts";
import { handDraftPromise } from "./writes-promise.ts";

/** Which reply, of which case. */
export type ReplyKey = { regionId: number; caseId: number; replyId: number };

/** What the publication of a reply makes of its case. */
const settledAs = { final: "recordPublished", interim: "recordInterim", question: "recordQuestion" } as const;

/** The answer stands in the thread: reply, case, message, promise and history say so. */
export async function recordReplyPublished(
	tx: Tx,
	registry: Registry,
	key: ReplyKey,
	sent: { externalId: string; text: string; sentAt: Date; pageExternalId: string; target: PublishTarget },
): Promise<void> {
	const locked = await lockCase(tx, key.regionId, key.caseId, null);
	await updateReply(tx, key.regionId, key.replyId, { status: "published" });
	const replied = await tx
		.selectFrom("reply")
		.innerJoin("message", (join) =>
			join.onRef("message.region_id", "=", "reply.region_id").onRef("message.id", "=", "reply.message_id"),
		)
		.select(["message.thread_id", "reply.kind"])
		.where("reply.region_id", "=", key.regionId)
		.where("reply.id", "=", key.replyId)
		.executeTakeFirstOrThrow();
	await putOwnMessage(tx, {
		region_id: key.regionId,
		page_id: locked.page_id,
		// it may have gone past the thread of its message
		thread_id: (await threadByKey(tx, key.regionId, locked.page_id, sent.target.threadKey)) ?? replied.thread_id,
		case_id: key.caseId,
		external_id: sent.externalId,
		direction: "out",
		author_key: `page:${sent.pageExternalId}`,
		reply_to_external_id: sent.target.replyToExternalId,
		text: sent.text,
		sent_at: sent.sentAt,
	});
	const data = { replyId: key.replyId, externalId: sent.externalId };
	if (!(await recordSharedPublished(tx, registry, locked, key, data))) {
		await actOnCase(tx, registry, "system", locked, settledAs[replied.kind as ReplyKind], { at: sent.sentAt }, data);
		const reply = { id: key.replyId, kind: replied.kind, text: sent.text };
		await settlePromise(tx, registry, locked, reply, sent.sentAt);
	}
	await settleCovered(tx, registry, key, "published");
}

/** The network refused for good: the case is with its author again, with the text as a new draft and the reason. */
export async function recordReplyFailed(
	tx: Tx,
	registry: Registry,
	key: ReplyKey,
	failure: { class: string; code: string; text: string },
): Promise<void> {
	const locked = await lockCase(tx, key.regionId, key.caseId, null);
	await updateReply(tx, key.regionId, key.replyId, { status: "failed" });
	await settleCovered(tx, registry, key, "failed");
	if (await recordSharedRefused(tx, registry, locked, key, failure)) return;
	const old = await tx
		.selectFrom("reply")
		.select(["text", "author_id", "message_id", "contributors", "kind"])
		.where("region_id", "=", key.regionId)
		.where("id", "=", key.replyId)
		.executeTakeFirstOrThrow();
	const draftId = await insertReply(tx, { ...old, region_id: key.regionId, case_id: key.caseId });
	await copyPhotos(tx, key.regionId, key.replyId, draftId);
	await handDraftPromise(tx, key.regionId, key.replyId, draftId);
	await actOnCase(tx, registry, "system", locked, "recordFailed", {}, { replyId: key.replyId, ...failure });
}

/** Something about publishing that changes no status but that a person must be able to read. */
export async function noteOnPublication(
	tx: Tx,
	key: ReplyKey,
	type: "publicationUnknown" | "publicationWaits" | "publicationRepeated" | "publicationSettled",
	data: Record<string, unknown>,
	actorId: number | null = null,
): Promise<void> {
	await appendEvents(tx, [
		{
			region_id: key.regionId,
			case_id: key.caseId,
			type,
			actor_kind: actorId === null ? "system" : "staff",
			actor_id: actorId,
			data: { replyId: key.replyId, ...data },
		},
	]);
}
