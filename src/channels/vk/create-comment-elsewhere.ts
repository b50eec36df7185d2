import { z } from "zod";
import type { ChannelPage, NotSent, PublishOrder, PublishOutcome } from "../channel.ts";
import { ask, unreadable } from "./call.ts";
import type { Parameters } from "./call.ts";
import { commentId, objectId } from "./external-id.ts";
import type { Commented } from "./external-id.ts";

type Elsewhere = Exclude<Commented, "wall">;
type Target = { of: Elsewhere; ownerId: number; objectId: number; commentId: number | null };

/** The methods by which one comments on what is no wall post. All take keys of people alone; topics know no answer to a comment. */
const methods: Record<Elsewhere, { method: string; place: (target: Target) => Parameters }> = {
	photo: {
		method: "photos.createComment",
		place: (at) => ({ owner_id: at.ownerId, photo_id: at.objectId, ...reply(at) }),
	},
	video: {
		method: "video.createComment",
		place: (at) => ({ owner_id: at.ownerId, video_id: at.objectId, ...reply(at) }),
	},
	topic: { method: "board.createComment", place: (at) => ({ group_id: -at.ownerId, topic_id: at.objectId }) },
	market: {
		method: "market.createComment",
		place: (at) => ({ owner_id: at.ownerId, item_id: at.objectId, ...reply(at) }),
	},
};
const reply = ({ commentId: id }: Target): Parameters => (id === null ? {} : { reply_to_comment: id });

/**
 * An answer under a photo, video, topic or product: by the key of an approved person, where `settings.answersElsewhere` is on.
 * Never seen live, and whether guid drops repeats here is not known, so an unknown end is never repeated.
 */
export async function createCommentElsewhere(
	page: ChannelPage,
	order: PublishOrder,
	target: Target,
	deadline: AbortSignal,
): Promise<PublishOutcome> {
	if (page.settings.answersElsewhere !== true || !page.secrets.userToken) return cannot;
	const { method, place } = methods[target.of];
	const parameters = { ...place(target), message: order.text, from_group: 1, guid: order.key };
	const answer = await ask(page, "user", method, parameters, deadline);
	if (answer.kind !== "response") return answer;
	const created = z.int().min(1).safeParse(answer.response);
	if (!created.success) return unreadable;
	const threadKey = objectId(target.of, target.ownerId, target.objectId);
	return { kind: "sent", externalId: commentId(threadKey, created.data) };
}

const cannot: NotSent = {
	kind: "not-sent",
	class: "wrong-token",
	code: "no-method",
	text: "A community key cannot answer under photos, videos, topics and goods.",
	advice: "answer-in-network",
};
