import type { ChannelPage, Parsed } from "../channel.ts";
import { notUnderstood } from "../codes.ts";
import { readCommentDeleted, readCommentEvent } from "./parse-comment.ts";
import { readMessageEvent } from "./parse-message.ts";
import { readConsent, readOfficers, readPhotoChanged, readSettings } from "./parse-news.ts";
import { readPost } from "./parse-post.ts";
import { isRead, readEnvelope } from "./parse-read.ts";
import type { Reader, Reading } from "./shapes.ts";
import { readObject } from "./verify.ts";

const comment = (of: Parameters<typeof readCommentEvent>[0]) => ({
	[`${of}_new`]: readCommentEvent(of, "message"),
	[`${of}_edit`]: readCommentEvent(of, "edit"),
	[`${of}_restore`]: readCommentEvent(of, "restore"),
	[`${of}_delete`]: readCommentDeleted(of),
});

const readers: Record<string, Reader> = {
	...comment("wall_reply"),
	...comment("photo_comment"),
	...comment("video_comment"),
	...comment("board_post"),
	...comment("market_comment"),
	wall_post_new: readPost,
	message_new: readMessageEvent("message"),
	message_reply: readMessageEvent("message"),
	// sent for the community's own messages only: a resident's edit of a direct message is never told
	message_edit: readMessageEvent("edit"),
	message_allow: readConsent(true),
	message_deny: readConsent(false),
	group_officers_edit: readOfficers,
	group_change_settings: readSettings,
	group_change_photo: readPhotoChanged,
};

/** Known and harmless: nothing that a resident wrote to the page. */
const ignored: Record<string, string> = {
	confirmation: "handshake",
	...say("a mark, not a message", "message_read message_typing_state message_reaction_event like_add like_remove"),
	...say("a button of a bot", "message_event"),
	...say("the community's own post that waits for its time", "wall_schedule_post_new wall_schedule_post_delete"),
	...say("a repost", "wall_repost"),
	...say("members of the community", "group_join group_leave user_block user_unblock"),
	...say("media without words", "photo_new audio_new video_new"),
	...say("a vote", "poll_vote_new"),
	...say("trade", "market_order_new market_order_edit vkpay_transaction app_payload"),
	...say(
		"subscriptions",
		"donut_subscription_create donut_subscription_prolonged donut_subscription_expired donut_subscription_cancelled donut_subscription_price_changed donut_money_withdraw donut_money_withdraw_error",
	),
};

function say(reason: string, types: string): Record<string, string> {
	return Object.fromEntries(types.split(" ").map((type) => [type, reason]));
}

/**
 * Reads a Callback API event (dev.vk.com, "Callback API"; shapes of callback/objects.json of the official schema), the same event
 * from the long poll, or what the desk read itself. `event_id` repeats with every redelivery.
 */
export function parse(page: ChannelPage, body: Buffer, receivedAt: Date): Parsed {
	const event = readObject(body);
	if (!event) return notUnderstood("shape", "the body is not a JSON object");
	if (isRead(event)) return tell(null, "read", readEnvelope(page, event, receivedAt));
	const eventId = typeof event.event_id === "string" && /^[\w-]{1,100}$/.test(event.event_id) ? event.event_id : null;
	const type = typeof event.type === "string" && /^[a-z_]{1,60}$/.test(event.type) ? event.type : null;
	if (!type) return notUnderstood("shape", "the event names no type", eventId);
	if (Object.hasOwn(ignored, type)) return { kind: "ignored", eventId, reason: `${type}: ${ignored[type]}` };
	const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
	if (!reader) return notUnderstood("unknown-kind", `unknown event type ${type}`, eventId);
	return tell(eventId, type, reader(page, event.object, receivedAt));
}

function tell(eventId: string | null, type: string, reading: Reading): Parsed {
	if (!reading) return notUnderstood("shape", `${type}: the object has an unexpected shape`, eventId);
	if ("ignored" in reading) return { kind: "ignored", eventId, reason: `${type}: ${reading.ignored}` };
	return { kind: "changes", eventId, changes: reading.changes };
}
