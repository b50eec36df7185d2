import type { ChannelPage, Parsed } from "../channel.ts";
import { notUnderstood } from "../codes.ts";
import { readMembership } from "./parse-membership.ts";
import { readMessage } from "./parse-message.ts";
import { MembershipChange, Message } from "./shapes.ts";
import type { Reading } from "./shapes.ts";

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
	if (!update) return notUnderstood("shape", "the body is not an update");
	const eventId = String(update.update_id);
	const kind = Object.keys(update).find((key) => key !== "update_id") ?? "";
	const name = /^[a-z_]{1,60}$/.test(kind) ? kind : "without a name";
	if (Object.hasOwn(ignored, kind)) return { kind: "ignored", eventId, reason: `${kind}: ${ignored[kind]}` };
	const reading = readContent(page, kind, update[kind], receivedAt);
	if (!reading) return notUnderstood("unknown-kind", `unknown update ${name}`, eventId);
	if ("ignored" in reading) return { kind: "ignored", eventId, reason: `${kind}: ${reading.ignored}` };
	if ("unclear" in reading) return notUnderstood(reading.trouble, `${kind}: ${reading.unclear}`, eventId);
	return { kind: "changes", eventId, changes: reading };
}

function readContent(page: ChannelPage, kind: string, content: unknown, receivedAt: Date): Reading | null {
	if (kind === "my_chat_member") {
		const change = MembershipChange.safeParse(content);
		return change.success
			? readMembership(page, change.data)
			: { unclear: "the change has an unexpected shape", trouble: "shape" };
	}
	if (kind !== "message" && kind !== "edited_message") return null;
	const message = Message.safeParse(content);
	if (!message.success) return { unclear: "the message has an unexpected shape", trouble: "shape" };
	return readMessage(page, message.data, kind === "edited_message" ? receivedAt : null);
}
