import type { Attachment as Part, Email, Mailbox as Sender } from "postal-mime";
import type { Attachment, ChannelPage, IncomingMessage, Parsed } from "../channel.ts";
import { notUnderstood } from "../codes.ts";
import { htmlToText, trimText, withoutQuotedEnd } from "./letter-text.ts";
import { isAddress, ownAddress } from "./mailbox.ts";
import { authorKeyOf, eventIdOf, externalIdOf, externalIdOfUnnamed, readIds, threadOf } from "./message-id.ts";
import { readLetter } from "./read-letter.ts";
import type { Letter } from "./read-letter.ts";
import { sift } from "./sift.ts";
import { readCut } from "./take-letter.ts";

/** So many files of a letter are listed; the others are counted. */
const mostAttachments = 100;

/** Reads a letter as it lay in the mailbox (RFC 5322, MIME), however broken. */
export async function parse(page: ChannelPage, body: Buffer, receivedAt: Date): Promise<Parsed> {
	const cutSize = readCut(body);
	if (cutSize === 0) return notUnderstood("kept-back", "the mailbox did not give this letter: look at it there");
	const letter = await readLetter(body);
	if (!letter) return notUnderstood("shape", "the letter's header or nesting is beyond reading");
	if (letter.headers.length === 0) return notUnderstood("shape", "the body is not a letter: it has no header");
	const headers = (name: string) => letter.headers.filter(({ key }) => key === name).map(({ value }) => value);
	const id = identify(letter, body);
	const eventId = eventIdOf(id);
	const own = ownAddress(page);
	const reason = sift(letter, headers, body, own);
	if (reason) return { kind: "ignored", eventId, reason };
	const isFromUs = senderOf(letter)?.address.toLowerCase() === own;
	if (isFromUs && headers("authentication-results").some((value) => /\b(dmarc|spf)=fail/i.test(value)))
		return notUnderstood("sender", "a letter under our own address that our mail server doubts", eventId);
	const message: IncomingMessage = {
		externalId: id,
		threadKind: "direct",
		...threadAndPeople(letter, id, own, isFromUs),
		...titleOf(letter),
		text: textOf(letter, cutSize),
		attachments: letter.attachments.slice(0, mostAttachments).map(toAttachment),
		sentAt: sentAt(letter, receivedAt),
	};
	if (letter.attachments.length > mostAttachments)
		message.attachments.push({ kind: "other", title: `+ ${letter.attachments.length - mostAttachments}` });
	return { kind: "changes", eventId, changes: [{ kind: "message", message }] };
}

function identify(letter: Email, body: Buffer): string {
	const [id] = readIds(letter.messageId);
	if (id !== undefined && id.includes("@")) return externalIdOf(id);
	// the trace at the top differs from copy to copy, so it takes no part
	const end = Math.max(body.indexOf("\r\n\r\n"), body.indexOf("\n\n"), 0);
	const named = JSON.stringify([letter.from?.address, letter.date, letter.subject]);
	return externalIdOfUnnamed(named, body.subarray(end));
}

function senderOf(letter: Email): Sender | null {
	const from = letter.from?.address === undefined ? letter.from?.group[0] : letter.from;
	return from && isAddress(from.address) ? from : null;
}

type People = Pick<
	IncomingMessage,
	"threadKey" | "direction" | "authorKey" | "authorName" | "peerKey" | "replyToExternalId" | "contact"
>;

function threadAndPeople(letter: Email, id: string, own: string, isFromUs: boolean): People {
	const inReplyTo = readIds(letter.inReplyTo);
	const [answered] = inReplyTo;
	const common = {
		threadKey: threadOf(id, readIds(letter.references), inReplyTo, own),
		...(answered === undefined ? {} : { replyToExternalId: externalIdOf(answered) }),
	};
	if (isFromUs) {
		const to = letter.to?.flatMap((one) => (one.address === undefined ? one.group : [one]))[0];
		const peerKey = to && isAddress(to.address) ? authorKeyOf(to.address) : `anonymous:${eventIdOf(id)}`;
		return { ...common, direction: "out", authorKey: authorKeyOf(own), peerKey };
	}
	const sender = senderOf(letter);
	const replyTo = letter.replyTo?.[0]?.address;
	const contact = replyTo && isAddress(replyTo) && replyTo.toLowerCase() !== own ? replyTo : sender?.address;
	const authorKey = sender ? authorKeyOf(sender.address) : `anonymous:${eventIdOf(id)}`;
	const name = clean(sender?.name ?? "", 200);
	return {
		...common,
		direction: "in",
		authorKey,
		peerKey: authorKey,
		// some programs put the address where the name belongs
		...(name === "" || name.includes("@") ? {} : { authorName: name }),
		...(contact === undefined ? {} : { contact }),
	};
}

const repeatedPrefix = /^\s*(?:(?:re|fwd?|aw|отв|ответ|пересл)\s*(?:\[\d+\])?\s*:\s*)+/i;

const subjectOf = (letter: Email): string => clean(letter.subject ?? "", 1000);

function titleOf(letter: Email): { threadTitle?: string } {
	const title = subjectOf(letter).replace(repeatedPrefix, "");
	return title === "" ? {} : { threadTitle: title };
}

/** A first letter often says in its subject what it is about, and in its text only "see the photograph". */
function textOf(letter: Letter, cutSize: number | null): string {
	const text = wordsOf(letter, cutSize);
	return letter.isCut ? `${text}\n\nПисьмо прочитано не до конца: откройте его в почтовом ящике.` : text;
}

function wordsOf(letter: Letter, cutSize: number | null): string {
	const subject = subjectOf(letter);
	if (cutSize !== null)
		return `${subject}\n\nПисьмо слишком большое (${Math.ceil(cutSize / 1_048_576)} МБ): откройте его в почтовом ящике.`.trim();
	const plain = trimText(letter.text ?? "");
	const text = plain === "" ? trimText(htmlToText(letter.html ?? "")) : plain;
	const isReply = repeatedPrefix.test(subject) || letter.inReplyTo !== undefined || letter.references !== undefined;
	if (isReply) return withoutQuotedEnd(text);
	if (subject === "" || text.startsWith(subject)) return text;
	return trimText(`${subject}\n\n${text}`);
}

const kinds: readonly [RegExp, Attachment["kind"]][] = [
	[/^image\//, "photo"],
	[/^video\//, "video"],
	[/^audio\//, "audio"],
];

function toAttachment({ mimeType, filename, description }: Part, index: number): Attachment {
	const kind = kinds.find(([type]) => type.test(mimeType))?.[1] ?? "document";
	const name = clean(filename ?? description ?? "", 200);
	return { kind, ref: `part:${index}`, ...(name === "" ? {} : { title: name }) };
}

/** The sender's clock, unless it is surely wrong. */
function sentAt(letter: Email, receivedAt: Date): Date {
	const at = new Date(letter.date ?? "").getTime();
	const isLikely = at >= Date.UTC(2000, 0) && at < receivedAt.getTime();
	return isLikely ? new Date(at) : receivedAt;
}

/** Names and titles are stored as they are, so they must be storable: no controls, no line breaks, no lone surrogates. */
function clean(value: string, length: number): string {
	return value
		.slice(0, 2 * length)
		.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")
		.slice(0, length)
		.toWellFormed()
		.trim();
}
