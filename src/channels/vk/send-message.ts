import { createHash } from "node:crypto";
import { z } from "zod";
import type { ChannelPage, PublishOrder, PublishOutcome } from "../channel.ts";
import { call, readError, unreadable } from "./call.ts";
import { messageId } from "./external-id.ts";
import { uploadPhotos } from "./upload-photos.ts";

const Sent = z.array(
	z.object({ message_id: z.int(), conversation_message_id: z.int().nullish(), error: z.unknown().optional() }),
);

/**
 * messages.send. `peer_ids` with one peer instead of `peer_id`: only that form answers with conversation_message_id,
 * by which the message comes back as message_reply. Not seen live.
 */
export async function sendMessage(
	page: ChannelPage,
	order: PublishOrder,
	target: { peerId: number; cmid: number },
	deadline: AbortSignal,
): Promise<PublishOutcome> {
	const photos = order.photos ?? [];
	const uploaded =
		photos.length === 0 ? null : await uploadPhotos(page, photos, { to: "dialogue", peerId: target.peerId }, deadline);
	if (uploaded?.kind === "not-sent") return uploaded;
	const parameters = {
		peer_ids: target.peerId,
		random_id: randomId(order.key),
		message: order.text,
		...(uploaded ? { attachment: uploaded.names.join(",") } : {}),
		forward: JSON.stringify({
			peer_id: target.peerId,
			conversation_message_ids: [target.cmid],
			is_reply: true,
		}),
	};
	const answer = await call(page, "messages.send", parameters, page.secrets.accessToken, deadline);
	if (answer.kind !== "response") return answer;
	const item = Sent.safeParse(answer.response).data?.[0];
	if (item?.error) return readError(item.error);
	if (!item?.conversation_message_id) return unreadable;
	return { kind: "sent", externalId: messageId(target.peerId, item.conversation_message_id) };
}

/** The same 31 bits for every attempt of one order, never 0: that would switch off the check for repeats. */
export function randomId(key: string): number {
	return createHash("sha256").update(key).digest().readUInt32BE() & 0x7fffffff || 1;
}
