import type { ChannelPage, Failure, WindowRead } from "../channel.ts";
import { hasCommentKeys } from "./call.ts";
import { commentId, messageId } from "./external-id.ts";
import { commentBody, messageBody } from "./parse.ts";
import { keyOf, listDiscussions, readComments } from "./read-comments.ts";
import { listChats, peerOf, readMessages } from "./read-messages.ts";
import type { Discussion } from "./shapes.ts";

const mostCalls = 200;

type Window = {
	page: ChannelPage;
	from: Date;
	to: Date;
	found: Map<string, Buffer>;
	callsLeft: number;
};

/** Messages and comments between two moments, whichever the page has keys for. What the calls do not reach makes it not whole. */
export async function readWindow(page: ChannelPage, from: Date, to: Date): Promise<WindowRead> {
	const hasComments = hasCommentKeys(page);
	const hasMessages = Boolean(page.secrets.graphToken);
	if (!hasComments && !hasMessages) return { kind: "cannot-read", reason: "no-service-key" };
	const window: Window = { page, from, to, found: new Map(), callsLeft: mostCalls };
	const failure =
		(hasMessages ? await readChats(window) : null) ?? (hasComments ? await readDiscussions(window) : null);
	if (failure && failure !== "out-of-calls") return failure;
	return {
		kind: "read",
		found: [...window.found].map(([externalId, body]) => ({ externalId, body })),
		isWhole: failure === null,
	};
}

type Stopped = Failure | "out-of-calls" | null;

async function readChats(window: Window): Promise<Stopped> {
	let marker: string | null = null;
	do {
		if (window.callsLeft-- <= 0) return "out-of-calls";
		const list = await listChats(window.page, marker);
		if (list.kind !== "read") return list;
		for (const chat of list.chats) {
			// in the order of their last events: the rest is older still
			if (typeof chat.lastEventTime === "number" && chat.lastEventTime < window.from.getTime()) return null;
			const stopped = await readChat(window, chat.chat_id, peerOf(chat));
			if (stopped) return stopped;
		}
		marker = list.marker;
	} while (marker !== null);
	return null;
}

async function readChat(window: Window, chatId: string, peer: string | null): Promise<Stopped> {
	let latest = window.to.getTime();
	for (;;) {
		if (window.callsLeft-- <= 0) return "out-of-calls";
		const read = await readMessages(window.page, chatId, latest, window.from.getTime());
		if (read.kind !== "read") return isGone(read) ? null : read;
		for (const { raw, message } of read.messages)
			window.found.set(messageId(chatId, message.message.mid), messageBody(raw, peer));
		const oldest = Math.min(...read.messages.map(({ message }) => message.timestamp));
		// a hundred messages of one millisecond would never end
		if (read.isLast || !(oldest < latest)) return null;
		latest = oldest;
	}
}

const isGone = (failure: Failure): boolean => failure.kind === "not-sent" && failure.class === "target-gone";

async function readDiscussions(window: Window): Promise<Stopped> {
	let anchor: string | null = null;
	let quiet = 0;
	do {
		if (window.callsLeft-- <= 0) return "out-of-calls";
		const list = await listDiscussions(window.page, anchor);
		if (list.kind !== "read") return list;
		for (const discussion of list.discussions) {
			const before = window.found.size;
			const stopped = await readThread(window, discussion);
			if (stopped) return stopped;
			quiet = window.found.size > before ? 0 : quiet + 1;
			// the list runs in the order of activity, and a later answer may have lifted a thread without news
			if (quiet >= 20) return null;
		}
		anchor = list.anchor;
	} while (anchor !== null);
	return null;
}

async function readThread(window: Window, discussion: Discussion): Promise<Stopped> {
	const key = keyOf(discussion);
	// comments may be dated to the second only
	const earliest = Math.floor(window.from.getTime() / 1000) * 1000;
	const place = { type: discussion.object_type, id: discussion.object_id };
	let anchor: string | null = null;
	do {
		if (window.callsLeft-- <= 0) return "out-of-calls";
		const read = await readComments(window.page, key, anchor);
		if (read.kind !== "read") return isGone(read) ? null : read;
		for (const { raw, comment, at } of read.comments)
			if (at && at.getTime() >= earliest && at <= window.to)
				window.found.set(commentId(key, comment.id), commentBody(place, raw));
		const times = read.comments.flatMap(({ at }) => (at ? [at.getTime()] : []));
		const last = times.at(-1);
		if (last !== undefined && (times[0] ?? last) >= last && last < earliest) return null;
		anchor = read.anchor;
	} while (anchor !== null);
	return null;
}
