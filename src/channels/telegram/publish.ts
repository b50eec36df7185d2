import { setTimeout } from "node:timers/promises";
import { InputFile } from "grammy";
import type { Api } from "grammy";
import type { ChannelPage, Failure, Photo, PublishOrder, PublishOutcome } from "../channel.ts";
import { call, oddAnswer, startLimit } from "./call.ts";
import type { Answered } from "./call.ts";
import { messageId, readMessageId, readTopicId } from "./external-id.ts";
import { fitPhotos } from "./photos.ts";

/** Bot API: a caption has 1,024 characters after entities parsing, an album 2 to 10 photos. */
export const longestCaption = 1024;
export const mostPhotos = 10;

type Sent = { message_id: number };
type Place = { chatId: number; limit: AbortSignal; options: Options };
type Options = {
	reply_parameters: { message_id: number; allow_sending_without_reply?: boolean };
	direct_messages_topic_id?: number;
};

/**
 * Sends the answer as a reply to the resident's message. Without a key of its own: a broken connection is `unknown` for good.
 * Under a post the message must still be there, else the answer would stand in the open group, away from the post.
 */
export async function publish(page: ChannelPage, order: PublishOrder): Promise<PublishOutcome> {
	const target = readMessageId(order.target.replyToExternalId);
	if (!target) return refuse("target-gone", "target", "The message's address cannot be read.");
	const topicId = readTopicId(order.target.threadKey);
	const isPrivate = order.target.threadKind === "direct" && topicId === null;
	const place: Place = {
		chatId: target.chatId,
		limit: startLimit(),
		options: {
			reply_parameters: {
				message_id: target.messageId,
				...(isPrivate ? { allow_sending_without_reply: true } : {}),
			},
			...(topicId === null ? {} : { direct_messages_topic_id: topicId }),
		},
	};
	const photos = await fitPhotos(order.photos ?? []);
	if ("kind" in photos) return photos;
	if (photos.length > mostPhotos) return refuse("content", "photos", `More than ${mostPhotos} photos.`);
	if (photos.length === 0) return toOutcome(place, await sendText(page, place, order.text));
	if (order.text.length <= longestCaption) return toOutcome(place, await sendPhotos(page, place, photos, order.text));
	return sendBoth(page, place, photos, order.text);
}

const sendText = (page: ChannelPage, { chatId, limit, options }: Place, text: string): Promise<Answered<Sent>> =>
	call(page, (api) => api.sendMessage(chatId, text, options), limit, true);

async function sendPhotos(
	page: ChannelPage,
	{ chatId, limit, options }: Place,
	photos: readonly Photo[],
	caption: string | undefined,
): Promise<Answered<Sent>> {
	const words = caption ? { caption } : {};
	const file = (photo: Photo) => new InputFile(photo.bytes, photo.name);
	const [first, ...others] = photos;
	if (!first) return refuse("content", "photos", "No photos.");
	if (others.length === 0)
		return call(page, (api: Api) => api.sendPhoto(chatId, file(first), { ...options, ...words }), limit, true);
	const media = photos.map((photo, index) => ({
		type: "photo" as const,
		media: file(photo),
		...(index === 0 ? words : {}),
	}));
	const answer = await call(page, (api) => api.sendMediaGroup(chatId, media, options), limit, true);
	if (answer.kind !== "response") return answer;
	return { kind: "response", response: (Array.isArray(answer.response) ? answer.response[0] : undefined) as Sent };
}

/** So much of a pause that the network asks for is waited out between the photos and the text. */
const longestPauseSeconds = 8;

/** A text too long for a caption follows the photos. Once they stand there nothing is repeated from the beginning. */
async function sendBoth(
	page: ChannelPage,
	place: Place,
	photos: readonly Photo[],
	text: string,
): Promise<PublishOutcome> {
	const first = toOutcome(place, await sendPhotos(page, place, photos, undefined));
	if (first.kind !== "sent") return first;
	let outcome = toOutcome(place, await sendText(page, place, text));
	const pause = outcome.kind === "not-sent" ? outcome.retryAfterSeconds : undefined;
	if (pause !== undefined && pause <= longestPauseSeconds) {
		await setTimeout(pause * 1000);
		outcome = toOutcome(place, await sendText(page, place, text));
	}
	if (outcome.kind === "sent") return outcome;
	return { kind: "unknown", code: outcome.code, text: `The photos were sent, the text was not: ${outcome.text}` };
}

function toOutcome({ chatId }: Pick<Place, "chatId">, answer: Answered<Sent>): PublishOutcome {
	if (answer.kind !== "response") return answer;
	if (!Number.isSafeInteger(answer.response?.message_id)) return oddAnswer;
	return { kind: "sent", externalId: messageId(chatId, answer.response.message_id) };
}

const refuse = (name: "target-gone" | "content", code: string, text: string): Failure => ({
	kind: "not-sent",
	class: name,
	code,
	text,
});

/** A short notice to a member of staff who has begun a dialogue with the bot. @param address their chat's id */
export async function notify(page: ChannelPage, address: string, text: string): Promise<PublishOutcome> {
	if (!/^\d{1,15}$/.test(address)) return refuse("target-gone", "address", "The address is no chat of a person.");
	const chatId = Number(address);
	const answer = await call(page, (api) => api.sendMessage(chatId, text.slice(0, 4096)), startLimit(), true);
	return toOutcome({ chatId }, answer);
}
