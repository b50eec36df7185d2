import { createHash } from "node:crypto";
import type { IncomingMessage } from "../channel.ts";

type Read = { message: IncomingMessage; eventId: string; isEdit: boolean };

const longest = { text: 30_000, name: 200, contact: 300 };

/**
 * Reads a row as `import-file.ts` stored it: JSON with the fields that the mapping named, and the cells as they stood.
 * Version 1 of a number is the message, each later one an edit of it.
 * @returns the message, or why it is not one
 */
export function readBody(body: Buffer): Read | string {
	let read: unknown;
	try {
		read = JSON.parse(body.toString("utf8"));
	} catch {
		return "the body is not JSON";
	}
	if (typeof read !== "object" || read === null) return "the body is not an object";
	const given = read as Record<string, unknown>;
	const number = words(given.number, 100);
	if (number === undefined) return "the number is missing";
	const { version } = given;
	if (!Number.isSafeInteger(version) || (version as number) < 1) return "the version is missing";
	const sentAt = new Date(typeof given.sentAt === "string" ? given.sentAt : Number.NaN);
	if (Number.isNaN(sentAt.getTime())) return "the time is missing or strange";
	const text = words(given.text, longest.text);
	if (text === undefined) return "the text is missing";
	const authorName = words(given.name, longest.name);
	const contact = words(given.contact, longest.contact);
	const url = linkOf(given.url);
	const message: IncomingMessage = {
		externalId: clean(number),
		// each message of a portal has its own deadline and its own answer
		threadKey: clean(number),
		threadKind: "direct",
		direction: "in",
		authorKey: `portal:${clean(number)}`,
		peerKey: `portal:${clean(number)}`,
		...(authorName !== undefined && { authorName: clean(authorName) }),
		...(contact !== undefined && { contact: clean(contact) }),
		...(url !== undefined && { url, threadUrl: url }),
		text,
		attachments: [],
		sentAt,
	};
	const print = createHash("sha256").update(clean(number)).digest("hex").slice(0, 32);
	return { message, eventId: `${print}-${version as number}`, isEdit: (version as number) > 1 };
}

function words(value: unknown, most: number): string | undefined {
	return typeof value === "string" && value.trim() !== "" ? value.slice(0, most) : undefined;
}

/** The database keeps neither NUL nor halves of letters. */
const clean = (text: string): string => text.toWellFormed().replaceAll("\0", "").trim();

function linkOf(value: unknown): string | undefined {
	if (typeof value !== "string" || value.length > 2000 || !/^https?:\/\//i.test(value) || !URL.canParse(value)) return;
	return new URL(value).href;
}
