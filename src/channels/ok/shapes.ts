import { z } from "zod";
import type { Attachment } from "../channel.ts";
import { chatPattern, commentPattern, midPattern, numberPattern, typePattern } from "./external-id.ts";

/** Lenient shapes: what we need must be there and be of its kind, everything else may be anything. */
const text = z.string().nullish();
/** "all ids may be texts": some come as numbers */
const id = z
	.union([z.string(), z.int().min(0)])
	.transform(String)
	.pipe(z.string().regex(/^[\w.:-]{1,60}$/));
const milliseconds = z.int().min(0).max(253_402_300_799_000);

/** A message of a chat, the same in a delivery and in what is read. */
export const Message = z.object({
	sender: z.object({ user_id: id.nullish(), group_id: id.nullish(), name: text }),
	recipient: z.object({ chat_id: z.string().regex(chatPattern) }),
	message: z.object({
		mid: z.string().regex(midPattern),
		text,
		attachments: z.array(z.unknown()).nullish(),
		reply_to: z.unknown().optional(),
	}),
	timestamp: milliseconds,
});
export type Message = z.infer<typeof Message>;

export const Comment = z.object({
	id: z
		.union([z.string(), z.int().min(0)])
		.transform(String)
		.pipe(z.string().regex(commentPattern)),
	author_id: id.nullish(),
	author_ref: text,
	author_type: text,
	author_name: text,
	text,
	date_ms: z.unknown().optional(),
	created_ms: z.unknown().optional(),
	date: z.unknown().optional(),
	reply_to_comment_id: z.unknown().optional(),
	attachments: z.array(z.unknown()).nullish(),
});
export type Comment = z.infer<typeof Comment>;

/** What is commented, in a list of discussions. */
export const Discussion = z.object({
	object_id: z
		.union([z.string(), z.int().min(0)])
		.transform(String)
		.pipe(z.string().regex(numberPattern)),
	object_type: z.string().regex(typePattern),
	title: text,
	new_comments_count: z.int().nullish(),
	ref_objects: z.array(z.object({ id: id.nullish(), type: text })).nullish(),
});
export type Discussion = z.infer<typeof Discussion>;

/**
 * When a comment was written. The documentation names `date_ms`; a client of this year found only `date`, Moscow time without
 * a zone. Null where neither can be read.
 */
export function commentTime({ date_ms, created_ms, date }: Comment): Date | null {
	for (const value of [date_ms, created_ms]) {
		const ms = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
		if (typeof ms === "number" && ms > 0 && milliseconds.safeParse(ms).success) return new Date(ms);
	}
	if (typeof date !== "string" || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(date)) return null;
	const read = new Date(`${date.replace(" ", "T")}+03:00`);
	return Number.isNaN(read.getTime()) ? null : read;
}

const kinds: Record<string, Attachment["kind"]> = {
	IMAGE: "photo",
	VIDEO: "video",
	AUDIO: "audio",
	MUSIC: "audio",
	SHARE: "link",
	FILE: "document",
	STICKER: "sticker",
};

/** Every attachment becomes one of ours; what cannot be read stays visible as "other". */
export function readAttachments(raw: readonly unknown[] | null | undefined): Attachment[] {
	return (raw ?? []).map((one): Attachment => {
		const { type, payload } = Object(one) as { type?: unknown; payload?: unknown };
		if (typeof type !== "string") return { kind: "other" };
		const fields = Object(payload) as Record<string, unknown>;
		if (type === "LOCATION") return readPlace(fields);
		const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
		if (!kind) return { kind: "other", title: clean(type) };
		const name = typeof fields.title === "string" ? fields.title : fields.name;
		return { kind, ...url(fields.url), ...(typeof name === "string" && name !== "" && { title: clean(name) }) };
	});
}

/** The names of a place's fields were seen in no document. */
function readPlace({ latitude, longitude }: Record<string, unknown>): Attachment {
	const isDegrees = (value: unknown, most: number): value is number =>
		typeof value === "number" && Math.abs(value) <= most;
	return isDegrees(latitude, 90) && isDegrees(longitude, 180)
		? { kind: "place", latitude, longitude }
		: { kind: "other", title: "LOCATION" };
}

function url(value: unknown): { url?: string } {
	const read = typeof value === "string" && value.length <= 4000 ? URL.parse(value) : null;
	return read && /^https?:$/.test(read.protocol) ? { url: read.href } : {};
}

/** Names and titles are stored as they are, so they must be storable: no NUL, no lone surrogates, not endless. */
export const clean = (value: string): string => value.slice(0, 1000).toWellFormed().replaceAll("\u0000", "").trim();
