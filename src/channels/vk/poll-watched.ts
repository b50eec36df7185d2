import { z } from "zod";
import type { ChannelPage, Polled } from "../channel.ts";
import { asNotSent } from "./call.ts";
import { readComments, readPosts } from "./read-wall.ts";
import type { WallPost } from "./read-wall.ts";
import { anonymously } from "./wrap-wall.ts";

/** Posts of a watched wall that are kept an eye on, and calls of one reading; wall.get is one of them (5,000 a day and key). */
const postsWatched = 20;
const mostCalls = 40;

const Cursor = z.object({
	/** Unix seconds of the first reading: what is older is not news */
	since: z.int().min(0),
	/** by post: its number of comments and the newest of them, as last seen; null: not read yet */
	posts: z.record(z.string(), z.object({ count: z.int(), last: z.int().nullable() })),
});
type Cursor = z.infer<typeof Cursor>;

/** New posts of somebody else's community and new comments under its newest posts; the first reading only looks where it stands. */
export async function pollWatched(page: ChannelPage, cursor: string | null, now: Date): Promise<Polled> {
	const known = readCursor(cursor);
	const read = await readPosts(page, -Number(page.externalId), { count: postsWatched });
	if (read.kind !== "posts") return asNotSent(read);
	const next: Cursor = { since: known?.since ?? Math.floor(now.getTime() / 1000), posts: {} };
	const wrapper = anonymously(page);
	const bodies: Buffer[] = [];
	const budget = { calls: mostCalls };
	let isMore = false;
	for (const post of read.posts) {
		const before = known?.posts[post.id];
		const count = post.comments?.count ?? 0;
		if (known && !before && post.date >= known.since) bodies.push(wrapper.post(post));
		// posts are numbered among all comments, so every comment of a new post is news
		const seen = before ?? { count: known ? 0 : count, last: null };
		next.posts[post.id] = { ...seen, count };
		if (count === seen.count) continue;
		const under = await readNew(page, post, { last: seen.last, since: next.since }, budget);
		if (under.kind !== "comments") {
			if (bodies.length === 0) return asNotSent(under);
			next.posts[post.id] = seen;
			isMore = true;
			continue;
		}
		for (const [index, comment] of under.comments.entries()) bodies.push(wrapper.comment(post, comment, index === 0));
		// what the calls did not suffice for is read the next time
		next.posts[post.id] = { count: under.isWhole ? count : seen.count, last: under.last };
	}
	return { kind: "read", bodies, cursor: JSON.stringify(next), isMore };
}

async function readNew(
	page: ChannelPage,
	post: WallPost,
	seen: { last: number | null; since: number },
	budget: { calls: number },
) {
	const read = await readComments(page, { ownerId: post.owner_id, postId: post.id }, budget);
	if (read.kind !== "comments") return read;
	const isNew = ({ id, date }: { id: number; date: number }) =>
		seen.last === null ? date >= seen.since : id > seen.last;
	const comments = read.comments.filter((comment) => isNew(comment) && !comment.deleted);
	const newest = Math.max(0, ...read.comments.map(({ id }) => id));
	// a reading that was cut short may have skipped older ones, so it moves no mark
	return { ...read, comments, last: read.isWhole ? Math.max(seen.last ?? 0, newest) : seen.last };
}

function readCursor(cursor: string | null): Cursor | null {
	try {
		return Cursor.safeParse(JSON.parse(cursor ?? "null")).data ?? null;
	} catch {
		return null;
	}
}
