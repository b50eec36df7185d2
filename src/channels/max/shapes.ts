import { z } from "zod";
import type { Attachment, Change } from "../channel.ts";
import type { BodyTrouble } from "../codes.ts";
import { idPattern, midPattern } from "./external-id.ts";
import { asRecord } from "./read-json.ts";

/** What an update leads to: changes, or why there are none. */
export type Reading = Change[] | { ignored: string } | { unclear: string; trouble: BodyTrouble };

/** An id of 64 bits, always as text. */
export const id = z.union([z.int().transform(String), z.string().regex(idPattern)]);
export const mid = z.string().regex(midPattern);
/** Unix milliseconds up to the year 9999 */
export const time = z.int().min(0).max(253_402_300_799_000);

const User = z.object({
	user_id: id,
	first_name: z.string().nullish(),
	last_name: z.string().nullish(),
	name: z.string().nullish(),
	is_bot: z.boolean().nullish(),
});
export type User = z.infer<typeof User>;

const Body = z.object({ mid, text: z.string().nullish(), attachments: z.array(z.unknown()).nullish() });

/** Lenient shapes of the API's description: what we need must be there and be of its kind, everything else may be anything. */
export const Message = z.object({
	sender: User.nullish(),
	recipient: z.object({
		chat_id: id.nullish(),
		chat_type: z.string(),
		user_id: id.nullish(),
		// told as a number by the types of the vendor's library and as text by its description
		post_id: z.union([z.int().transform(String), mid]).nullish(),
	}),
	timestamp: time,
	link: z.object({ type: z.string(), message: Body.partial().nullish() }).nullish(),
	body: Body,
	url: z.string().nullish(),
});
export type Message = z.infer<typeof Message>;

export const Removal = z.object({
	message_id: mid,
	chat_id: id,
	post_id: z.union([z.int().transform(String), mid]).nullish(),
});
export const ChatEvent = z.object({ chat_id: id, user: User.nullish(), title: z.string().nullish() });

/** Milliseconds of the network as a Date. */
export const at = (value: number): Date => new Date(value);

/** Titles and names are stored as they are, so they must be storable: no NUL, no lone surrogates, not endless. */
export function clean(value: string): string {
	return value.slice(0, 1000).toWellFormed().replaceAll("\u0000", "").trim();
}

export function nameOf(user: User): { authorName?: string } {
	const name = clean([user.first_name, user.last_name].filter(Boolean).join(" ") || (user.name ?? ""));
	return name === "" ? {} : { authorName: name };
}

/** Every attachment becomes one of ours; what cannot be read stays visible as "other". All but places have an address. */
export function readAttachments(raw: readonly unknown[] | null | undefined): Attachment[] {
	return (raw ?? []).flatMap((one): Attachment[] => {
		const body = asRecord(one);
		const type = body?.type;
		if (!body || typeof type !== "string") return [{ kind: "other" }];
		// the bot's own buttons
		if (type === "inline_keyboard" || type === "reply_keyboard") return [];
		const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
		if (type === "location") return [readPlace(body)];
		return [{ kind: kind ?? "other", ...url(asRecord(body.payload)?.url), ...title(body, kind ? "" : type) }];
	});
}

const kinds: Record<string, Attachment["kind"]> = {
	image: "photo",
	video: "video",
	audio: "voice",
	file: "document",
	sticker: "sticker",
	share: "link",
};

function readPlace({ latitude, longitude }: Record<string, unknown>): Attachment {
	const isPlace =
		typeof latitude === "number" &&
		typeof longitude === "number" &&
		Math.abs(latitude) <= 90 &&
		Math.abs(longitude) <= 180;
	return isPlace ? { kind: "place", latitude, longitude } : { kind: "other", title: "location" };
}

/** Only addresses a page may link to; anything else is left out. */
export function url(value: unknown): { url?: string } {
	const read = typeof value === "string" && value.length <= 4000 ? URL.parse(value) : null;
	return read && /^https?:$/.test(read.protocol) ? { url: read.href } : {};
}

function title(body: Record<string, unknown>, otherwise: string): { title?: string } {
	const words = [body.filename, body.title, body.transcription, otherwise].find(
		(one): one is string => typeof one === "string" && one !== "",
	);
	const read = words === undefined ? "" : clean(words);
	return read === "" ? {} : { title: read };
}
