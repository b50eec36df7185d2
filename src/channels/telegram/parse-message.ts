import type { ChannelPage, IncomingMessage } from "../channel.ts";
import { albumKey, dialogueKey, messageId, threadKey, topicKey } from "./external-id.ts";
import { formerGroupIds, isOwnChannel, isOwnGroup } from "./own-chats.ts";
import { at, clean, hasContent, Message, readAttachments, readPostUrl, urlOf } from "./shapes.ts";
import type { Reading } from "./shapes.ts";

/** @param editReceivedAt when the edit was received, if it is one: stands for the time that is not told */
export function readMessage(page: ChannelPage, message: Message, editReceivedAt: Date | null): Reading {
	const { chat } = message;
	if (message.migrate_to_chat_id != null) return readMove(page, message, chat.id, message.migrate_to_chat_id);
	if (message.migrate_from_chat_id != null) return readMove(page, message, message.migrate_from_chat_id, chat.id);
	if (chat.type === "channel") return { ignored: "the post comes again through the discussion group" };
	const isTopic = chat.is_direct_messages === true;
	const isDirect = chat.type === "private" || isTopic;
	if (isTopic && !message.direct_messages_topic)
		return { unclear: "a direct message of a channel without a topic", trouble: "shape" };
	if (!isDirect && !isOwnGroup(page, chat.id))
		return { unclear: "a chat that is not the page's discussion group", trouble: "other-place" };
	if (!hasContent(message)) return readWithoutContent(message);
	if (message.is_automatic_forward) return readPost(message);
	const incoming = isDirect ? readDirect(page, message) : readComment(page, message);
	if (!editReceivedAt) return [{ kind: "message", message: incoming }];
	return [{ kind: "edit", message: incoming, editedAt: message.edit_date ? at(message.edit_date) : editReceivedAt }];
}

/** The group became a supergroup: told in both, and from now on its messages come under the new id. */
function readMove(page: ChannelPage, message: Message, from: number, to: number): Reading {
	if (isOwnGroup(page, from) && isOwnGroup(page, to)) return { ignored: "the move of the group is known" };
	if (!isOwnGroup(page, from)) return { unclear: "another group became a supergroup", trouble: "other-place" };
	const settings = { discussionGroupId: to, formerGroupIds: [...formerGroupIds(page), from] };
	return [{ kind: "page-event", code: "moved", text: `${from} → ${to}`, at: at(message.date), settings }];
}

/** The channel's post as it appears in the discussion group; of an album the part with words gives the title. */
function readPost(message: Message): Reading {
	const text = message.text ?? message.caption ?? "";
	if (text === "" && message.media_group_id) return { ignored: "a picture of the page's own post" };
	const { chat, message_id: id } = message;
	const url = readPostUrl(message.forward_origin) ?? urlOf(chat, id);
	return [{ kind: "post", threadKey: threadKey(chat.id, id), text, ...(url ? { url } : {}) }];
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
		: { unclear: "a message of an unknown kind", trouble: "unknown-kind" };
}

/** A private message to the bot, or one to the channel itself (a topic for each person; never seen live). */
function readDirect(page: ChannelPage, message: Message): IncomingMessage {
	const { chat, direct_messages_topic: topic, reply_to_message: answered } = message;
	const common = readCommon(page, message);
	return {
		...common,
		threadKey: topic ? topicKey(chat.id, topic.topic_id) : dialogueKey(chat.id),
		threadKind: "direct",
		peerKey: peerOf(message, common.authorKey),
		...(answered ? { replyToExternalId: messageId(chat.id, answered.message_id) } : {}),
	};
}

function peerOf({ chat, direct_messages_topic: topic }: Message, authorKey: string): string {
	if (!topic) return `user:${chat.id}`;
	return topic.user ? `user:${topic.user.id}` : authorKey;
}

function readComment(page: ChannelPage, message: Message): IncomingMessage {
	const { chat, message_id: id, message_thread_id: threadId, reply_to_message: answered } = message;
	const common = readCommon(page, message);
	// without a thread the message begins one of its own; an album's parts begin one together
	const rootId = threadId ?? answered?.message_id;
	const own = common.albumKey ?? threadKey(chat.id, id);
	const url = urlOf(chat, id);
	// the post's address is told by the comment right under it only; a thread that has one keeps it
	const threadUrl = rootId === undefined || rootId === id ? url : readPostUrl(answered?.forward_origin);
	const isAnswer = answered && !answered.is_automatic_forward && answered.forum_topic_created === undefined;
	return {
		...common,
		threadKey: rootId === undefined ? own : threadKey(chat.id, rootId),
		threadKind: rootId === undefined || rootId === id ? "post" : "comments",
		...(threadUrl ? { threadUrl } : {}),
		...(isAnswer ? { replyToExternalId: messageId(chat.id, answered.message_id) } : {}),
		...(url ? { url } : {}),
	};
}

function readCommon(page: ChannelPage, message: Message) {
	const { chat, from, media_group_id: groupId } = message;
	const name = [from?.first_name, from?.last_name].filter(Boolean).join(" ");
	const attachments = readAttachments(message);
	return {
		externalId: messageId(chat.id, message.message_id),
		...(message.sender_chat ? readSenderChat(page, chat.id, message.sender_chat) : readSender(page, from?.id, message)),
		...(message.sender_chat || name === "" ? {} : { authorName: clean(name) }),
		text: message.text ?? message.caption ?? "",
		attachments,
		...(groupId && /^\w{1,64}$/.test(groupId) && attachments.length > 0
			? { albumKey: albumKey(chat.id, groupId) }
			: {}),
		sentAt: at(message.date),
	};
}

type Author = Pick<IncomingMessage, "direction" | "authorKey" | "authorName">;

function readSender(page: ChannelPage, id: number | undefined, message: Message): Author {
	if (id === undefined)
		return { direction: "in", authorKey: `anonymous:${messageId(message.chat.id, message.message_id)}` };
	const isOwnBot = String(page.settings.botId ?? "") === String(id);
	return { direction: isOwnBot ? "out" : "in", authorKey: `user:${id}` };
}

/** Somebody writes as a chat; `from` is then a stand-in and says nothing. The own channel or group is the page itself. */
function readSenderChat(page: ChannelPage, chatId: number, sender: NonNullable<Message["sender_chat"]>): Author {
	if (sender.id === chatId || isOwnChannel(page, sender)) return { direction: "out", authorKey: `page:${sender.id}` };
	return {
		direction: "in",
		authorKey: `anonymous:${sender.id}`,
		...(sender.title ? { authorName: clean(sender.title) } : {}),
	};
}
