import { z } from "zod";
import type { ChannelPage, Failure } from "../channel.ts";
import { ask, unreadable } from "./call.ts";

/** Reading walls with an application's service key: a community key is refused there with error 27. */

const count = z.object({ count: z.int().min(0) });
const Post = z.looseObject({
	id: z.int().min(1),
	owner_id: z.int(),
	from_id: z.int(),
	date: z.int().min(0),
	text: z.string().catch(""),
	comments: count.nullish().catch(null),
});
export type WallPost = z.infer<typeof Post>;

const Comment = z.looseObject({
	id: z.int().min(1),
	from_id: z.int(),
	date: z.int().min(0),
	deleted: z.boolean().nullish().catch(null),
});
export type WallComment = z.infer<typeof Comment>;
const TopComment = Comment.extend({
	thread: count
		.extend({ items: z.array(Comment).nullish() })
		.nullish()
		.catch(null),
});

/** Calls left to one reading: whoever begins it says how many, and all parts of it draw on them. */
export type Budget = { calls: number };

/** wall.getComments gives a hundred at a time, and ten of each thread with them; wall.get gives a hundred. */
const pageSize = 100;
const threadSize = 10;

/** The newest posts of a wall. `total` is how many there are. */
export async function readPosts(
	page: ChannelPage,
	ownerId: number,
	given: { count: number; offset?: number },
): Promise<{ kind: "posts"; posts: WallPost[]; total: number } | Failure> {
	const answer = await ask(page, "service", "wall.get", { owner_id: ownerId, offset: 0, ...given });
	if (answer.kind !== "response") return answer;
	const read = count.extend({ items: z.array(Post) }).safeParse(answer.response);
	return read.success ? { kind: "posts", posts: read.data.items, total: read.data.count } : unreadable;
}

/** One post; null when it is not there or not shown. */
export async function readPostById(
	page: ChannelPage,
	ownerId: number,
	postId: number,
): Promise<{ kind: "post"; post: WallPost | null } | Failure> {
	const answer = await ask(page, "service", "wall.getById", { posts: `${ownerId}_${postId}` });
	if (answer.kind !== "response") return answer;
	// before 5.139 the list itself was the answer
	const items = z
		.object({ items: z.array(z.unknown()) })
		.or(z.array(z.unknown()))
		.safeParse(answer.response);
	if (!items.success) return unreadable;
	const [first] = Array.isArray(items.data) ? items.data : items.data.items;
	return { kind: "post", post: Post.safeParse(first).data ?? null };
}

/**
 * All comments under a post, threads included, oldest first on each level.
 * `isWhole` is false when the budget ended before the comments did.
 */
export async function readComments(
	page: ChannelPage,
	post: { ownerId: number; postId: number },
	budget: Budget,
): Promise<{ kind: "comments"; comments: WallComment[]; isWhole: boolean } | Failure> {
	const seen = new Map<number, WallComment>();
	// the top level first, then every thread that did not come whole with it; each goes on behind the comment read last
	const levels: { parent: number | null; last: number | null }[] = [{ parent: null, last: null }];
	for (let level = levels[0]; level; level = levels[0]) {
		if (budget.calls <= 0) return { kind: "comments", comments: [...seen.values()], isWhole: false };
		budget.calls--;
		const items = await readLevel(page, post, level);
		if (!Array.isArray(items)) return items;
		const fresh = items.filter(({ id }) => !seen.has(id));
		for (const { thread, ...comment } of fresh) {
			seen.set(comment.id, comment);
			const inside = thread?.items ?? [];
			for (const one of inside) seen.set(one.id, one);
			if (thread && thread.count > inside.length) levels.push({ parent: comment.id, last: null });
		}
		level.last = items.at(-1)?.id ?? level.last;
		if (items.length < pageSize || fresh.length === 0) levels.shift();
	}
	return { kind: "comments", comments: [...seen.values()], isWhole: true };
}

/** A hundred comments of one level, from the one read last on. */
async function readLevel(
	page: ChannelPage,
	post: { ownerId: number; postId: number },
	level: { parent: number | null; last: number | null },
): Promise<z.infer<typeof TopComment>[] | Failure> {
	const answer = await ask(page, "service", "wall.getComments", {
		owner_id: post.ownerId,
		post_id: post.postId,
		count: pageSize,
		sort: "asc",
		// 0: whole texts
		preview_length: 0,
		...(level.last === null ? {} : { start_comment_id: level.last }),
		...(level.parent === null ? { thread_items_count: threadSize } : { comment_id: level.parent }),
	});
	if (answer.kind !== "response") return answer;
	const read = z.object({ items: z.array(TopComment) }).safeParse(answer.response);
	return read.success ? read.data.items : unreadable;
}
