import type { Channel, ChannelPage, RawDelivery, Verdict } from "../channel.ts";
import { isSameSecret } from "../network-call.ts";
import { connect, identify } from "./connect.ts";
import { edit, editRefusal } from "./edit.ts";
import { fetchFile } from "./fetch-file.ts";
import { look } from "./look.ts";
import { parse, readUpdate } from "./parse.ts";
import { mostPhotos, notify, publish } from "./publish.ts";

/**
 * Telegram by a bot that sits in a channel's discussion group: webhook in, Bot API out.
 * The page's external id is the channel's id ("-100…") or "@name", or the bot's own id where only private messages are read.
 * Settings: `discussionGroupId`, `formerGroupIds` and `botId` (found by `identify` and kept by `parse`), `apiUrl` for a Bot API
 * server of one's own. Secrets: `secret`, `token`.
 */
export const telegram: Channel = {
	name: "telegram",
	// Bot API, sendMessage: 1–4096 characters after entities parsing; counted in UTF-16 units we stay on the safe side
	maxLength: () => 4096,
	maxPhotos: () => mostPhotos,
	// 20 messages a minute in a group, about one a second in a private chat (Bot FAQ)
	minIntervalMs: (target) => (target.threadKind === "direct" ? 1050 : 3100),
	// sendMessage knows no key: a repeat would stand twice
	repeatsDroppedMinutes: () => 0,
	verify,
	parse,
	publish,
	edit,
	editRefusal,
	// a bot cannot read what stands in a chat
	readBack: async () => ({ kind: "cannot-read" }),
	// getUpdates is refused (409) while a webhook is set, so there is no second way to hear: only the queue of 24 hours
	unreadable: () => ["network-has-no-reading", "deletions-not-told", "older-than-queue"],
	look,
	identify,
	connect,
	fetchFile,
	notify,
};

/** The secret comes in a header; any 2xx is an acknowledgement. */
function verify(page: ChannelPage, delivery: RawDelivery): Verdict {
	if (!page.secrets.secret) return { kind: "refuse", reason: "the page has no secret to compare with" };
	if (!isSameSecret(delivery.headers["x-telegram-bot-api-secret-token"], page.secrets.secret))
		return { kind: "refuse", reason: "wrong secret" };
	if (!readUpdate(delivery.body)) return { kind: "refuse", reason: "the body is not an update" };
	// an empty body: a JSON answer would be taken for a call of a method
	return { kind: "store", reply: { status: 200, body: "", contentType: "text/plain; charset=utf-8" } };
}
