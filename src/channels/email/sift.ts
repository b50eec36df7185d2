import type { Email } from "postal-mime";
import { findAnswerIds } from "./message-id.ts";

/** Letters that no person wrote to the mailbox (RFC 3834, RFC 2919, RFC 3464). */

/** @returns why a letter is none of a resident's, in words without any of its own; null when it may be one */
export function sift(
	letter: Email,
	headers: (name: string) => string[],
	body: Buffer,
	ownAddress: string,
): string | null {
	const bounce = readBounce(letter, headers, body, ownAddress);
	if (bounce) return bounce;
	const auto = headers("auto-submitted").find((value) => !/^\s*no\b/i.test(value));
	if (auto !== undefined) return "an automatic letter: Auto-Submitted";
	if (headers("precedence").some((value) => /^\s*(bulk|junk|list|auto_reply)\b/i.test(value)))
		return "a bulk letter: Precedence";
	if (headers("list-id").length > 0) return "a letter of a mailing list: List-Id";
	if (headers("x-auto-response-suppress").length > 0) return "an automatic letter: X-Auto-Response-Suppress";
	if (["x-autoreply", "x-autorespond"].some((name) => headers(name).some((value) => !/^\s*no\b/i.test(value))))
		return "an automatic letter: X-Autoreply";
	if (isWithoutReturn(headers)) return "an automatic letter: no address to return it to";
	return null;
}

const isWithoutReturn = (headers: (name: string) => string[]): boolean =>
	/^\s*<\s*>\s*$/.test(headers("return-path")[0] ?? "");

const daemon = /^(mailer-daemon|postmaster|mail-daemon)@/i;

/** A report that a letter was not delivered; names our answer if it was one. */
function readBounce(
	letter: Email,
	headers: (name: string) => string[],
	body: Buffer,
	ownAddress: string,
): string | null {
	const [type = ""] = headers("content-type");
	const isReport = /^\s*multipart\/report\b/i.test(type) && /delivery-status/i.test(type);
	const isDaemon =
		daemon.test(letter.from?.address ?? "") && (isWithoutReturn(headers) || headers("auto-submitted").length > 0);
	if (!isReport && !isDaemon && headers("x-failed-recipients").length === 0) return null;
	// where the returned letter is packed in base64 it is found among the parts
	const parts = letter.attachments.slice(0, 20).map(({ content }) => textOf(content));
	const words = [body.toString("latin1", 0, 500_000), letter.text ?? "", ...parts].join("\n");
	const [answer] = findAnswerIds(words, ownAddress);
	const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(/^Status:.*$/im.exec(words)?.[0] ?? "")?.[1];
	const how = status?.startsWith("2") ? "was delivered" : status?.startsWith("4") ? "is delayed" : "was not delivered";
	return `a report: ${answer ? `our answer ${answer.split(".")[1]}` : "a letter"} ${how}${status ? ` (${status})` : ""}`;
}

function textOf(content: ArrayBuffer | Uint8Array | string): string {
	if (typeof content === "string") return content.slice(0, 100_000);
	const bytes = ArrayBuffer.isView(content) ? content : new Uint8Array(content);
	return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 100_000)).toString("latin1");
}
