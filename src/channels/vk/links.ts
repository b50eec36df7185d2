import type { ChannelPage, LinkTarget, NotSent, WindowRead } from "../channel.ts";
import { asNotSent } from "./call.ts";
import { commentId, objectId, readExternalId } from "./external-id.ts";
import { isWatched } from "./publish.ts";
import { readComments, readPostById } from "./read-wall.ts";
import { anonymously, openly } from "./wrap-wall.ts";

const hosts = /^(?:(?:www|m)\.)?vk\.(?:com|ru)$/;
const longestLink = 2000;

/**
 * A link to a post or a comment on a community's wall: `/wall-1_2`, `?reply=3`, `?thread=3`, `?w=wall-1_2_r3` on any address.
 * Walls of people are not taken: only communities are watched.
 */
export function readLink(link: string): LinkTarget | null {
	const text = link.trim();
	if (text.length > longestLink) return null;
	const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
	if (!url || !hosts.test(url.hostname)) return null;
	const place = /^wall-(\d{1,15})_(\d{1,15})(?:_r(\d{1,15}))?(?:$|\/)/;
	const found = place.exec(url.pathname.slice(1)) ?? place.exec(url.searchParams.get("w") ?? "");
	if (!found) return null;
	const [, groupId, postId, inWord] = found;
	const reply =
		readNumber(url.searchParams.get("reply")) ?? readNumber(inWord) ?? readNumber(url.searchParams.get("thread"));
	if (!Number(groupId) || !Number(postId)) return null;
	const threadKey = objectId("wall", -Number(groupId), Number(postId));
	return {
		pageExternalId: String(Number(groupId)),
		threadKey,
		messageId: reply === null ? threadKey : commentId(threadKey, reply),
	};
}

function readNumber(text: string | null | undefined): number | null {
	const number = /^\d{1,15}$/.test(text ?? "") ? Number(text) : 0;
	return number > 0 ? number : null;
}

/** A post without many comments is read whole; under one with thousands a linked comment may not be found. */
const mostCalls = 40;

/** The linked post, or the linked comment with its post as the title, by a service key. */
export async function fetchLink(page: ChannelPage, link: LinkTarget): Promise<WindowRead> {
	if (!page.secrets.serviceToken) return { kind: "cannot-read", reason: "no-service-key" };
	const target = readExternalId(link.messageId);
	if (target?.kind !== "comment" || target.of !== "wall") return gone;
	const { ownerId, objectId: postId } = target;
	const read = await readPostById(page, ownerId, postId);
	if (read.kind !== "post") return refusedOr(asNotSent(read));
	const { post } = read;
	if (!post) return gone;
	const isOurs = !isWatched(page) && page.externalId === String(-ownerId);
	const wrapper = isOurs ? openly : anonymously(page);
	if (target.commentId === null)
		return { kind: "read", found: [{ externalId: link.messageId, body: wrapper.post(post) }], isWhole: true };
	const under = await readComments(page, { ownerId, postId }, { calls: mostCalls });
	if (under.kind !== "comments") return refusedOr(asNotSent(under));
	const comment = under.comments.find(({ id, deleted }) => id === target.commentId && !deleted);
	if (!comment) return under.isWhole ? gone : { kind: "read", found: [], isWhole: false };
	const body = wrapper.comment(post, comment, true);
	return { kind: "read", found: [{ externalId: link.messageId, body }], isWhole: true };
}

/** A wall that the key may not read is no failure that passes. */
function refusedOr(failure: NotSent): WindowRead {
	const isRefused = failure.class === "wrong-token" || failure.code === "27" || failure.code === "15";
	return isRefused ? { kind: "cannot-read", reason: "key-not-allowed" } : failure;
}

const gone: NotSent = {
	kind: "not-sent",
	class: "target-gone",
	code: "link",
	text: "The post or comment is not there, or not shown to others.",
	advice: "target-deleted",
};
