import { isUtf8 } from "node:buffer";
import PostalMime from "postal-mime";
import type { Email } from "postal-mime";

/** A letter taken apart; `isCut` where its end was left out, so that no letter holds a worker for minutes. */
export type Letter = Email & { isCut: boolean };

/** Lines shorter than those of a file in base64: each costs the reader of MIME far more than its bytes. */
const shortLine = 60;
const mostShortLines = 20_000;

/** @returns null where the header or the nesting is beyond reading */
export async function readLetter(body: Buffer): Promise<Letter | null> {
	const part = body.subarray(0, endOfReading(body));
	try {
		const limits = { maxNestingDepth: 100, maxHeadersSize: 512 * 1024 };
		const letter = await PostalMime.parse(withReadableHeader(part), limits);
		return { ...letter, isCut: part.length < body.length };
	} catch {
		return null;
	}
}

function endOfReading(body: Buffer): number {
	let short = 0;
	for (let begin = 0, end = body.indexOf(10); end >= 0; begin = end + 1, end = body.indexOf(10, begin))
		if (end - begin < shortLine && ++short > mostShortLines) return begin;
	return body.length;
}

/** Old programs put bare bytes of their own encoding into the header; it is taken for the body's, or Windows' Cyrillic. */
function withReadableHeader(body: Buffer): Buffer {
	const ends = [body.indexOf("\r\n\r\n"), body.indexOf("\n\n")].filter((end) => end >= 0);
	const header = body.subarray(0, Math.min(body.length, ...ends));
	if (isUtf8(header)) return body;
	const charset = /^content-type:[^\n]*(?:\n[ \t][^\n]*)*charset="?(koi8-r|koi8-u|windows-1251|iso-8859-5)/im.exec(
		header.toString("latin1"),
	)?.[1];
	const readable = Buffer.from(new TextDecoder(charset ?? "windows-1251").decode(header));
	return Buffer.concat([readable, body.subarray(header.length)]);
}
