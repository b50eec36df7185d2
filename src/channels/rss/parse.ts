import { z } from "zod";
import type { Attachment, ChannelPage, IncomingMessage, Parsed } from "../channel.ts";
import { notUnderstood } from "../codes.ts";
import { readHtml } from "./read-html.ts";
import { digest } from "./read-feed.ts";
import type { Item } from "./read-feed.ts";

/** What `poll` stores: one item, and whether it is new or its words have changed. */
const Stored = z.object({
	rss: z.literal(1),
	change: z.enum(["new", "edit"]),
	item: z.object({
		// a length check would look at whatever is called "length" in something that is no string
		key: z.string().regex(/./su),
		title: z.string().nullish(),
		html: z.string().nullish(),
		link: z.string().nullish(),
		author: z.string().nullish(),
		date: z.string().nullish(),
		files: z.array(z.object({ url: z.string(), type: z.string().nullish() })).nullish(),
	}),
});
type StoredItem = z.infer<typeof Stored>["item"];

export const toBody = (change: "new" | "edit", item: Item): Buffer =>
	Buffer.from(JSON.stringify({ rss: 1, change, item }));

/** An item's name in the desk: the same wherever the feed says the same guid or link. */
export const externalIdOf = (key: string): string => `item_${digest(key)}`;

export function parse(_page: ChannelPage, body: Buffer, receivedAt: Date): Parsed {
	let value: unknown;
	try {
		value = JSON.parse(body.toString("utf8"));
	} catch {
		return notUnderstood("shape", "the body is not JSON");
	}
	const stored = Stored.safeParse(value);
	if (!stored.success) return notUnderstood("shape", "the item has an unexpected shape");
	const { change, item } = stored.data;
	const message = buildMessage(item, receivedAt);
	return {
		kind: "changes",
		eventId: null,
		changes: [change === "new" ? { kind: "message", message } : { kind: "edit", message, editedAt: receivedAt }],
	};
}

/** Authors of feeds are names, not accounts: each item has its own, so that strangers are not taken for one person. */
function buildMessage(item: StoredItem, receivedAt: Date): IncomingMessage {
	const externalId = externalIdOf(item.key);
	const url = webAddress(item.link);
	const content = readHtml(item.html ?? "");
	const title = readHtml(item.title ?? "").text;
	const isTold = title === "" || content.text.startsWith(title);
	const author = clean(readHtml(item.author ?? "").text, 200);
	return {
		externalId,
		threadKey: externalId,
		threadKind: "post",
		...(url && { threadUrl: url, url }),
		direction: "in",
		authorKey: `anonymous:${externalId}`,
		...(author !== "" && { authorName: author }),
		text: isTold ? content.text : [title, content.text].filter((part) => part !== "").join("\n\n"),
		attachments: readFiles(item, content.images),
		sentAt: readDate(item.date, receivedAt),
	};
}

function readFiles(item: StoredItem, images: readonly string[]): Attachment[] {
	const files = (item.files ?? []).map(({ url, type }) => ({ url, kind: kindOf(type ?? "") }));
	const all = [...files, ...images.map((url) => ({ url, kind: "photo" as const }))];
	const seen = new Set<string>();
	return all.slice(0, 50).flatMap(({ url, kind }) => {
		const address = webAddress(url);
		if (!address || seen.has(address)) return [];
		seen.add(address);
		return [{ kind, url: address }];
	});
}

function kindOf(type: string): Attachment["kind"] {
	if (/^image\//i.test(type)) return "photo";
	if (/^video\//i.test(type)) return "video";
	return /^audio\//i.test(type) ? "audio" : "document";
}

/** The time of writing; a feed without one, or from the future, is as old as our reading of it. */
export function readDate(text: string | null | undefined, receivedAt: Date): Date {
	const date = new Date(text ?? Number.NaN);
	const ms = date.getTime();
	return Number.isNaN(ms) || ms < 0 || ms > receivedAt.getTime() ? receivedAt : date;
}

function webAddress(value: string | null | undefined): string | null {
	const url = value && value.length <= 4000 ? URL.parse(value.trim()) : null;
	return url && /^https?:$/.test(url.protocol) ? url.href : null;
}

/** Names are stored as they are, so they must be storable: no NUL, no lone surrogates, not endless. */
export const clean = (value: string, length: number): string =>
	value.slice(0, length).toWellFormed().replaceAll("\u0000", "").trim();
