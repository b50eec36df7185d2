import { z } from "zod";
import type { Attachment, Change } from "../channel.ts";
import type { BodyTrouble } from "../codes.ts";

/** What an update leads to: changes, or why there are none. */
export type Reading = Change[] | { ignored: string } | { unclear: string; trouble: BodyTrouble };

/** Lenient shapes of Bot API 10.1: what we need must be there and be of its kind, everything else may be anything. */
const id = z.int().min(1);
const chatId = z.int();
const seconds = z.int().min(0).max(253_402_300_799);

export const Chat = z.object({
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
	direct_messages_topic: z.object({ topic_id: id, user: z.object({ id: chatId }).nullish() }).nullish(),
	media_group_id: z.string().nullish(),
	migrate_to_chat_id: chatId.nullish(),
	migrate_from_chat_id: chatId.nullish(),
	date: seconds,
	edit_date: seconds.nullish(),
	is_automatic_forward: z.boolean().nullish(),
	forward_origin: z.unknown().optional(),
	reply_to_message: z
		.object({
			message_id: id,
			is_automatic_forward: z.boolean().nullish(),
			forward_origin: z.unknown().optional(),
			forum_topic_created: z.unknown().optional(),
		})
		.nullish(),
	text: z.string().nullish(),
	caption: z.string().nullish(),
});
export type Message = z.infer<typeof Message>;

const Member = z.object({ status: z.string(), can_send_messages: z.boolean().nullish() });
/** The bot's own place in a chat has changed. */
export const MembershipChange = z.object({
	chat: Chat,
	date: seconds,
	old_chat_member: Member,
	new_chat_member: Member,
});
export type MembershipChange = z.infer<typeof MembershipChange>;

const ChannelOrigin = z.object({
	type: z.literal("channel"),
	chat: z.object({ id: chatId, username: z.string().nullish() }),
	message_id: id,
});

/** The address of the channel's post that a message of the discussion group is the copy of. */
export function readPostUrl(origin: unknown): string | undefined {
	const read = ChannelOrigin.safeParse(origin);
	return read.success ? urlOf(read.data.chat, read.data.message_id) : undefined;
}

/** Address of a message in a channel or group: public by its name, private by its id without the -100 before it. */
export function urlOf(
	chat: { id: number; username?: string | null | undefined },
	messageId: number,
): string | undefined {
	if (chat.username && /^\w+$/.test(chat.username)) return `https://t.me/${chat.username}/${messageId}`;
	const inner = /^-100(\d+)$/.exec(String(chat.id));
	return inner ? `https://t.me/c/${inner[1]}/${messageId}` : undefined;
}

/** Seconds of the network as a Date. */
export const at = (value: number): Date => new Date(value * 1000);

/** What a message carries besides text. Files have no address here: `ref` is exchanged for the bytes by the bot's key. */
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
				return { kind, ...fileRef(body), ...title(body.file_name ?? body.title ?? body.question ?? body.emoji) };
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

/** The file to ask for: of a photo, which comes in several sizes, the largest. */
function fileRef(body: unknown): { ref?: string } {
	const sizes = (Array.isArray(body) ? body : [body]).filter((one) => typeof one === "object" && one !== null);
	const side = (value: unknown): number => (typeof value === "number" ? value : 0);
	const pixels = (one: Record<string, unknown>): number => side(one.width) * side(one.height);
	const ref: unknown = sizes.toSorted((a, b) => pixels(b) - pixels(a))[0]?.file_id;
	return typeof ref === "string" && /^[\w-]{1,300}$/.test(ref) ? { ref } : {};
}

function title(value: unknown): { title?: string } {
	return typeof value === "string" && value !== "" ? { title: clean(value) } : {};
}
