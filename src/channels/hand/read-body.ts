import type { IncomingMessage } from "../channel.ts";

/** What may be true of such a body; anything else is not understood. */
const shape = {
	id: /^hand-[0-9a-f]{32}$/,
	authorKey: /^hand:[0-9a-f]{32}$/,
	threadKey: /^(person|single)-[0-9a-f]{32}$/,
};
const longest = { text: 20_000, name: 200, contact: 300 };

/**
 * Reads what `take-by-hand.ts` stored: JSON with the words, who brought them and who took them down.
 * @returns the message, or why it is not one
 */
export function readBody(body: Buffer): IncomingMessage | string {
	let read: unknown;
	try {
		read = JSON.parse(body.toString("utf8"));
	} catch {
		return "the body is not JSON";
	}
	if (typeof read !== "object" || read === null) return "the body is not an object";
	const given = read as Record<string, unknown>;
	for (const [name, allowed] of Object.entries(shape))
		if (typeof given[name] !== "string" || !allowed.test(given[name])) return `the field ${name} is missing or strange`;
	const sentAt = new Date(typeof given.sentAt === "string" ? given.sentAt : Number.NaN);
	if (Number.isNaN(sentAt.getTime())) return "the time is missing or strange";
	const text = words(given.text, longest.text);
	const takenBy = given.takenBy;
	if (text === undefined) return "the text is missing";
	if (!Number.isSafeInteger(takenBy) || (takenBy as number) < 1) return "who took it down is missing";
	const authorName = words(given.name, longest.name);
	const contact = words(given.contact, longest.contact);
	return {
		externalId: given.id as string,
		threadKey: given.threadKey as string,
		threadKind: "direct",
		direction: "in",
		authorKey: given.authorKey as string,
		peerKey: given.authorKey as string,
		...(authorName !== undefined && { authorName: clean(authorName) }),
		...(contact !== undefined && { contact: clean(contact) }),
		text,
		attachments: [],
		sentAt,
		takenBy: takenBy as number,
	};
}

function words(value: unknown, most: number): string | undefined {
	return typeof value === "string" && value.trim() !== "" ? value.slice(0, most) : undefined;
}

/** The database keeps neither NUL nor halves of letters. */
const clean = (text: string): string => text.toWellFormed().replaceAll("\0", "").trim();
