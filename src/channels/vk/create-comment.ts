import { z } from "zod";
import type { ChannelPage, PublishOrder, PublishOutcome } from "../channel.ts";
import { ask, call, unreadable } from "./call.ts";
import { commentId, objectId } from "./external-id.ts";
import { uploadPhotos } from "./upload-photos.ts";

const Created = z.object({ comment_id: z.int().min(1) });

/**
 * wall.createComment; that a repeat with the same guid is dropped was not seen live. With photographs it goes out by the key of a
 * person whose application VK has approved (`secrets.userToken`), still in the community's name; that was never seen live.
 */
export async function createComment(
	page: ChannelPage,
	order: PublishOrder,
	target: { ownerId: number; objectId: number; commentId: number | null },
	deadline: AbortSignal,
): Promise<PublishOutcome> {
	const parameters = {
		owner_id: target.ownerId,
		post_id: target.objectId,
		from_group: page.externalId,
		message: order.text,
		...(target.commentId === null ? {} : { reply_to_comment: target.commentId }),
		guid: order.key,
	};
	const photos = order.photos ?? [];
	const uploaded = photos.length === 0 ? null : await uploadPhotos(page, photos, { to: "wall" }, deadline);
	if (uploaded?.kind === "not-sent") return uploaded;
	const answer = uploaded
		? await ask(page, "user", "wall.createComment", { ...parameters, attachments: uploaded.names.join(",") }, deadline)
		: await call(page, "wall.createComment", parameters, page.secrets.accessToken, deadline);
	if (answer.kind !== "response") return answer;
	const created = Created.safeParse(answer.response);
	if (!created.success) return unreadable;
	const threadKey = objectId("wall", target.ownerId, target.objectId);
	return { kind: "sent", externalId: commentId(threadKey, created.data.comment_id) };
}
