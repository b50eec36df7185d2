import type { Channel, ChannelPage } from "../channel.ts";
import type { UnreadableCode } from "../codes.ts";
import { connect, identify } from "./connect.ts";
import { look } from "./look.ts";
import { parse } from "./parse.ts";
import { poll } from "./poll.ts";
import { publish } from "./publish.ts";
import { readBack } from "./read-back.ts";
import { readWindow } from "./read-window.ts";
import { hasCommentKeys } from "./call.ts";
import { verify } from "./verify.ts";

/**
 * A group in Odnoklassniki: direct messages by the Graph webhook, comments by polling. Written from its documentation; nothing of
 * it was seen live. The page's external id is the group's number.
 * Secrets: `graphToken` (messages); `accessToken` of a moderator, `applicationKey`, `applicationSecretKey` (comments). Either set
 * works alone. Settings: `allowedNets` (addresses the webhook may come from, in place of the documented ones), `answersComments`
 * and `sendsPhotos` (unconfirmed methods, off unless true), `apiUrl`.
 */
export const ok: Channel = {
	name: "ok",
	// documented for the edit of a comment only; nothing longer is promised anywhere
	maxLength: () => 3000,
	// the documentation shows one attachment in a message, after an upload that was never tried
	maxPhotos: (page, target) =>
		target.threadKind === "direct" && page.settings.sendsPhotos === true && page.secrets.graphToken ? 1 : 0,
	// no figures are documented
	minIntervalMs: () => 1000,
	// neither way of sending knows a key against repeats
	repeatsDroppedMinutes: () => 0,
	verify,
	parse,
	publish,
	readBack,
	pollSeconds: (page) => (hasCommentKeys(page) ? 60 : null),
	poll,
	readWindow,
	unreadable,
	look,
	identify,
	connect,
};

function unreadable(page: ChannelPage): UnreadableCode[] {
	const lacksKeys = !hasCommentKeys(page) || !page.secrets.graphToken;
	return ["edits-not-told", "deletions-not-told", "unconfirmed", ...(lacksKeys ? (["no-service-key"] as const) : [])];
}
