import { createHash } from "node:crypto";
import type { ChannelPage, Failure, Polled } from "../channel.ts";
import { hasCommentKeys } from "./call.ts";
import { dropOldest, firstCursor, readCursor } from "./cursor.ts";
import type { Cursor, Seen, Thread } from "./cursor.ts";
import { commentBody, postBody } from "./parse.ts";
import { keyOf, listDiscussions, readComments } from "./read-comments.ts";
import type { CommentsRead, FoundComment } from "./read-comments.ts";
import type { Discussion } from "./shapes.ts";

/** Calls in one reading; what is left over waits for the next, at the anchor that was reached. */
const callsAtOnce = 12;
/** Discussions stand in the order of their activity: after so many without news the rest has none either. */
const quietEnough = 3;
/** A comment may appear a little later than its time says. */
const overlapMs = 120_000;
const mostSeen = 500;

/** One thread that the network cannot give holds up no other; two are no thread's fault. */
const mostTroubles = 2;

type Reading = { page: ChannelPage; cursor: Cursor; bodies: Buffer[]; callsLeft: number; troubles: Failure[] };

/**
 * New comments since `cursor`. There is no webhook for them and `discussions.getDiscussionsNews` does not say where the news is,
 * so the list of discussions is walked from its top until it grows quiet. The first reading begins now.
 */
export async function poll(page: ChannelPage, cursor: string | null, now: Date): Promise<Polled> {
	if (!hasCommentKeys(page))
		return { kind: "not-sent", class: "page-dead", code: "no-token", text: "The page has no keys for comments." };
	const reading: Reading = {
		page,
		cursor: (cursor !== null && readCursor(cursor, now)) || firstCursor(now),
		bodies: [],
		callsLeft: callsAtOnce,
		troubles: [],
	};
	if (cursor === null) {
		const list = await listDiscussions(page, null);
		return list.kind === "read" ? told(reading, false) : list;
	}
	const stopped = (await finishOpen(reading)) ?? (await walkList(reading));
	if (stopped === "out-of-calls") return told(reading, true);
	if (!stopped) reading.cursor.done = [];
	// what was read is kept; the next reading meets the refusal again and says so
	const failure = stopped ?? reading.troubles[0];
	if (failure && reading.bodies.length === 0) return failure;
	return told(reading, stopped !== null);
}

type Stopped = Failure | "out-of-calls" | null;

function told({ cursor, bodies }: Reading, isMore: boolean): Polled {
	return { kind: "read", bodies, cursor: JSON.stringify(dropOldest(cursor)), isMore };
}

async function finishOpen(reading: Reading): Promise<Stopped> {
	const { open } = reading.cursor;
	return open ? readThread(reading, open.key) : null;
}

/** What stops the whole reading; a refusal of this thread alone, or one uncertain answer, does not. */
function weigh(reading: Reading, failure: Failure): Stopped {
	const isOfThread = failure.kind === "not-sent" && /^(content|recipient-final)$/.test(failure.class);
	if (!isOfThread && failure.kind !== "unknown") return failure;
	reading.troubles.push(failure);
	return reading.troubles.length >= mostTroubles && failure.kind === "unknown" ? failure : null;
}

async function walkList(reading: Reading): Promise<Stopped> {
	let anchor: string | null = null;
	let quiet = 0;
	do {
		if (reading.callsLeft-- <= 0) return "out-of-calls";
		const list = await listDiscussions(reading.page, anchor);
		if (list.kind !== "read") return list;
		for (const discussion of list.discussions) {
			const before = reading.bodies.length;
			const key = keyOf(discussion);
			if (reading.cursor.done.includes(key)) continue;
			if (quiet >= quietEnough && !hasUnread(reading, discussion)) continue;
			const stopped = await readDiscussion(reading, discussion);
			if (stopped) return stopped;
			reading.cursor.done.push(key);
			quiet = reading.bodies.length > before ? 0 : quiet + 1;
		}
		anchor = list.anchor;
	} while (anchor !== null && quiet < quietEnough);
	return null;
}

/** The count of unread comments changed since this discussion was read; a moderator who reads them sets it back. */
function hasUnread({ cursor }: Reading, discussion: Discussion): boolean {
	const count = discussion.new_comments_count ?? 0;
	return count > 0 && cursor.threads[keyOf(discussion)]?.unread !== count;
}

async function readDiscussion(reading: Reading, discussion: Discussion): Promise<Stopped> {
	const { cursor, bodies } = reading;
	const key = keyOf(discussion);
	const before = bodies.length;
	const stopped = await readThread(reading, key);
	const thread = cursor.threads[key];
	const title = discussion.title ?? "";
	if (bodies.length > before && thread && title !== "" && thread.title !== short(title)) {
		const place = { type: discussion.object_type, id: discussion.object_id, title };
		// the title first, so that the thread has its name when the case opens
		bodies.splice(before, 0, postBody(place));
		thread.title = short(title);
	}
	if (thread && !stopped) thread.unread = discussion.new_comments_count ?? 0;
	return stopped;
}

/** Reads a thread from its newest comment back to what is known; where the calls end, the anchor stays in the cursor. */
async function readThread(reading: Reading, key: string): Promise<Stopped> {
	const { page, cursor, bodies } = reading;
	const thread = (cursor.threads[key] ??= { upTo: cursor.since, seen: [] });
	const open: NonNullable<Cursor["open"]> =
		cursor.open?.key === key ? cursor.open : { key, anchor: null, top: thread.upTo, seen: [] };
	for (;;) {
		if (reading.callsLeft-- <= 0) {
			if (open.anchor !== null) cursor.open = open;
			return "out-of-calls";
		}
		const read = await readComments(page, key, open.anchor);
		if (read.kind !== "read") {
			if (read.kind === "not-sent" && read.class === "target-gone") break;
			if (open.anchor !== null) cursor.open = open;
			const stopped = weigh(reading, read);
			// a thread that is passed over begins anew the next time
			if (!stopped) cursor.open = null;
			return stopped;
		}
		const [type = "", id = ""] = key.split("/");
		for (const { raw, at, name } of news(read, Math.max(cursor.since, thread.upTo - overlapMs))) {
			if ([...thread.seen, ...open.seen].some(([known]) => known === name)) continue;
			bodies.push(commentBody({ type, id }, raw));
			open.seen.push([name, at?.getTime() ?? Number.MAX_SAFE_INTEGER]);
			if (at) open.top = Math.max(open.top, at.getTime());
		}
		open.anchor = read.anchor;
		if (read.anchor === null || reachesKnown(thread, read.comments)) break;
	}
	close(cursor, key, thread, open);
	return null;
}

/** Comments later than `earliest`, oldest first; what has no shape we know is stored too, so that somebody sees it. */
function news(read: Extract<CommentsRead, { kind: "read" }>, earliest: number) {
	const found = read.comments.filter(({ at }) => at === null || at.getTime() > earliest);
	return [
		...read.unclear.map((raw) => ({ raw, at: null, name: short(JSON.stringify(raw)) })),
		...found.toReversed().map(({ raw, comment, at }) => ({ raw, at, name: short(comment.id) })),
	];
}

/** In a page that runs from new to old, one comment older than the overlap means that the rest was read before. */
function reachesKnown(thread: Thread, comments: readonly FoundComment[]): boolean {
	const times = comments.flatMap(({ at }) => (at ? [at.getTime()] : []));
	const [first, last] = [times[0], times.at(-1)];
	return first !== undefined && last !== undefined && first >= last && last <= thread.upTo - overlapMs;
}

function close(cursor: Cursor, key: string, thread: Thread, open: { top: number; seen: Seen[] }): void {
	const near = [...thread.seen, ...open.seen].filter(([, at]) => at > open.top - overlapMs);
	delete cursor.threads[key];
	// behind all others: the order of the record is the order of activity
	cursor.threads[key] = { ...thread, upTo: open.top, seen: near.slice(-mostSeen) };
	cursor.open = null;
}

/** Eight letters that stand for an id or a title. */
const short = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 8);
