import type { ChannelPage, PublishOrder, ReadBack } from "../channel.ts";
import { commentId, discussionKey, messageId, readExternalId } from "./external-id.ts";
import { authorOf, isOwnSender } from "./parse.ts";
import { readComments } from "./read-comments.ts";
import { readMessages } from "./read-messages.ts";

const mostCalls = 10;

/** Looks for the order's answer. `absent` is said only when everything back to the resident's message was read. */
export async function readBack(page: ChannelPage, order: PublishOrder, externalId: string | null): Promise<ReadBack> {
	const target = readExternalId(order.target.replyToExternalId);
	if (target?.kind === "message") return findMessage(page, order, target, externalId);
	if (target?.kind === "comment") return findComment(page, order, target, externalId);
	return { kind: "cannot-read" };
}

/** One order's text as the network may give it back: spaces at the ends and line ends are not ours to insist on. */
const sameText = (a: string, b: string): boolean => tidy(a) === tidy(b);
const tidy = (text: string): string => text.replace(/\r\n?/g, "\n").trim();

async function findMessage(
	page: ChannelPage,
	order: PublishOrder,
	target: { chatId: string; mid: string },
	externalId: string | null,
): Promise<ReadBack> {
	let latest: number | null = null;
	for (let calls = 0; calls < mostCalls; calls++) {
		const read = await readMessages(page, target.chatId, latest, 0);
		if (read.kind !== "read") return { kind: "cannot-read" };
		const all = read.messages.map(({ message }) => message);
		const answeredAt = all.findIndex(({ message }) => message.mid === target.mid);
		const after = answeredAt === -1 ? all : all.slice(0, answeredAt);
		const found = after
			.filter(({ sender }) => isOwnSender(page, sender))
			.map(({ message }) => ({ id: messageId(target.chatId, message.mid), text: message.text ?? "" }))
			.find(({ id, text }) => (externalId === null ? sameText(text, order.text) : id === externalId));
		if (found) return { kind: "text", externalId: found.id, text: found.text };
		if (answeredAt !== -1) return { kind: "absent" };
		const oldest = Math.min(...all.map(({ timestamp }) => timestamp));
		// the resident's message is not there at all: then the reading proves nothing
		if (read.isLast || oldest === latest) return { kind: "cannot-read" };
		latest = oldest;
	}
	return { kind: "cannot-read" };
}

async function findComment(
	page: ChannelPage,
	order: PublishOrder,
	target: { type: string; id: string; commentId: string | null },
	externalId: string | null,
): Promise<ReadBack> {
	const key = discussionKey(target.type, target.id);
	let anchor: string | null = null;
	let isAnsweredSeen = target.commentId === null;
	for (let calls = 0; calls < mostCalls; calls++) {
		const read = await readComments(page, key, anchor);
		if (read.kind !== "read") return { kind: "cannot-read" };
		for (const { comment } of read.comments) {
			const id = commentId(key, comment.id);
			isAnsweredSeen ||= comment.id === target.commentId;
			if (authorOf(page, comment, id).direction !== "out") continue;
			if (externalId === null ? sameText(comment.text ?? "", order.text) : id === externalId)
				return { kind: "text", externalId: id, text: comment.text ?? "" };
		}
		// the order of comments is not documented, so only the whole thread proves that there is no answer
		if (read.anchor === null) return { kind: isAnsweredSeen ? "absent" : "cannot-read" };
		anchor = read.anchor;
	}
	return { kind: "cannot-read" };
}
