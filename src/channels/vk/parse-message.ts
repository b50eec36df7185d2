import { z } from "zod";
import type { IncomingMessage } from "../channel.ts";
import { readAttachments, readForwarded, readPlace } from "./attachments.ts";
import { dialogueKey, messageId, siteUrl } from "./external-id.ts";
import { at, author, id, list, owner, seconds, text } from "./shapes.ts";
import type { Reader, Reading } from "./shapes.ts";

const Message = z.object({
	conversation_message_id: id,
	peer_id: owner,
	from_id: owner,
	date: seconds,
	update_time: seconds.nullish(),
	text,
	attachments: list,
	fwd_messages: list,
	geo: z.unknown().optional(),
	out: z.literal([0, 1]).or(z.boolean()).nullish(),
	action: z.unknown().optional(),
	is_cropped: z.boolean().nullish().catch(null),
	reply_message: z.object({ conversation_message_id: id }).nullish().catch(null),
});

/** Peers from here on are conversations of several people. */
const firstConversation = 2_000_000_000;

/** Since 5.103 message_new wraps the message, message_reply and message_edit do not; both forms are read everywhere. */
const Wrapped = z.object({ message: Message });

/**
 * A direct message.
 * @param kind `whole`: a message read again because it came cropped; an edit of the same moment completes it
 */
export function readMessageEvent(kind: "message" | "edit" | "whole"): Reader {
	return (page, object, receivedAt): Reading => {
		const wrapped = Wrapped.safeParse(object);
		const read = wrapped.success ? { success: true as const, data: wrapped.data.message } : Message.safeParse(object);
		if (!read.success) return null;
		const message = read.data;
		if (message.action) return { ignored: "an action in a conversation, not a message" };
		const externalId = messageId(message.peer_id, message.conversation_message_id);
		const threadUrl = `${siteUrl(page)}/gim${page.externalId}?sel=${message.peer_id}`;
		const by = author(page, message.from_id, externalId);
		const incoming: IncomingMessage = {
			externalId,
			threadKey: dialogueKey(message.peer_id),
			threadKind: "direct",
			threadUrl,
			...by,
			// `out` also marks what a colleague wrote in the network itself
			direction: message.out === 1 || message.out === true ? "out" : by.direction,
			...(message.peer_id > 0 && message.peer_id < firstConversation ? { peerKey: `user:${message.peer_id}` } : {}),
			text: message.text ?? "",
			attachments: [
				...readAttachments(message.attachments),
				...readForwarded(message.fwd_messages),
				...readPlace(message.geo),
			],
			sentAt: at(message.date),
			...(message.reply_message
				? { replyToExternalId: messageId(message.peer_id, message.reply_message.conversation_message_id) }
				: {}),
			url: threadUrl,
			...(message.is_cropped && kind !== "whole" ? { isCropped: true } : {}),
		};
		if (kind === "message") return { changes: [{ kind, message: incoming }] };
		const told = message.update_time ? at(message.update_time) : null;
		const editedAt = told ?? (kind === "whole" ? incoming.sentAt : receivedAt);
		return { changes: [{ kind: "edit", message: incoming, editedAt }] };
	};
}
