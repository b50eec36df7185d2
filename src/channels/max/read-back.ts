import type { ChannelPage, PublishOrder, ReadBack, WindowRead } from "../channel.ts";
import { call, startLimit } from "./call.ts";
import type { Request } from "./call.ts";
import { commentId, messageId, readExternalId } from "./external-id.ts";
import type { Place } from "./external-id.ts";
import { asRecord } from "./read-json.ts";
import { Message } from "./shapes.ts";

const pageSize = 100;
const mostPages = 10;

type Raw = { message: Message; raw: unknown };
/** Messages newest first, back to one that `isEnough`; `isWhole`: it was reached, or there are no older ones. */
type Listed = { messages: Raw[]; isWhole: boolean };

const tidy = (text: string): string => text.replace(/\r\n?/g, "\n").trim();

/** Looks for the order's answer. `absent` is said only when everything after the resident's message was read. */
export async function readBack(page: ChannelPage, order: PublishOrder, externalId: string | null): Promise<ReadBack> {
	const place = readExternalId(order.target.replyToExternalId);
	if (!place) return { kind: "cannot-read" };
	const listed = await listBack(page, listOf(place), startLimit(), ({ body }) => body.mid === place.mid);
	if (!listed) return { kind: "cannot-read" };
	const idOf = ({ body }: Message): string =>
		place.kind === "comment" ? commentId(place.postId, body.mid) : messageId(place.chatId, body.mid);
	const isOwn = ({ sender }: Message): boolean =>
		sender == null || sender.is_bot === true || sender.user_id === String(page.settings.botId ?? "");
	const found = listed.messages
		.map(({ message }) => message)
		.find((one) =>
			externalId === null
				? isOwn(one) && tidy(one.body.text ?? "") === tidy(order.text) && one.body.mid !== place.mid
				: idOf(one) === externalId,
		);
	if (found) return { kind: "text", externalId: idOf(found), text: found.body.text ?? "" };
	return { kind: listed.isWhole ? "absent" : "cannot-read" };
}

/** A list that is paged backwards by time; which of two borders is which, the documentation says for messages only. */
type List = { path: string; query: Record<string, string>; border: "from" | "before" };

const listOf = (place: Place): List =>
	place.kind === "comment"
		? commentsOf(place.postId)
		: { path: "/messages", query: { chat_id: place.chatId }, border: "from" };

const commentsOf = (postId: string): List => ({
	path: `/messages/${encodeURIComponent(postId)}/comments`,
	query: {},
	border: "before",
});

/** @returns null when the network does not give the list */
async function listBack(
	page: ChannelPage,
	{ path, query, border }: List,
	limit: AbortSignal,
	isEnough: (message: Message) => boolean,
): Promise<Listed | null> {
	const messages = new Map<string, Raw>();
	let oldest: number | null = null;
	for (let pages = 0; pages < mostPages; pages++) {
		const more: Record<string, string | number> = oldest === null ? {} : { [border]: oldest };
		const request: Request = { method: "GET", path, query: { ...query, count: pageSize, ...more } };
		const answer = await call(page, request, limit);
		if (answer.kind !== "response" || !Array.isArray(answer.response.messages)) return null;
		const raws: unknown[] = answer.response.messages;
		const before = messages.size;
		for (const raw of raws) {
			const read = Message.safeParse(raw);
			if (read.success) messages.set(read.data.body.mid, { message: read.data, raw });
		}
		const isReached = [...messages.values()].some(({ message }) => isEnough(message));
		if (isReached || (pages === 0 && raws.length < pageSize))
			return { messages: [...messages.values()], isWhole: true };
		// a page that brings nothing new would be asked for for ever; whether it is the last nobody says
		if (messages.size === before) break;
		oldest = Math.min(...[...messages.values()].map(({ message }) => message.timestamp));
	}
	return { messages: [...messages.values()], isWhole: false };
}

/** Comments under posts older than this are not compared: the network has no list of them across posts. */
const postDays = 30;
const mostPosts = 50;

/**
 * The comments of a window under the channel's latest posts. Dialogues cannot be found without knowing them: the network lists
 * none. The routes stand in the vendor's documentation and library; never called live by us.
 */
export async function readWindow(page: ChannelPage, from: Date, to: Date): Promise<WindowRead> {
	const channelId = String(page.settings.channelId ?? page.externalId);
	if (!channelId.startsWith("-")) return { kind: "cannot-read", reason: "network-has-no-reading" };
	const begin = from.getTime() - postDays * 86_400_000;
	const posts = await listBack(
		page,
		{ path: "/messages", query: { chat_id: channelId }, border: "from" },
		startLimit(),
		({ timestamp }) => timestamp < begin,
	);
	if (!posts) return { kind: "cannot-read", reason: "key-not-allowed" };
	const read = posts.messages.filter(({ message }) => message.timestamp >= begin && message.timestamp <= to.getTime());
	let isWhole = posts.isWhole && read.length <= mostPosts;
	const found: { externalId: string; body: Buffer }[] = [];
	for (const { message: post } of read.slice(0, mostPosts)) {
		const postId = post.body.mid;
		const comments = await listBack(
			page,
			commentsOf(postId),
			startLimit(),
			({ timestamp }) => timestamp < from.getTime(),
		);
		isWhole = isWhole && comments?.isWhole === true;
		for (const { message, raw } of comments?.messages ?? [])
			if (message.timestamp >= from.getTime() && message.timestamp <= to.getTime())
				found.push({ externalId: commentId(postId, message.body.mid), body: toBody(postId, message, raw) });
	}
	return { kind: "read", found, isWhole };
}

/** A comment as the webhook would have told it. */
function toBody(postId: string, { timestamp }: Message, raw: unknown): Buffer {
	const message = asRecord(raw);
	const recipient = { ...asRecord(message?.recipient), post_id: postId };
	return Buffer.from(JSON.stringify({ update_type: "comment_created", timestamp, message: { ...message, recipient } }));
}
