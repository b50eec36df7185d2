import { z } from "zod";
import type { ChannelPage, Failure } from "../channel.ts";
import { callRest } from "./call.ts";
import { discussionKey } from "./external-id.ts";
import { Comment, commentTime, Discussion } from "./shapes.ts";

/** The most the network gives at once. */
const pageSize = 100;

/** The fields a working client of this year asks for, less one that the network does not know. */
const commentFields = [
	...["ID", "TEXT", "TYPE", "DATE", "AUTHOR_ID", "AUTHOR_NAME", "AUTHOR_REF"],
	...["REPLY_TO_ID", "REPLY_TO_NAME", "REPLY_TO_COMMENT_ID"],
].map((name) => `comment.${name}`);
const listFields = [
	...["OBJECT_TYPE", "OBJECT_ID", "NEW_COMMENTS_COUNT", "TITLE"].map((name) => `discussion.${name}`),
	"group.UID",
];

const List = z.object({ discussions: z.array(z.unknown()).nullish(), anchor: z.string().nullish() });

export type ListRead = { kind: "read"; discussions: Discussion[]; anchor: string | null } | Failure;

/**
 * Discussions of the groups this moderator keeps, those with the latest activity first; only this group's are given. One that does
 * not say whose it is is taken: losing it would be worse than a moderator of two groups seeing it in both.
 */
export async function listDiscussions(page: ChannelPage, anchor: string | null): Promise<ListRead> {
	const answer = await callRest(page, "discussions.getList", {
		category: "GROUP",
		count: pageSize,
		fields: listFields.join(","),
		...(anchor !== null && { anchor }),
	});
	if (answer.kind !== "response") return answer;
	const list = List.safeParse(answer.response);
	if (!list.success) return unexpected("discussions.getList");
	const discussions = (list.data.discussions ?? []).flatMap((one) => Discussion.safeParse(one).data ?? []);
	return {
		kind: "read",
		discussions: discussions.filter((one) => isOfGroup(page, one)),
		anchor: discussions.length > 0 ? list.data.anchor || null : null,
	};
}

function isOfGroup(page: ChannelPage, { ref_objects: refs }: Discussion): boolean {
	const groups = (refs ?? []).filter((one) => one.type === "GROUP");
	return groups.length === 0 || groups.some(({ id }) => id === page.externalId || id === `group:${page.externalId}`);
}

/** A comment with the body it came in; `at` is null where its time cannot be read. */
export type FoundComment = { raw: unknown; comment: Comment; at: Date | null };
export type CommentsRead =
	| { kind: "read"; comments: FoundComment[]; anchor: string | null; unclear: unknown[] }
	| Failure;

const Comments = z.object({
	comments: z.array(z.unknown()).nullish(),
	has_more: z.boolean().nullish(),
	anchor: z.unknown().optional(),
});

/** A hundred comments; the newest first, as clients of this method found. `anchor` leads on, null at the end. */
export async function readComments(page: ChannelPage, key: string, anchor: string | null): Promise<CommentsRead> {
	const [discussionType = "", discussionId = ""] = key.split("/");
	const answer = await callRest(page, "discussions.getComments", {
		discussionType,
		discussionId,
		count: pageSize,
		fields: commentFields.join(","),
		...(anchor !== null && { anchor }),
	});
	if (answer.kind !== "response") return answer;
	const read = Comments.safeParse(answer.response);
	if (!read.success) return unexpected("discussions.getComments");
	const { comments, has_more: hasMore, anchor: next } = read.data;
	const leadsOn = typeof next === "string" && next !== "" && next !== anchor;
	// more without a way to it: to take this for the end would lose the rest
	if (hasMore === true && !leadsOn) return unexpected("discussions.getComments");
	const all = (comments ?? []).map((raw) => ({ raw, comment: Comment.safeParse(raw).data }));
	return {
		kind: "read",
		comments: all.flatMap(({ raw, comment }) => (comment ? [{ raw, comment, at: commentTime(comment) }] : [])),
		unclear: all.filter(({ comment }) => !comment).map(({ raw }) => raw),
		anchor: hasMore === true && leadsOn ? next : null,
	};
}

const unexpected = (method: string): Failure => ({
	kind: "unknown",
	code: "response",
	text: `The network's answer to ${method} has an unexpected shape.`,
});

export const keyOf = (discussion: Discussion): string => discussionKey(discussion.object_type, discussion.object_id);
