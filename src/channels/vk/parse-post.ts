import { z } from "zod";
import { readAttachments, readPlace } from "./attachments.ts";
import { objectId, siteUrl } from "./external-id.ts";
import { at, author, id, list, owner, seconds, text } from "./shapes.ts";
import type { Reader } from "./shapes.ts";

const Post = z.object({
	id,
	owner_id: owner,
	from_id: owner,
	date: seconds,
	text,
	attachments: list,
	geo: z.unknown().optional(),
	post_type: z.string().nullish(),
});

/**
 * A post on the wall: the page's own names its thread; one by a resident, posted or offered (`suggest`), is a message.
 */
export const readPost: Reader = (page, object) => {
	const read = Post.safeParse(object);
	if (!read.success) return null;
	const post = read.data;
	if (post.post_type === "postpone") return { ignored: "it waits for its time" };
	const threadKey = objectId("wall", post.owner_id, post.id);
	const url = `${siteUrl(page)}/${threadKey}`;
	const body = post.text ?? "";
	const by = author(page, post.from_id, threadKey);
	if (by.direction === "out") return { changes: [{ kind: "post", threadKey, text: body, url }] };
	return {
		changes: [
			{
				kind: "message",
				message: {
					externalId: threadKey,
					threadKey,
					threadKind: "post",
					threadUrl: url,
					...by,
					text: body,
					attachments: [...readAttachments(post.attachments), ...readPlace(post.geo)],
					sentAt: at(post.date),
					url,
				},
			},
		],
	};
};
