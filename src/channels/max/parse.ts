import { createHash } from "node:crypto";
import type { Change, ChannelPage, Parsed } from "../channel.ts";
import { notUnderstood } from "../codes.ts";
import { commentId, messageId } from "./external-id.ts";
import { isOwnChannel, isShared, readMessage } from "./parse-message.ts";
import { asRecord, readJson } from "./read-json.ts";
import { at, ChatEvent, clean, Message, Removal, time } from "./shapes.ts";
import type { Reading } from "./shapes.ts";

/** The body as an update, or null; reading never throws. */
export function readUpdate(body: Buffer): Record<string, unknown> | null {
	const value = asRecord(readJson(body.toString("utf8")));
	return typeof value?.update_type === "string" ? value : null;
}

type Reader = (page: ChannelPage, update: Record<string, unknown>, happenedAt: Date) => Reading;

/** Updates that carry no message of a resident to the page. */
const ignored: Record<string, string> = {
	message_callback: "a button of the bot",
	dialog_cleared: "a person cleared their own copy of the dialogue",
	dialog_removed: "a person removed their own copy of the dialogue",
	dialog_muted: "notices of a dialogue",
	dialog_unmuted: "notices of a dialogue",
	user_added: "members of the chat",
	user_removed: "members of the chat",
};

const readers: Record<string, Reader> = {
	message_created: readSpoken("new"),
	message_edited: readSpoken("edit"),
	message_removed: readRemoval,
	// in the vendor's library and description since August 2026, never seen live by us
	comment_created: readSpoken("new"),
	comment_edited: readSpoken("edit"),
	comment_removed: readRemoval,
	bot_started: readConsent(true),
	bot_stopped: readConsent(false),
	bot_added: readAccess("access-given", "the bot was added"),
	bot_removed: readAccess("access-lost", "the bot was removed"),
	chat_title_changed: readAccess("settings-changed", "the channel's name was changed"),
	bot_admin_permissions_changed: readAccess("settings-changed", "the bot's rights were changed"),
};

/**
 * Reads an update of the bot API (dev.max.ru, object Update). It has no id of its own: type, message and time name it, and these
 * repeat with every redelivery.
 */
export function parse(page: ChannelPage, body: Buffer, receivedAt: Date): Parsed {
	const update = readUpdate(body);
	if (!update) return notUnderstood("shape", "the body is not an update");
	const type = /^[a-z_]{1,60}$/.test(String(update.update_type)) ? String(update.update_type) : "without a name";
	const eventId = eventIdOf(update);
	if (Object.hasOwn(ignored, type)) return { kind: "ignored", eventId, reason: `${type}: ${ignored[type]}` };
	const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
	if (!reader) return notUnderstood("unknown-kind", `unknown update ${type}`, eventId);
	const happened = time.safeParse(update.timestamp);
	const reading = reader(page, update, happened.success ? at(happened.data) : receivedAt);
	if ("ignored" in reading) return { kind: "ignored", eventId, reason: `${type}: ${reading.ignored}` };
	if ("unclear" in reading) return notUnderstood(reading.trouble, `${type}: ${reading.unclear}`, eventId);
	return { kind: "changes", eventId, changes: reading };
}

function eventIdOf(update: Record<string, unknown>): string | null {
	const mid = asRecord(asRecord(update.message)?.body)?.mid ?? update.message_id;
	const who = typeof mid === "string" ? mid : `${textOf(update.chat_id)} ${textOf(asRecord(update.user)?.user_id)}`;
	const when = textOf(update.timestamp);
	if (when === "") return null;
	return createHash("sha256")
		.update(`${textOf(update.update_type)}|${who}|${when}`)
		.digest("hex")
		.slice(0, 40);
}

const textOf = (value: unknown): string =>
	typeof value === "string" || typeof value === "number" ? String(value) : "";

function readSpoken(kind: "new" | "edit"): Reader {
	return (page, update, happenedAt) => {
		const message = Message.safeParse(update.message);
		if (!message.success) return { unclear: "the message has an unexpected shape", trouble: "shape" };
		return readMessage(page, message.data, kind === "edit" ? happenedAt : null);
	};
}

function readRemoval(page: ChannelPage, update: Record<string, unknown>, deletedAt: Date): Reading {
	const removal = Removal.safeParse(update);
	if (!removal.success) return { unclear: "the removal has an unexpected shape", trouble: "shape" };
	const { message_id: mid, chat_id: chatId, post_id: postId } = removal.data;
	if (postId != null || chatId.startsWith("-")) {
		if (!isOwnChannel(page, chatId))
			return isShared(page)
				? { ignored: "another channel of the same bot" }
				: { unclear: "a chat that is not the page's", trouble: "other-place" };
		if (postId == null) return { ignored: "a post of the page was removed" };
	}
	const externalId = postId == null ? messageId(chatId, mid) : commentId(postId, mid);
	const threadKey = externalId.slice(0, externalId.lastIndexOf("/"));
	return [{ kind: "delete", externalId, threadKey, deletedAt }];
}

function readConsent(isAllowed: boolean): Reader {
	return (_page, update, happenedAt) => {
		const event = ChatEvent.safeParse(update);
		if (!event.success || !event.data.user) return { unclear: "the event has an unexpected shape", trouble: "shape" };
		return [{ kind: "consent", authorKey: `user:${event.data.user.user_id}`, isAllowed, at: happenedAt }];
	};
}

function readAccess(code: Extract<Change, { kind: "page-event" }>["code"], words: string): Reader {
	return (page, update, happenedAt) => {
		const event = ChatEvent.safeParse(update);
		if (!event.success) return { unclear: "the event has an unexpected shape", trouble: "shape" };
		if (!isOwnChannel(page, event.data.chat_id)) return { ignored: "another chat of the bot" };
		const text = event.data.title ? `${words}: ${clean(event.data.title)}` : words;
		return [{ kind: "page-event", code, text, at: happenedAt }];
	};
}
