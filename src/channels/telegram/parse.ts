import type { Change, ChannelPage, IncomingMessage, Parsed } from "../channel.ts";
import { dialogueKey, messageId, threadKey } from "./external-id.ts";
import { at, clean, hasContent, Message, readAttachments } from "./shapes.ts";

type Reading = Change[] | { ignored: string } | { unclear: string };

/** The body as an update, or null; reading never throws. */
export function readUpdate(body: Buffer): (Record<string, unknown> & { update_id: number }) | null {
	try {
		const value: unknown = JSON.parse(body.toString("utf8"));
		if (typeof value !== "object" || value === null || !("update_id" in value)) return null;
		return Number.isSafeInteger(value.update_id) ? (value as { update_id: number }) : null;
	} catch {
		return null;
	}
}

/** Updates that carry no message of a resident to the page. */
const ignored: Record<string, string> = {
	channel_post: "the post comes again through the discussion group",
	edited_channel_post: "the post comes again through the discussion group",
	my_chat_member: "the bot's own membership",
	chat_member: "members of the chat",
	chat_join_request: "members of the chat",
	chat_boost: "boosts",
	removed_chat_boost: "boosts",
	message_reaction: "a mark, not a message",
	message_reaction_count: "a mark, not a message",
	inline_query: "a query to a bot",
	chosen_inline_result: "a query to a bot",
	callback_query: "a button of a bot",
	shipping_query: "trade",
	pre_checkout_query: "trade",
	purchased_paid_media: "trade",
	poll: "a vote",
	poll_answer: "a vote",
	managed_bot: "settings of a bot",
	business_connection: "settings of a bot",
};

/** Reads an update of Bot API 10.1. Deletions are never told; none of these shapes was seen live. */
export function parse(page: ChannelPage, body: Buffer, receivedAt: Date): Parsed {
	const update = readUpdate(body);
	if (!update) return { kind: "not-understood", eventId: null, reason: "the body is not an update" };
	const eventId = String(update.update_id);
	const kind = Object.keys(update).find((key) => key !== "update_id") ?? "";
	const name = /^[a-z_]{1,60}$/.test(kind) ? kind : "without a name";
	if (Object.hasOwn(ignored, kind)) return { kind: "ignored", eventId, reason: `${kind}: ${ignored[kind]}` };
	if (kind !== "message" && kind !== "edited_message")
		return { kind: "not-understood", eventId, reason: `unknown update ${name}` };
	const message = Message.safeParse(update[kind]);
	if (!message.success)
		return { kind: "not-understood", eventId, reason: `${kind}: the message has an unexpected shape` };
	const reading = readMessage(page, message.data, kind === "edited_message" ? receivedAt : null);
	if ("ignored" in reading) return { kind: "ignored", eventId, reason: `${kind}: ${reading.ignored}` };
	if ("unclear" in reading) return { kind: "not-understood", eventId, reason: `${kind}: ${reading.unclear}` };
	return { kind: "changes", eventId, changes: reading };
}

function readMessage(page: ChannelPage, message: Message, editReceivedAt: Date | null): Reading {
	const { chat } = message;
	if (message.migrate_to_chat_id !== undefined || message.migrate_from_chat_id !== undefined)
		return { unclear: "the group became a supergroup: set the new id of the discussion group" };
	if (chat.is_direct_messages) return { unclear: "direct messages of a channel are not read yet" };
	if (chat.type === "channel") return { ignored: "the post comes again through the discussion group" };
	const isDirect = chat.type === "private";
	if (!isDirect && String(chat.id) !== String(page.settings.discussionGroupId ?? ""))
		return { unclear: "a chat that is not the page's discussion group" };
	if (!hasContent(message)) return readWithoutContent(message);
	if (message.is_automatic_forward)
		return [
			{
				kind: "post",
				threadKey: threadKey(chat.id, message.message_id),
				text: message.text ?? message.caption ?? "",
				url: messageUrl(message, message.message_id),
			},
		];
	const incoming = isDirect ? readDirect(page, message) : readComment(page, message);
	if (!editReceivedAt) return [{ kind: "message", message: incoming }];
	return [{ kind: "edit", message: incoming, editedAt: message.edit_date ? at(message.edit_date) : editReceivedAt }];
}

/** Fields that every message may carry; one with nothing else is of a kind we do not know. */
const ordinary = new Set([...Object.keys(Message.shape), "sender_tag", "sender_boost_count", "has_protected_content"]);

/** Service messages: who came, what was pinned, how the group is called now. */
const service =
	/^(new_chat_|left_chat_|chat_owner_|delete_chat_photo|\w+_chat_created|message_auto_delete_|pinned_message|successful_payment|refunded_payment|users_shared|chat_shared|gift|unique_gift|connected_website|write_access_|passport_data|proximity_|boost_added|chat_background_|checklist_tasks_|direct_message_price_|forum_topic_|general_forum_|giveaway|managed_bot_|paid_message_|poll_option_|suggested_post_|video_chat_|web_app_data)/;

function readWithoutContent(message: Message): Reading {
	const names = Object.keys(message).filter((field) => !ordinary.has(field));
	return names.some((field) => service.test(field))
		? { ignored: "a service message" }
		: { unclear: "a message of an unknown kind" };
}

function readDirect(page: ChannelPage, message: Message): IncomingMessage {
	return {
		...readCommon(page, message),
		threadKey: dialogueKey(message.chat.id),
		threadKind: "direct",
		peerKey: `user:${message.chat.id}`,
		...(message.reply_to_message
			? { replyToExternalId: messageId(message.chat.id, message.reply_to_message.message_id) }
			: {}),
	};
}

function readComment(page: ChannelPage, message: Message): IncomingMessage {
	const { chat, reply_to_message: answered } = message;
	// without a thread the message begins one of its own
	const rootId = message.message_thread_id ?? answered?.message_id ?? message.message_id;
	const isAnswer = answered && !answered.is_automatic_forward && answered.forum_topic_created === undefined;
	return {
		...readCommon(page, message),
		threadKey: threadKey(chat.id, rootId),
		threadKind: rootId === message.message_id ? "post" : "comments",
		threadUrl: messageUrl(message, rootId),
		...(isAnswer ? { replyToExternalId: messageId(chat.id, answered.message_id) } : {}),
		url: messageUrl(message, message.message_id),
	};
}

function readCommon(page: ChannelPage, message: Message) {
	const { chat, from } = message;
	const name = [from?.first_name, from?.last_name].filter(Boolean).join(" ");
	return {
		externalId: messageId(chat.id, message.message_id),
		...(message.sender_chat ? readSenderChat(page, chat.id, message.sender_chat) : readSender(page, from?.id, message)),
		...(message.sender_chat || name === "" ? {} : { authorName: clean(name) }),
		text: message.text ?? message.caption ?? "",
		attachments: readAttachments(message),
		sentAt: at(message.date),
	};
}

type Author = Pick<IncomingMessage, "direction" | "authorKey" | "authorName">;

function readSender(page: ChannelPage, id: number | undefined, message: Message): Author {
	// the token begins with the bot's own id
	if (id !== undefined && page.secrets.token?.startsWith(`${id}:`))
		return { direction: "out", authorKey: `user:${id}` };
	if (id === undefined)
		return { direction: "in", authorKey: `anonymous:${messageId(message.chat.id, message.message_id)}` };
	return { direction: "in", authorKey: `user:${id}` };
}

/** Somebody writes as a chat; `from` is then a stand-in and says nothing. The own channel or group is the page itself. */
function readSenderChat(page: ChannelPage, chatId: number, sender: NonNullable<Message["sender_chat"]>): Author {
	const isOwn =
		sender.id === chatId ||
		String(sender.id) === page.externalId ||
		(sender.username != null && `@${sender.username}` === page.externalId);
	if (isOwn) return { direction: "out", authorKey: `page:${sender.id}` };
	return {
		direction: "in",
		authorKey: `anonymous:${sender.id}`,
		...(sender.title ? { authorName: clean(sender.title) } : {}),
	};
}

/** Address of a message in a group: public by the group's name, private by its id without the -100 before it. */
function messageUrl(message: Message, id: number): string | undefined {
	const { chat } = message;
	if (chat.username && /^\w+$/.test(chat.username)) return `https://t.me/${chat.username}/${id}`;
	const inner = /^-100(\d+)$/.exec(String(chat.id));
	return inner ? `https://t.me/c/${inner[1]}/${id}` : undefined;
}
