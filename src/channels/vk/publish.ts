import type { ChannelPage, NotSent, PublishOrder, PublishOutcome, PublishTarget } from "../channel.ts";
import { timeoutMs } from "./call.ts";
import { createComment } from "./create-comment.ts";
import { createCommentElsewhere } from "./create-comment-elsewhere.ts";
import { readExternalId } from "./external-id.ts";
import { sendMessage } from "./send-message.ts";

/**
 * Puts the answer under the resident's message: a comment of the community, or a message in the dialogue.
 * All calls together take at most 15 s; whatever goes wrong before the one that publishes means that nothing was sent.
 */
export async function publish(page: ChannelPage, order: PublishOrder): Promise<PublishOutcome> {
	const target = readExternalId(order.target.replyToExternalId);
	if (!target)
		return { kind: "not-sent", class: "target-gone", code: "target", text: "The message's address cannot be read." };
	if (isWatched(page)) return notOurs;
	const count = order.photos?.length ?? 0;
	const most = maxPhotos(page, order.target);
	if (count > most) return most === 0 ? noPhotos : tooManyPhotos(most);
	const deadline = AbortSignal.timeout(timeoutMs);
	if (target.kind === "message") return sendMessage(page, order, target, deadline);
	if (target.of === "wall") return createComment(page, order, target, deadline);
	return createCommentElsewhere(page, order, { ...target, of: target.of }, deadline);
}

/** Somebody else's community, read by an application's key: no key of ours writes there, so a person carries the answer out. */
export const isWatched = (page: ChannelPage): boolean =>
	page.settings.isWatched === true || (!page.secrets.accessToken && Boolean(page.secrets.serviceToken));

/**
 * Ten in a dialogue. A community key attaches none to a comment (photos.getWallUploadServer takes keys of people alone); with the key
 * of an approved person one is surely taken, how many more is documented nowhere.
 */
export function maxPhotos(page: ChannelPage, target: PublishTarget): number {
	if (target.threadKind === "direct") return 10;
	return page.secrets.userToken && target.replyToExternalId.startsWith("wall") ? 1 : 0;
}

const noPhotos: NotSent = {
	kind: "not-sent",
	class: "content",
	code: "photos",
	text: "A community key cannot attach photographs here.",
	advice: "photos-directly",
};
const tooManyPhotos = (most: number): NotSent => ({
	...noPhotos,
	text: `No more than ${most} photographs can be attached here.`,
});

const notOurs: NotSent = {
	kind: "not-sent",
	class: "wrong-token",
	code: "watched",
	text: "The community is only watched: a person answers there.",
	advice: "by-person",
};
