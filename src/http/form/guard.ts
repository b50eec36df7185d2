import { createHash, randomBytes, randomInt } from "node:crypto";
import { limitRate } from "../rate-limit.ts";
import { digestOf } from "../signed.ts";
import type { Signer } from "../signed.ts";
import type { Marks } from "./fields.ts";

/*
 * Tells people from programs without a captcha of others: a form carries a signed mark of when it was opened, a field that
 * people do not see, and, only where something looks odd, a question. A browser with scripts answers it with a little
 * work instead. Whatever is odd, nobody is turned away for good and nothing typed is lost.
 */
export type Ask = { token: string; left: number; right: number };

/** `nonce` makes two clicks one message; `null` for a mark that is not ours or too old. */
export type Opened = { nonce: string; atMs: number };

const freshMs = 24 * 3600_000;
/** nobody reads the form and fills it in sooner */
const quickMs = 3_000;
const askMs = 3600_000;
/** leading zero bits: about 30,000 tries, a second or two on a telephone */
export const workBits = 15;

export type Guard = {
	openForm: (pageId: number, now: number) => string;
	readForm: (pageId: number, token: string, now: number) => Opened | null;
	/** seconds to wait before anything more is taken from this address; 0: none */
	waitSeconds: (address: string) => number;
	isOdd: (sent: { address: string; text: string; marks: Marks; opened: Opened; now: number }) => boolean;
	ask: (now: number) => Ask;
	isAnswered: (marks: Marks, now: number) => boolean;
	/** counts a message that was taken */
	note: (address: string, text: string, messageId: string) => void;
	/** whether this message was taken lately: a second click */
	isTaken: (messageId: string) => boolean;
};

export function createGuard(signer: Signer): Guard {
	// hundreds may share one address of a mobile network: from five in ten minutes a question, a stop only far above
	const lately = limitRate(1e9, 600);
	const hourly = limitRate(300, 3600);
	const sameFromAddress = limitRate(1e9, 3600);
	const sameAnywhere = limitRate(1e9, 600);
	const taken = limitRate(1e9, 3600);
	const answered = limitRate(1, askMs / 1000);
	const sameKey = (address: string, text: string) => digestOf(`${address} ${text}`);
	return {
		openForm: (pageId, now) => {
			const body = `${now.toString(36)}.${randomBytes(16).toString("base64url")}`;
			return `${body}.${signer.mark("form", `${pageId} ${body}`)}`;
		},
		readForm: (pageId, token, now) => {
			const [time = "", nonce = "", mark = "", ...rest] = token.split(".");
			if (rest.length > 0 || !signer.isMarked("form", `${pageId} ${time}.${nonce}`, mark)) return null;
			const atMs = Number.parseInt(time, 36);
			return now - atMs < freshMs ? { nonce, atMs } : null;
		},
		waitSeconds: (address) => hourly.take(address),
		isOdd: ({ address, text, marks, opened, now }) =>
			marks.trap !== "" ||
			now - opened.atMs < quickMs ||
			lately.count(address) >= 5 ||
			sameFromAddress.count(sameKey(address, text)) > 0 ||
			sameAnywhere.count(digestOf(text)) >= 10,
		ask: (now) => {
			const [left, right] = [randomInt(1, 10), randomInt(1, 10)];
			const body = `${(now + askMs).toString(36)}.${randomBytes(12).toString("base64url")}`;
			return { token: `${body}.${signer.mark("ask", `${body} ${left + right}`)}`, left, right };
		},
		isAnswered: (marks, now) => {
			const [time = "", nonce = "", mark = "", ...rest] = marks.ask.split(".");
			if (rest.length > 0 || !(Number.parseInt(time, 36) > now)) return false;
			const sum = Number(marks.answer.trim());
			const isRight = signer.isMarked("ask", `${time}.${nonce} ${sum}`, mark);
			// work is done for a question of ours only; whose sum is right, it does not matter
			const isOurs = sums.some((one) => signer.isMarked("ask", `${time}.${nonce} ${one}`, mark));
			if (!isRight && !(isOurs && hasWorked(marks.ask, marks.work))) return false;
			// each question serves once
			return answered.take(`${time}.${nonce}`) === 0;
		},
		isTaken: (messageId) => taken.count(messageId) > 0,
		note: (address, text, messageId) => {
			taken.take(messageId);
			lately.take(address);
			sameFromAddress.take(sameKey(address, text));
			sameAnywhere.take(digestOf(text));
		},
	};
}

const sums = Array.from({ length: 17 }, (_, index) => index + 2);

/** SHA-256 of "question:number" begins with so many zero bits. */
export function hasWorked(question: string, work: string): boolean {
	if (!/^\d{1,12}$/.test(work)) return false;
	const hash = createHash("sha256").update(`${question}:${work}`).digest();
	return hash.readUInt32BE(0) >>> (32 - workBits) === 0;
}
