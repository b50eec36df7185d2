import type { ChannelPage, IncomingMessage } from "../channel.ts";
import { commentId, dialogueKey, messageId, postKey } from "./external-id.ts";
import { at, clean, nameOf, readAttachments, url } from "./shapes.ts";
import type { Message, Reading } from "./shapes.ts";

/** Whether a chat is the page's own channel. */
export const isOwnChannel = (page: ChannelPage, chatId: string | null | undefined): boolean =>
	chatId != null && (chatId === page.externalId || chatId === String(page.settings.channelId ?? ""));

/** Where one bot serves several channels, each has a page, and every page hears of all of them. */
export const isShared = (page: ChannelPage): boolean => page.settings.sharedBot === true;

/** @param editedAt when the message was changed, if it was */
export function readMessage(page: ChannelPage, message: Message, editedAt: Date | null): Reading {
	const { chat_type: type, chat_id: chatId, post_id: postId } = message.recipient;
	// comments were seen under events of their own and under those of messages; the post tells them apart
	if (postId != null || type === "channel") {
		if (!isOwnChannel(page, chatId))
			return isShared(page)
				? { ignored: "another channel of the same bot" }
				: { unclear: "a channel that is not the page's", trouble: "other-place" };
		return postId != null ? spoken(readComment(page, message, postId), editedAt) : readPost(message);
	}
	if (type !== "dialog") return { unclear: "a group chat, which the page does not read", trouble: "other-place" };
	if (chatId == null) return { unclear: "a dialogue without an id", trouble: "shape" };
	if (isShared(page) && page.settings.takesDialogues !== true)
		return { ignored: "dialogues belong to another page of the same bot" };
	return spoken(readDialogue(page, message, chatId), editedAt);
}

const spoken = (message: IncomingMessage, editedAt: Date | null): Reading =>
	editedAt ? [{ kind: "edit", message, editedAt }] : [{ kind: "message", message }];

function readPost({ body, url: address }: Message): Reading {
	return [{ kind: "post", threadKey: postKey(body.mid), text: body.text ?? "", ...url(address) }];
}

function readDialogue(page: ChannelPage, message: Message, chatId: string): IncomingMessage {
	const { sender, recipient, body, link } = message;
	const externalId = messageId(chatId, body.mid);
	// in a dialogue with a bot only the bot is a bot
	const isOwn = sender != null && (sender.is_bot === true || sender.user_id === String(page.settings.botId ?? ""));
	const peerId = isOwn ? recipient.user_id : sender?.user_id;
	return {
		externalId,
		threadKey: dialogueKey(chatId),
		threadKind: "direct",
		direction: isOwn ? "out" : "in",
		authorKey: sender ? `user:${sender.user_id}` : `anonymous:${externalId}`,
		...(sender ? nameOf(sender) : {}),
		...(peerId == null ? {} : { peerKey: `user:${peerId}` }),
		...readContent(message),
		sentAt: at(message.timestamp),
		...(link?.type === "reply" && link.message?.mid ? { replyToExternalId: messageId(chatId, link.message.mid) } : {}),
	};
}

/**
 * A comment. Its sender was seen missing with residents and is documented as missing where the channel itself speaks, so an
 * unsigned comment is a resident's unless `settings.unsignedComments` is "page": better a case too many than one too few.
 */
function readComment(page: ChannelPage, message: Message, postId: string): IncomingMessage {
	const { sender, body, link } = message;
	const externalId = commentId(postId, body.mid);
	const isOwn = sender
		? sender.user_id === String(page.settings.botId ?? "")
		: page.settings.unsignedComments === "page";
	const author = isOwn ? `page:${page.externalId}` : `anonymous:${externalId}`;
	return {
		externalId,
		threadKey: postKey(postId),
		threadKind: "comments",
		direction: isOwn ? "out" : "in",
		authorKey: sender ? `user:${sender.user_id}` : author,
		...(sender ? nameOf(sender) : {}),
		...readContent(message),
		sentAt: at(message.timestamp),
		...(link?.type === "reply" && link.message?.mid ? { replyToExternalId: commentId(postId, link.message.mid) } : {}),
	};
}

/** Own words and attachments; a message sent on without own words speaks by those that it sends on. */
function readContent({ body, link }: Message): Pick<IncomingMessage, "text" | "attachments"> {
	const attachments = readAttachments(body.attachments);
	const sentOn = link?.type === "forward" ? link.message : null;
	if (!sentOn) return { text: body.text ?? "", attachments };
	const carried = [...attachments, ...readAttachments(sentOn.attachments)];
	if (!body.text) return { text: sentOn.text ?? "", attachments: carried };
	const words = clean(sentOn.text ?? "");
	return { text: body.text, attachments: words === "" ? carried : [...carried, { kind: "other", title: words }] };
}
