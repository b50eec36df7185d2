import { z } from "zod";
import type { ChannelPage, IncomingMessage } from "../channel.ts";
import { readAttachments } from "./attachments.ts";
import { commentId, objectId, siteUrl } from "./external-id.ts";
import type { Commented } from "./external-id.ts";
import { at, author, id, list, owner, seconds, text } from "./shapes.ts";
import type { Reader, Reading } from "./shapes.ts";

const Comment = z.object({
	id,
	from_id: owner,
	date: seconds,
	text,
	attachments: list,
	deleted: z.boolean().nullish(),
	reply_to_comment: id.nullish(),
	parents_stack: z.array(id).nullish(),
});

type Place = { of: Commented; word: string; owner: readonly string[]; object: readonly string[] };

/**
 * Where the commented object's owner and id stand. Recorded bodies carry `post_owner_id` and no `owner_id`, the schema says the reverse: either does.
 * The schema calls the id of a commented product `photo_id`, the documentation `item_id`.
 * Events under photos, videos, topics and goods are read by the schema; none was ever seen live.
 */
const places = {
	wall_reply: { of: "wall", word: "wall", owner: ["owner_id", "post_owner_id"], object: ["post_id"] },
	photo_comment: { of: "photo", word: "photo", owner: ["photo_owner_id", "owner_id"], object: ["photo_id"] },
	video_comment: { of: "video", word: "video", owner: ["video_owner_id", "owner_id"], object: ["video_id"] },
	board_post: { of: "topic", word: "topic", owner: ["topic_owner_id", "owner_id"], object: ["topic_id"] },
	market_comment: {
		of: "market",
		word: "product",
		owner: ["market_owner_id", "owner_id"],
		object: ["item_id", "photo_id"],
	},
} as const satisfies Record<string, Place>;

/** Reads `…_new`, `…_edit` and `…_restore`; the bodies carry no time of the change. */
export function readCommentEvent(event: keyof typeof places, kind: "message" | "edit" | "restore"): Reader {
	const place: Place = places[event];
	return (page, object, receivedAt): Reading => {
		const found = findPlace(place, object);
		const comment = Comment.safeParse(object);
		if (!found || !comment.success) return null;
		const message = buildMessage(page, place, found, comment.data);
		// an edit may tell of a removal, and a list names removed comments that have answers
		if (comment.data.deleted && kind !== "restore")
			return {
				changes: [
					{ kind: "delete", externalId: message.externalId, threadKey: message.threadKey, deletedAt: receivedAt },
				],
			};
		return { changes: [kind === "edit" ? { kind, message, editedAt: receivedAt } : { kind, message }] };
	};
}

/** Reads `…_delete`, which names the comment and nothing more. */
export function readCommentDeleted(event: keyof typeof places): Reader {
	const place: Place = places[event];
	const Deleted = z.object({ id });
	return (_page, object, receivedAt): Reading => {
		const found = findPlace(place, object);
		const deleted = Deleted.safeParse(object);
		if (!found || !deleted.success) return null;
		const threadKey = objectId(place.of, found.ownerId, found.objectId);
		const externalId = commentId(threadKey, deleted.data.id);
		return { changes: [{ kind: "delete", externalId, threadKey, deletedAt: receivedAt }] };
	};
}

const Found = z.object({ ownerId: owner, objectId: id });

function findPlace(place: Place, object: unknown): { ownerId: number; objectId: number } | null {
	if (typeof object !== "object" || object === null) return null;
	const fields = object as Record<string, unknown>;
	const first = (names: readonly string[]) => names.map((name) => fields[name]).find((value) => value !== undefined);
	const read = Found.safeParse({
		ownerId: first(place.owner),
		objectId: first(place.object),
	});
	return read.success ? read.data : null;
}

function buildMessage(
	page: ChannelPage,
	place: Place,
	found: { ownerId: number; objectId: number },
	comment: z.infer<typeof Comment>,
): IncomingMessage {
	const threadKey = objectId(place.of, found.ownerId, found.objectId);
	const externalId = commentId(threadKey, comment.id);
	const threadUrl = `${siteUrl(page)}/${place.word}${found.ownerId}_${found.objectId}`;
	const repliesTo = comment.reply_to_comment ?? comment.parents_stack?.at(-1);
	return {
		externalId,
		threadKey,
		threadKind: "comments",
		threadUrl,
		...author(page, comment.from_id, externalId),
		text: comment.text ?? "",
		attachments: readAttachments(comment.attachments),
		sentAt: at(comment.date),
		...(repliesTo === undefined ? {} : { replyToExternalId: commentId(threadKey, repliesTo) }),
		url: `${threadUrl}?reply=${comment.id}`,
	};
}
