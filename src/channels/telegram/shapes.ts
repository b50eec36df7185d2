import { z } from "zod";
import type { Attachment } from "../channel.ts";

/** Lenient shapes of Bot API 10.1: what we need must be there and be of its kind, everything else may be anything. */
const id = z.int().min(1);
const chatId = z.int();
const seconds = z.int().min(0).max(253_402_300_799);

const Chat = z.object({
	id: chatId,
	type: z.enum(["private", "group", "supergroup", "channel"]),
	title: z.string().nullish(),
	username: z.string().nullish(),
	is_direct_messages: z.boolean().nullish(),
});

export const Message = z.looseObject({
	message_id: id,
	message_thread_id: id.nullish(),
	from: z.object({ id: chatId, first_name: z.string().nullish(), last_name: z.string().nullish() }).nullish(),
	sender_chat: z.object({ id: chatId, title: z.string().nullish(), username: z.string().nullish() }).nullish(),
	chat: Chat,
	date: seconds,
	edit_date: seconds.nullish(),
	is_automatic_forward: z.boolean().nullish(),
	reply_to_message: z
		.object({
			message_id: id,
			is_automatic_forward: z.boolean().nullish(),
			forum_topic_created: z.unknown().optional(),
		})
		.nullish(),
	text: z.string().nullish(),
	caption: z.string().nullish(),
});
export type Message = z.infer<typeof Message>;

/** Seconds of the network as a Date. */
export const at = (value: number): Date => new Date(value * 1000);

/**
 * What a message carries besides text. Files have no address here: one is asked for by the bot's key when somebody looks.
 */
export function readAttachments(message: Message): Attachment[] {
	return (
		Object.keys(kinds)
			.filter((field) => message[field] != null)
			// an animation comes again as a document, a venue as a location
			.filter((field) => !(field === "document" && message.animation) && !(field === "location" && message.venue))
			.map((field): Attachment => {
				const kind = kinds[field] as Attachment["kind"];
				const body = message[field] as Record<string, unknown>;
				if (kind === "place") return { ...readPlace(body.location ?? body), ...title(body.title) };
				return { kind, ...title(body.file_name ?? body.title ?? body.question ?? body.emoji) };
			})
	);
}

/** Field of the message → our kind. */
const kinds: Record<string, Attachment["kind"]> = {
	photo: "photo",
	live_photo: "photo",
	video: "video",
	video_note: "video",
	animation: "video",
	audio: "audio",
	voice: "voice",
	document: "document",
	sticker: "sticker",
	location: "place",
	venue: "place",
	contact: "other",
	poll: "other",
	dice: "other",
	story: "other",
	checklist: "other",
	paid_media: "other",
	rich_message: "other",
	game: "other",
	invoice: "other",
};

/** True when the message says anything: words or something attached. */
export function hasContent(message: Message): boolean {
	return typeof message.text === "string" || Object.keys(kinds).some((field) => message[field] != null);
}

function readPlace(body: unknown): Attachment {
	const { latitude, longitude } = Object(body) as Record<string, unknown>;
	return typeof latitude === "number" && typeof longitude === "number"
		? { kind: "place", latitude, longitude }
		: { kind: "other", title: "location" };
}

/** Titles and names are stored as they are, so they must be storable: no NUL, no lone surrogates, not endless. */
export function clean(value: string): string {
	return value.slice(0, 1000).toWellFormed().replaceAll("\u0000", "").trim();
}

function title(value: unknown): { title?: string } {
	return typeof value === "string" && value !== "" ? { title: clean(value) } : {};
}
