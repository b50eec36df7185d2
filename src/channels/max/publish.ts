import { setTimeout } from "node:timers/promises";
import type { ChannelPage, Failure, PublishOrder, PublishOutcome } from "../channel.ts";
import { call, startLimit } from "./call.ts";
import type { Answered, Request } from "./call.ts";
import { commentId, messageId, midPattern, readExternalId } from "./external-id.ts";
import type { Place } from "./external-id.ts";
import { asRecord } from "./read-json.ts";
import { uploadPhotos } from "./upload.ts";
import type { Uploaded } from "./upload.ts";

/** how many pictures a message may have is not documented; as many as elsewhere */
export const mostPhotos = 10;
/** NewMessageBody.text and NewCommentBody.text: up to 4,000 characters */
export const longestText = 4000;

/** Puts the answer under the resident's message: in the dialogue, or as a comment under the post (text only). No key against repeats. */
export async function publish(page: ChannelPage, order: PublishOrder): Promise<PublishOutcome> {
	const place = readExternalId(order.target.replyToExternalId);
	if (!place) return refuse("target-gone", "target", "The message's address cannot be read.");
	const photos = order.photos ?? [];
	if (place.kind === "comment" && photos.length > 0)
		return { ...refuse("content", "photos", "Comments carry no photos."), advice: "photos-directly" };
	const limit = startLimit();
	const uploaded = photos.length === 0 ? [] : await uploadPhotos(page, photos, limit);
	if ("kind" in uploaded) return uploaded;
	const answer = await send(page, requestFor(place, order.text, uploaded), limit);
	if (answer.kind === "response") return readSent(place, answer.response);
	return place.kind === "comment" ? readCommentFailure(answer, order.text) : answer;
}

function requestFor(place: Place, text: string, uploaded: Uploaded[]): Request {
	const link = { type: "reply", mid: place.mid };
	if (place.kind === "comment")
		return {
			method: "POST",
			path: `/messages/${encodeURIComponent(place.postId)}/comments`,
			body: { text, link },
		};
	return {
		method: "POST",
		path: "/messages",
		query: { chat_id: place.chatId },
		body: { text, attachments: uploaded.length > 0 ? uploaded : null, link },
	};
}

const firstPauseMs = 700;

/** A picture that the network is still busy with is tried again while there is time. */
async function send(page: ChannelPage, request: Request, limit: AbortSignal): Promise<Answered> {
	for (let pause = firstPauseMs; ; pause *= 2) {
		const answer = await call(page, request, limit);
		if (answer.kind !== "not-sent" || answer.code !== "attachment.not.ready") return answer;
		try {
			await setTimeout(pause, undefined, { signal: limit });
		} catch {
			return answer;
		}
	}
}

function readSent(place: Place, response: Record<string, unknown>): PublishOutcome {
	const mid = asRecord(asRecord(response.message)?.body)?.mid;
	if (typeof mid !== "string" || !midPattern.test(mid))
		return { kind: "unknown", code: "response", text: "The network's answer has an unexpected shape." };
	const externalId = place.kind === "comment" ? commentId(place.postId, mid) : messageId(place.chatId, mid);
	return { kind: "sent", externalId };
}

/** Under a post it is the bot's right that is missing, not a resident's consent; links in comments are not allowed. */
function readCommentFailure(failure: Failure, text: string): Failure {
	if (failure.kind !== "not-sent") return failure;
	const { advice: _advice, ...bare } = failure;
	if (failure.class === "recipient-final") return { ...bare, class: "page-dead" };
	if (failure.class === "content" && /https?:\/\//i.test(text)) return { ...bare, advice: "remove-links" };
	return failure;
}

const refuse = (name: "target-gone" | "content", code: string, text: string): Failure & { kind: "not-sent" } => ({
	kind: "not-sent",
	class: name,
	code,
	text,
});

/** A short notice to a member of staff who has started the bot. @param address their user id */
export async function notify(page: ChannelPage, address: string, text: string): Promise<PublishOutcome> {
	if (!/^\d{1,19}$/.test(address)) return refuse("target-gone", "address", "The address is no id of a person.");
	const body = { text: text.slice(0, longestText), attachments: null, link: null };
	const request: Request = { method: "POST", path: "/messages", query: { user_id: address }, body };
	const answer = await call(page, request, startLimit());
	if (answer.kind !== "response") return answer;
	const chatId = asRecord(asRecord(answer.response.message)?.recipient)?.chat_id;
	return readSent({ kind: "dialogue", chatId: String(chatId ?? address), mid: "" }, answer.response);
}
