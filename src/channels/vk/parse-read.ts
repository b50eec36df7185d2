import { z } from "zod";
import type { Change } from "../channel.ts";
import { readCommentEvent } from "./parse-comment.ts";
import { readMessageEvent } from "./parse-message.ts";
import { readPost } from "./parse-post.ts";
import type { Reader } from "./shapes.ts";

/**
 * What the desk read itself becomes a delivery in an envelope of ours: the method it was read with, one object of its answer,
 * and what the object alone does not tell. The same objects as in events, so the same readers and the same ids.
 */
const Envelope = z.object({
	otklik: z.enum(["wall.get", "wall.getComments", "messages.getHistory", "messages.getByConversationMessageId"]),
	object: z.unknown(),
	/** the post over a comment, for the title of the thread */
	post: z.unknown().optional(),
	/** of a watched community: who wrote, without a name or a number of theirs */
	author: z
		.string()
		.regex(/^(anonymous:[\w-]{1,64}|page:-\d{1,15})$/)
		.optional(),
});
export type Envelope = z.infer<typeof Envelope>;

/** The body of a delivery for something the desk read. */
export const wrap = (envelope: Envelope): Buffer => Buffer.from(JSON.stringify(envelope));

/** Whether a body is one of ours. */
export const isRead = (body: Record<string, unknown>): boolean => "otklik" in body;

const readers: Record<Envelope["otklik"], Reader> = {
	"wall.get": readPost,
	"wall.getComments": readCommentEvent("wall_reply", "message"),
	"messages.getHistory": readMessageEvent("message"),
	"messages.getByConversationMessageId": readMessageEvent("whole"),
};

/** Reads an envelope by the readers of events; null for a shape that is not ours. */
export const readEnvelope: Reader = (page, body, receivedAt) => {
	const read = Envelope.safeParse(body);
	if (!read.success) return null;
	const { otklik, object, post, author } = read.data;
	// whoever wrote in a watched community was taken out of the body before it was kept
	const shown = author === undefined ? object : { ...Object(object), from_id: 0 };
	const reading = readers[otklik](page, shown, receivedAt);
	if (!reading || "ignored" in reading) return reading;
	const changes = author === undefined ? reading.changes : reading.changes.map((change) => hideAuthor(change, author));
	return { changes: [...readTitle(page, post, receivedAt), ...changes] };
};

function hideAuthor(change: Change, authorKey: string): Change {
	return "message" in change ? { ...change, message: { ...change.message, authorKey, direction: "in" } } : change;
}

/** A post that only gives its thread a title, whoever wrote it. */
function readTitle(...given: Parameters<Reader>): Change[] {
	const reading = readPost(...given);
	if (!reading || "ignored" in reading) return [];
	return reading.changes.flatMap((change): Change[] => {
		if (change.kind !== "message") return [change];
		const { threadKey, text, url } = change.message;
		return [{ kind: "post", threadKey, text, ...(url !== undefined && { url }) }];
	});
}
