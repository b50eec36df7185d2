import type { ChannelPage, EditOrder, NotSent, PublishOutcome } from "../channel.ts";
import type { EditRefusal } from "../codes.ts";
import { ask, call, timeoutMs } from "./call.ts";
import { readExternalId } from "./external-id.ts";
import { isWatched } from "./publish.ts";

/** dev.vk.com, messages.edit: within 24 hours; an hour is left for the clocks and for the approval */
const dialogueHours = 23;

/**
 * Dialogues are edited by the community's key. A comment under the wall takes the key of an approved person, as wall.editComment
 * knows no community keys; whether it has a time limit is documented nowhere. Without naming them anew the photos are lost.
 */
export function editRefusal(
	page: ChannelPage,
	{ externalId, photos, sentAt }: EditOrder,
	now: Date,
): EditRefusal | null {
	const target = readExternalId(externalId);
	if (!target || isWatched(page)) return "not-ours";
	if (photos > 0) return "photos";
	if (target.kind === "message")
		return now.getTime() - sentAt.getTime() > dialogueHours * 3_600_000 ? "too-late" : null;
	if (target.of !== "wall" || target.commentId === null) return "network";
	return page.secrets.userToken ? null : "no-key";
}

/** messages.edit or wall.editComment; neither was seen live. The quoted question stays by keep_forward_messages. */
export async function edit(page: ChannelPage, order: EditOrder): Promise<PublishOutcome> {
	const target = readExternalId(order.externalId);
	if (!target || editRefusal(page, order, order.sentAt) !== null) return cannot;
	const deadline = AbortSignal.timeout(timeoutMs);
	const answer =
		target.kind === "message"
			? await call(
					page,
					"messages.edit",
					{
						peer_id: target.peerId,
						conversation_message_id: target.cmid,
						message: order.text,
						keep_forward_messages: 1,
						keep_snippets: 1,
					},
					page.secrets.accessToken,
					deadline,
				)
			: await ask(
					page,
					"user",
					"wall.editComment",
					{ owner_id: target.ownerId, comment_id: target.commentId ?? 0, message: order.text },
					deadline,
				);
	if (answer.kind !== "response") return answer;
	if (answer.response === 1) return { kind: "sent", externalId: order.externalId };
	return { kind: "unknown", code: "response", text: "The network's answer has an unexpected shape." };
}

const cannot: NotSent = {
	kind: "not-sent",
	class: "content",
	code: "edit",
	text: "The answer cannot be edited with this page's keys.",
};
