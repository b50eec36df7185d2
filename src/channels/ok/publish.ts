import type { ChannelPage, NotSent, PublishOrder, PublishOutcome } from "../channel.ts";
import { callGraph, callRest } from "./call.ts";
import { commentId, commentPattern, discussionKey, messageId, midPattern, readExternalId } from "./external-id.ts";
import type { ExternalId } from "./external-id.ts";
import { uploadPhoto } from "./upload.ts";

/** Answers in the dialogue, or under the comment where the page's settings allow the unconfirmed method. */
export async function publish(page: ChannelPage, order: PublishOrder): Promise<PublishOutcome> {
	const target = readExternalId(order.target.replyToExternalId);
	if (!target)
		return { kind: "not-sent", class: "target-gone", code: "target", text: "The message's address cannot be read." };
	return target.kind === "message" ? sendMessage(page, order, target) : addComment(page, order, target);
}

/** graph.user.messages: without a key of its own a broken connection is `unknown`, and the chat tells whether it stands there. */
async function sendMessage(
	page: ChannelPage,
	order: PublishOrder,
	target: Extract<ExternalId, { kind: "message" }>,
): Promise<PublishOutcome> {
	const [photo, ...more] = order.photos ?? [];
	if (photo && (page.settings.sendsPhotos !== true || more.length > 0)) return noPhotos;
	const uploaded = photo ? await uploadPhoto(page, photo) : null;
	if (uploaded && uploaded.kind !== "uploaded") return uploaded;
	const attachment = uploaded && { attachment: { type: "IMAGE", payload: { token: uploaded.token } } };
	const answer = await callGraph(
		page,
		`messages/${target.chatId}`,
		{},
		{
			recipient: { chat_id: target.chatId },
			message: { text: order.text, ...attachment },
		},
	);
	if (answer.kind !== "response") return answer;
	const mid = Object(answer.response).message_id as unknown;
	if (typeof mid !== "string" || !midPattern.test(mid)) return unreadable;
	return { kind: "sent", externalId: messageId(target.chatId, mid) };
}

/**
 * discussions.addDiscussionComment as documented in 2017; its page is gone since, so that nobody can promise that it works.
 * Only where `settings.answersComments` is true. Never seen live.
 */
async function addComment(
	page: ChannelPage,
	order: PublishOrder,
	target: Extract<ExternalId, { kind: "comment" }>,
): Promise<PublishOutcome> {
	if (page.settings.answersComments !== true) return unconfirmed;
	if (order.photos?.length) return { ...noPhotos, advice: "photos-directly" };
	const answer = await callRest(page, "discussions.addDiscussionComment", {
		entityType: target.type,
		entityId: target.id,
		comment: order.text,
		as_admin: true,
		...(target.commentId !== null && { reply_to_comment_id: target.commentId }),
	});
	if (answer.kind !== "response") return answer;
	const { response } = answer;
	const fields = Object(response) as Record<string, unknown>;
	// the shape of success is in no document any more: an id by itself or in a field
	const id = [response, fields.comment_id, fields.id].find(
		(one) => typeof one === "string" && commentPattern.test(one),
	);
	if (typeof id !== "string") return unreadable;
	return { kind: "sent", externalId: commentId(discussionKey(target.type, target.id), id) };
}

const unreadable: PublishOutcome = {
	kind: "unknown",
	code: "response",
	text: "The network's answer has an unexpected shape.",
};

const unconfirmed: NotSent = {
	kind: "not-sent",
	class: "recipient-final",
	code: "unconfirmed",
	text: "Answering comments by the programming interface is not confirmed and switched off for this page.",
	advice: "answer-in-network",
};

const noPhotos: NotSent = {
	kind: "not-sent",
	class: "content",
	code: "photos",
	text: "A photograph cannot be sent there with this page's settings.",
	advice: "answer-in-network",
};
