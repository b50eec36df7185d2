import { z } from "zod";
import type { Change, ChannelPage, IncomingMessage, Parsed } from "../channel.ts";
import { notUnderstood } from "../codes.ts";
import {
	commentId,
	commentPattern,
	discussionKey,
	discussionUrl,
	messageId,
	midPattern,
	numberPattern,
	typePattern,
	userPattern,
} from "./external-id.ts";
import { clean, Comment, commentTime, Message, readAttachments } from "./shapes.ts";
import { readObject } from "./verify.ts";

/** What the desk has read itself is stored in an envelope that says what it is. */
const ReadMessage = z.object({ peer: z.string().regex(userPattern).nullish(), message: Message });
const Place = z.object({
	type: z.string().regex(typePattern),
	id: z.string().regex(numberPattern),
	title: z.string().nullish(),
});
type Place = z.infer<typeof Place>;
const ReadComment = z.object({ discussion: Place, comment: Comment });
const ReadPost = z.object({ discussion: Place });

export const messageBody = (message: unknown, peer: string | null): Buffer =>
	Buffer.from(JSON.stringify({ ok: "message", peer, message }));
export const commentBody = (discussion: Place, comment: unknown): Buffer =>
	Buffer.from(JSON.stringify({ ok: "comment", discussion, comment }));
export const postBody = (discussion: Place): Buffer => Buffer.from(JSON.stringify({ ok: "post", discussion }));

/** Deliveries that carry no words of a resident. */
const ignored: Record<string, string> = {
	MESSAGE_CALLBACK: "a button of a bot",
	CHAT_SYSTEM: "news of a chat, not a message",
};

/** Reads a delivery of the Graph webhook or what the desk has read itself. Events carry no id: messages are known by theirs. */
export function parse(page: ChannelPage, body: Buffer, receivedAt: Date): Parsed {
	const value = readObject(body);
	if (!value) return notUnderstood("shape", "the body is not a JSON object");
	if (value.ok !== undefined) return readEnvelope(page, value, receivedAt);
	const { webhookType } = value;
	const type = typeof webhookType === "string" && /^[A-Z_]{1,60}$/.test(webhookType) ? webhookType : null;
	if (type !== null && Object.hasOwn(ignored, type))
		return { kind: "ignored", eventId: null, reason: `${type}: ${ignored[type]}` };
	// older deliveries name no type
	if (type !== "MESSAGE_CREATED" && webhookType !== undefined)
		return notUnderstood("unknown-kind", `unknown event type ${type ?? ""}`.trim());
	const message = Message.safeParse(value);
	return message.success
		? told(buildMessage(page, message.data, null))
		: notUnderstood("shape", "the message has an unexpected shape");
}

function readEnvelope(page: ChannelPage, value: Record<string, unknown>, receivedAt: Date): Parsed {
	if (value.ok === "message") {
		const read = ReadMessage.safeParse(value);
		if (read.success) return told(buildMessage(page, read.data.message, read.data.peer ?? null));
	}
	if (value.ok === "comment") {
		const read = ReadComment.safeParse(value);
		if (read.success) return told(buildComment(page, read.data.discussion, read.data.comment, receivedAt));
	}
	if (value.ok === "post") {
		const read = ReadPost.safeParse(value);
		if (read.success) return { kind: "changes", eventId: null, changes: [buildPost(page, read.data.discussion)] };
	}
	return notUnderstood("shape", "what was read has an unexpected shape");
}

const told = (message: IncomingMessage): Parsed => ({
	kind: "changes",
	eventId: null,
	changes: [{ kind: "message", message }],
});

/** Own messages are never delivered, but they are read: then the sender is the group. */
function buildMessage(page: ChannelPage, raw: Message, peer: string | null): IncomingMessage {
	const { sender, recipient, message } = raw;
	const externalId = messageId(recipient.chat_id, message.mid);
	const isOwn = isOwnSender(page, sender);
	const user = sender.user_id ?? "";
	const authorKey = userPattern.test(user) ? user : `anonymous:${externalId}`;
	const peerKey = isOwn ? peer : authorKey;
	const name = clean(sender.name ?? "");
	return {
		externalId,
		threadKey: recipient.chat_id,
		threadKind: "direct",
		direction: isOwn ? "out" : "in",
		authorKey: isOwn ? `page:${page.externalId}` : authorKey,
		...(name !== "" && { authorName: name }),
		...(peerKey !== null && { peerKey }),
		text: message.text ?? "",
		attachments: readAttachments(message.attachments),
		sentAt: new Date(raw.timestamp),
		...(typeof message.reply_to === "string" &&
			midPattern.test(message.reply_to) && { replyToExternalId: messageId(recipient.chat_id, message.reply_to) }),
	};
}

/** How the group itself is named as a sender was seen in no document: by a group's id in either field. */
export function isOwnSender(page: ChannelPage, sender: Message["sender"]): boolean {
	const names = [page.externalId, `group:${page.externalId}`];
	return names.includes(sender.group_id ?? "") || names.includes(sender.user_id ?? "");
}

function buildComment(page: ChannelPage, place: Place, comment: Comment, receivedAt: Date): IncomingMessage {
	const threadKey = discussionKey(place.type, place.id);
	const externalId = commentId(threadKey, comment.id);
	const url = discussionUrl(page, place.type, place.id);
	const name = clean(comment.author_name ?? "");
	const answered = comment.reply_to_comment_id;
	return {
		externalId,
		threadKey,
		threadKind: "comments",
		...(url && { threadUrl: url }),
		...authorOf(page, comment, externalId),
		...(name !== "" && { authorName: name }),
		text: comment.text ?? "",
		attachments: readAttachments(comment.attachments),
		sentAt: commentTime(comment) ?? receivedAt,
		...(typeof answered === "string" &&
			commentPattern.test(answered) && { replyToExternalId: commentId(threadKey, answered) }),
	};
}

/** A comment in the group's name has the group as its author. */
export function authorOf(
	page: ChannelPage,
	comment: Comment,
	externalId: string,
): Pick<IncomingMessage, "direction" | "authorKey"> {
	const byRef = /^(group|user):(\d{1,20})$/.exec(comment.author_ref ?? "");
	const id = comment.author_id ?? byRef?.[2];
	if (!id) return { direction: "in", authorKey: `anonymous:${externalId}` };
	if (id === page.externalId) return { direction: "out", authorKey: `page:${id}` };
	const isGroup = comment.author_type === "GROUP" || byRef?.[1] === "group";
	return { direction: "in", authorKey: `${isGroup ? "page" : "user"}:${id}` };
}

function buildPost(page: ChannelPage, place: Place): Change {
	const url = discussionUrl(page, place.type, place.id);
	return {
		kind: "post",
		threadKey: discussionKey(place.type, place.id),
		text: place.title ?? "",
		...(url && { url }),
	};
}
