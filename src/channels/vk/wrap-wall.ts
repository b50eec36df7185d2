import { createHmac } from "node:crypto";
import type { ChannelPage } from "../channel.ts";
import { objectId } from "./external-id.ts";
import { wrap } from "./parse-read.ts";
import type { WallComment, WallPost } from "./read-wall.ts";

/**
 * Bodies of posts and comments that were read. Of a community that is not ours nobody's name or number is kept: authors become a
 * word that means one person inside one thread and nothing outside it, before anything is stored.
 */
export type Wrapper = {
	post: (post: WallPost) => Buffer;
	/** @param post its title goes along, where given */
	comment: (of: WallPost, comment: WallComment, withTitle: boolean) => Buffer;
};

/** Bodies as the network gives them, for the wall of our own community. */
export const openly: Wrapper = {
	post: (post) => wrap({ otklik: "wall.get", object: post }),
	comment: (post, comment, withTitle) =>
		wrap({
			otklik: "wall.getComments",
			object: placed(post, comment),
			...(withTitle && { post: titleOf(post) }),
		}),
};

/** Bodies without people, for somebody else's community. */
export function anonymously(page: ChannelPage): Wrapper {
	const salt = page.secrets.salt ?? page.secrets.serviceToken ?? "";
	const author = (thread: string, fromId: number): string =>
		fromId < 0
			? `page:${fromId}`
			: `anonymous:${createHmac("sha256", salt).update(`${thread} ${fromId}`).digest("base64url").slice(0, 24)}`;
	return {
		post: (post) =>
			wrap({ otklik: "wall.get", object: withoutPeople(post), author: author(threadOf(post), post.from_id) }),
		comment: (post, comment, withTitle) =>
			wrap({
				otklik: "wall.getComments",
				object: withoutPeople(placed(post, comment)),
				author: author(threadOf(post), comment.from_id),
				...(withTitle && { post: { ...titleOf(post), from_id: post.owner_id, text: unnamed(post.text) } }),
			}),
	};
}

const threadOf = (post: WallPost): string => objectId("wall", post.owner_id, post.id);

/** Comments do not always name the wall they stand on. */
const placed = (post: WallPost, comment: WallComment): WallComment => ({
	...comment,
	owner_id: post.owner_id,
	post_id: post.id,
});

const titleOf = ({ id, owner_id: ownerId, from_id: fromId, date, text }: WallPost) => ({
	...{ id, owner_id: ownerId, from_id: fromId, date, text },
});

type Raw = Record<string, unknown>;

/** What is kept of somebody else's wall: words, pictures, place and the order of answers. */
function withoutPeople(object: Raw): Raw {
	const kept = [
		"id",
		"owner_id",
		"post_id",
		"date",
		"parents_stack",
		"reply_to_comment",
		"geo",
		"post_type",
		"deleted",
	];
	const entries = Object.entries(object).filter(([name]) => kept.includes(name));
	const attachments = Array.isArray(object.attachments) ? object.attachments.map(withoutOwner) : [];
	return { ...Object.fromEntries(entries), text: unnamed(String(object.text ?? "")), attachments };
}

/** Attachments carry the number of whoever uploaded them: pictures and links are kept, of others only their kind. */
function withoutOwner(attachment: unknown): Raw {
	const { type, photo, link } = Object(attachment) as { type?: unknown; photo?: unknown; link?: unknown };
	if (type === "photo") {
		const { sizes, orig_photo: original } = Object(photo) as Raw;
		return { type, photo: { sizes, orig_photo: original } };
	}
	if (type === "link") {
		const { url, title } = Object(link) as Raw;
		return { type, link: { url, title } };
	}
	return { type: typeof type === "string" ? type : "other" };
}

/** Names of people that the network puts into texts: "[id1|Name], …". */
const unnamed = (text: string): string => text.replace(/\[id\d+\|[^\]]*\],?\s*/g, "");
