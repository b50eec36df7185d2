import type { ChannelPage, Failure, WindowRead } from "../channel.ts";
import type { UnreadableCode } from "../codes.ts";
import { commentId, objectId } from "./external-id.ts";
import { isWatched } from "./publish.ts";
import { readDialogues } from "./read-dialogues.ts";
import type { Found } from "./read-dialogues.ts";
import { readComments, readPosts } from "./read-wall.ts";
import type { Budget, WallPost } from "./read-wall.ts";
import { anonymously, openly } from "./wrap-wall.ts";

/** Calls of one reading: at the pace of the keys about half a minute of dialogues and a minute and a half of walls. */
const most = { dialogues: 200, wall: 200 };
/** People still comment under posts of the last month; older ones are not read again. */
const postDays = 30;
const postPage = 100;
const daySeconds = 86_400;

/**
 * Everything between two moments that the keys allow: dialogues by the community key; posts of residents and comments by a service
 * key. `isWhole` is false without that key, and when posts older than a month were left out.
 */
export async function readWindow(page: ChannelPage, from: Date, to: Date): Promise<WindowRead> {
	if (!page.secrets.serviceToken && !page.secrets.accessToken) return { kind: "cannot-read", reason: "no-service-key" };
	const dialogues = isWatched(page)
		? { kind: "read" as const, found: [], isWhole: true }
		: await readDialogues(page, from, to, { calls: most.dialogues });
	if (dialogues.kind !== "read") return dialogues;
	if (!page.secrets.serviceToken) return { ...dialogues, isWhole: false };
	const wall = await readWall(page, from, to);
	if (wall.kind === "read")
		return { kind: "read", found: [...dialogues.found, ...wall.found], isWhole: dialogues.isWhole && wall.isWhole };
	// a key that may not read the wall takes nothing from what the other one has read
	const isRefused = wall.kind === "not-sent" && (wall.class === "page-dead" || wall.class === "wrong-token");
	if (!isRefused) return wall;
	return isWatched(page) ? { kind: "cannot-read", reason: "key-not-allowed" } : { ...dialogues, isWhole: false };
}

async function readWall(
	page: ChannelPage,
	from: Date,
	to: Date,
): Promise<{ kind: "read"; found: Found[]; isWhole: boolean } | Failure> {
	const budget: Budget = { calls: most.wall };
	const oldest = from.getTime() / 1000 - postDays * daySeconds;
	const found: Found[] = [];
	let isWhole = true;
	for (let offset = 0; ; offset += postPage) {
		if (budget.calls-- <= 0) return { kind: "read", found, isWhole: false };
		const read = await readPosts(page, -Number(page.externalId), { count: postPage, offset });
		if (read.kind !== "posts") return read;
		// a pinned post comes first whatever its age
		const recent = read.posts.filter((post) => post.date >= oldest);
		for (const post of recent) {
			const under = await readPost(page, post, { from: from.getTime() / 1000, to: to.getTime() / 1000 }, budget);
			if (under.kind !== "read") return under;
			found.push(...under.found);
			isWhole &&= under.isWhole;
		}
		isWhole &&= recent.length === read.posts.length;
		if ((read.posts.at(-1)?.date ?? 0) < oldest) return { kind: "read", found, isWhole };
		if (offset + read.posts.length >= read.total) return { kind: "read", found, isWhole };
	}
}

/** A post, where a resident wrote it, and the comments under it, within the window. */
async function readPost(
	page: ChannelPage,
	post: WallPost,
	window: { from: number; to: number },
	budget: Budget,
): Promise<{ kind: "read"; found: Found[]; isWhole: boolean } | Failure> {
	const wrapper = isWatched(page) ? anonymously(page) : openly;
	const isWithin = ({ date }: { date: number }) => date >= Math.floor(window.from) && date <= window.to;
	const threadKey = objectId("wall", post.owner_id, post.id);
	const isMessage = isWatched(page) || String(-post.from_id) !== page.externalId;
	const found: Found[] = isMessage && isWithin(post) ? [{ externalId: threadKey, body: wrapper.post(post) }] : [];
	if (post.comments?.count === 0) return { kind: "read", found, isWhole: true };
	const read = await readComments(page, { ownerId: post.owner_id, postId: post.id }, budget);
	if (read.kind !== "comments") return read;
	for (const [index, comment] of read.comments.filter((one) => isWithin(one) && !one.deleted).entries())
		found.push({ externalId: commentId(threadKey, comment.id), body: wrapper.comment(post, comment, index === 0) });
	return { kind: "read", found, isWhole: read.isWhole };
}

/**
 * What cannot be read back: without a service key all comments and posts; edits and deletions (the network lists what stands there now,
 * and never tells that a resident changed a direct message); comments under photos, videos, topics and goods.
 * That a service key may read walls is documented and was not seen live; one report says that it was refused.
 */
export function unreadable(page: ChannelPage): UnreadableCode[] {
	const always: UnreadableCode[] = ["edits-not-told", "deletions-not-told", "media-comments"];
	return page.secrets.serviceToken ? [...always, "unconfirmed"] : ["no-service-key", ...always];
}
