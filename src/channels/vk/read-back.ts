import { z } from "zod";
import type { ChannelPage, PublishOrder, ReadBack } from "../channel.ts";
import { ask } from "./call.ts";
import { commentId, messageId, objectId, readExternalId } from "./external-id.ts";
import { randomId } from "./send-message.ts";

/**
 * Looks for the order's answer. Comments need a service key (`secrets.serviceToken`): a community key is refused with error 27.
 * `absent` is said only when everything after the resident's message was read.
 */
export async function readBack(page: ChannelPage, order: PublishOrder, externalId: string | null): Promise<ReadBack> {
	const target = readExternalId(order.target.replyToExternalId);
	if (target?.kind === "message") return findMessage(page, order, target, externalId);
	if (target?.kind === "comment" && target.of === "wall") return findComment(page, order, target, externalId);
	return { kind: "cannot-read" };
}

/** One order's text as the network may give it back: spaces at the ends and line ends are not ours to insist on. */
const sameText = (a: string, b: string): boolean => tidy(a) === tidy(b);
const tidy = (text: string): string => text.replace(/\r\n?/g, "\n").trim();

const History = z.object({
	count: z.int(),
	items: z.array(
		z.object({
			conversation_message_id: z.int(),
			from_id: z.int(),
			text: z.string(),
			random_id: z.int().nullish(),
		}),
	),
});

async function findMessage(
	page: ChannelPage,
	order: PublishOrder,
	target: { peerId: number; cmid: number },
	externalId: string | null,
): Promise<ReadBack> {
	const parameters = { peer_id: target.peerId, count: 200 };
	const answer = await ask(page, "community", "messages.getHistory", parameters);
	const history = History.safeParse(answer.kind === "response" ? answer.response : null);
	if (!history.success) return { kind: "cannot-read" };
	const { items, count } = history.data;
	const own = items.filter(
		(item) => String(-item.from_id) === page.externalId && item.conversation_message_id > target.cmid,
	);
	const found =
		own.find((item) => messageId(target.peerId, item.conversation_message_id) === externalId) ??
		own.find((item) => item.random_id === randomId(order.key)) ??
		own.find((item) => externalId === null && sameText(item.text, order.text));
	if (found)
		return { kind: "text", externalId: messageId(target.peerId, found.conversation_message_id), text: found.text };
	const isWhole = items.length >= count || items.some((item) => item.conversation_message_id <= target.cmid);
	return { kind: isWhole ? "absent" : "cannot-read" };
}

const Comment = z.object({ id: z.int(), from_id: z.int(), text: z.string() });
const Comments = z.object({
	items: z.array(Comment.extend({ thread: z.object({ count: z.int(), items: z.array(Comment).nullish() }).nullish() })),
});
const pageSize = 100;
const mostCalls = 20;

async function findComment(
	page: ChannelPage,
	order: PublishOrder,
	target: { ownerId: number; objectId: number; commentId: number | null },
	externalId: string | null,
): Promise<ReadBack> {
	if (!page.secrets.serviceToken) return { kind: "cannot-read" };
	const threadKey = objectId("wall", target.ownerId, target.objectId);
	// the top level first, then every thread that did not come whole with it
	const levels: { parent: number | null; offset: number }[] = [{ parent: null, offset: 0 }];
	for (let calls = 0; calls < mostCalls; calls++) {
		const level = levels[0];
		if (!level) return { kind: "absent" };
		const items = await readLevel(page, target, level);
		if (!items) return { kind: "cannot-read" };
		const own = items
			.flatMap((item) => [item, ...(item.thread?.items ?? [])])
			.filter((one) => String(-one.from_id) === page.externalId && one.id > (target.commentId ?? 0));
		const found =
			own.find((one) => commentId(threadKey, one.id) === externalId) ??
			own.find((one) => externalId === null && sameText(one.text, order.text));
		if (found) return { kind: "text", externalId: commentId(threadKey, found.id), text: found.text };
		for (const { id, thread } of items)
			if (thread && thread.count > (thread.items?.length ?? 0)) levels.push({ parent: id, offset: 0 });
		level.offset += pageSize;
		if (items.length < pageSize) levels.shift();
	}
	return { kind: "cannot-read" };
}

/** A hundred comments of one level, newest first; null when the network does not give them. */
async function readLevel(
	page: ChannelPage,
	target: { ownerId: number; objectId: number },
	level: { parent: number | null; offset: number },
): Promise<z.infer<typeof Comments>["items"] | null> {
	const parameters = {
		owner_id: target.ownerId,
		post_id: target.objectId,
		count: pageSize,
		offset: level.offset,
		sort: "desc",
		// 0: whole texts
		preview_length: 0,
		...(level.parent === null ? { thread_items_count: 10 } : { comment_id: level.parent }),
	};
	const answer = await ask(page, "service", "wall.getComments", parameters);
	return Comments.safeParse(answer.kind === "response" ? answer.response : null).data?.items ?? null;
}
