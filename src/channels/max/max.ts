import type { Channel, ChannelPage, RawDelivery, Verdict } from "../channel.ts";
import type { UnreadableCode } from "../codes.ts";
import { isSameSecret } from "../network-call.ts";
import { connect, identify, look } from "./connect.ts";
import { edit, editRefusal } from "./edit.ts";
import { parse, readUpdate } from "./parse.ts";
import { poll, pollSeconds } from "./poll.ts";
import { longestText, mostPhotos, notify, publish } from "./publish.ts";
import { readBack, readWindow } from "./read-back.ts";

/**
 * MAX by a bot: dialogues with it, and comments under the posts of a channel that it administers. Webhook in, bot API out.
 * The page's external id is the channel's ("-70…") or, where only dialogues are read, the bot's own. Settings: `botId` (found by
 * `identify`), `sharedBot` with `takesDialogues` where one bot serves several channels, `unsignedComments`, `receive`, `apiUrl`.
 * Secrets: `secret`, `token`. Shapes are those of the vendor's fixtures; nothing here was seen live.
 */
export const max: Channel = {
	name: "max",
	maxLength: () => longestText,
	maxPhotos: (_page, target) => (target.threadKind === "direct" ? mostPhotos : 0),
	// 30 requests a second for the bot as a whole, spaced by `pace`; one page need not hurry
	minIntervalMs: () => 100,
	// no method knows a key: a repeat would stand twice
	repeatsDroppedMinutes: () => 0,
	verify,
	parse,
	publish,
	readBack,
	edit,
	editRefusal,
	pollSeconds,
	poll,
	readWindow,
	unreadable,
	look,
	identify,
	connect,
	notify,
};

/** The secret comes in a header; 200 is the acknowledgement. */
function verify(page: ChannelPage, delivery: RawDelivery): Verdict {
	if (!page.secrets.secret) return { kind: "refuse", reason: "the page has no secret to compare with" };
	if (!isSameSecret(delivery.headers["x-max-bot-api-secret"], page.secrets.secret))
		return { kind: "refuse", reason: "wrong secret" };
	if (!readUpdate(delivery.body)) return { kind: "refuse", reason: "the body is not an update" };
	return { kind: "store", reply: { status: 200, body: "", contentType: "text/plain; charset=utf-8" } };
}

/** A list of dialogues no longer exists, so those that never reached us cannot be found; lists tell neither edits nor deletions. */
function unreadable(page: ChannelPage): UnreadableCode[] {
	const codes: UnreadableCode[] = ["edits-not-told", "deletions-not-told"];
	return page.externalId.startsWith("-") ? [...codes, "unconfirmed"] : ["network-has-no-reading", ...codes];
}
