import { createHash } from "node:crypto";
import { z } from "zod";
import type { ChannelPage, PublishOrder, PublishOutcome } from "../channel.ts";
import { call, readError } from "./call.ts";
import { commentId, messageId, objectId, readExternalId } from "./external-id.ts";

/** Puts the answer under the resident's message: a comment of the community, or a message in the dialogue. */
export async function publish(page: ChannelPage, order: PublishOrder): Promise<PublishOutcome> {
	const target = readExternalId(order.target.replyToExternalId);
	if (!target)
		return { kind: "not-sent", class: "target-gone", code: "target", text: "The message's address cannot be read." };
	if (target.kind === "message") return sendMessage(page, order, target);
	if (target.of !== "wall")
		return {
			kind: "not-sent",
			class: "wrong-token",
			code: "no-method",
			text: "A community key cannot answer under photos, videos, topics and goods: answer in the network itself.",
		};
	return createComment(page, order, target);
}

const Created = z.object({ comment_id: z.int().min(1) });

/** wall.createComment; that a repeat with the same guid is dropped was not seen live. */
async function createComment(
	page: ChannelPage,
	order: PublishOrder,
	target: { ownerId: number; objectId: number; commentId: number | null },
): Promise<PublishOutcome> {
	const answer = await call(
		page,
		"wall.createComment",
		{
			owner_id: target.ownerId,
			post_id: target.objectId,
			from_group: page.externalId,
			message: order.text,
			...(target.commentId === null ? {} : { reply_to_comment: target.commentId }),
			guid: order.key,
		},
		page.secrets.accessToken,
	);
	if (answer.kind !== "response") return answer;
	const created = Created.safeParse(answer.response);
	if (!created.success) return unreadable;
	const threadKey = objectId("wall", target.ownerId, target.objectId);
	return { kind: "sent", externalId: commentId(threadKey, created.data.comment_id) };
}

const Sent = z.array(
	z.object({ message_id: z.int(), conversation_message_id: z.int().nullish(), error: z.unknown().optional() }),
);

/**
 * messages.send. `peer_ids` with one peer instead of `peer_id`: only that form answers with conversation_message_id,
 * by which the message comes back as message_reply. Not seen live.
 */
async function sendMessage(
	page: ChannelPage,
	order: PublishOrder,
	target: { peerId: number; cmid: number },
): Promise<PublishOutcome> {
	const answer = await call(
		page,
		"messages.send",
		{
			peer_ids: target.peerId,
			random_id: randomId(order.key),
			message: order.text,
			forward: JSON.stringify({
				peer_id: target.peerId,
				conversation_message_ids: [target.cmid],
				is_reply: true,
			}),
		},
		page.secrets.accessToken,
	);
	if (answer.kind !== "response") return answer;
	const item = Sent.safeParse(answer.response).data?.[0];
	if (item?.error) return readError(item.error);
	if (!item?.conversation_message_id) return unreadable;
	return { kind: "sent", externalId: messageId(target.peerId, item.conversation_message_id) };
}

const unreadable: PublishOutcome = {
	kind: "unknown",
	code: "response",
	text: "The network's answer has an unexpected shape.",
};

/** The same 31 bits for every attempt of one order, never 0: that would switch off the check for repeats. */
export function randomId(key: string): number {
	return createHash("sha256").update(key).digest().readUInt32BE() & 0x7fffffff || 1;
}
