import type { Advice, Failure, FailureClass } from "../channel.ts";

/** Codes of the API's error bodies that were found in the vendor's fixtures and description, or reported of the live service. */
const byCode: Record<string, readonly [FailureClass, Advice?]> = {
	"verify.token": ["page-dead"],
	"attachment.not.ready": ["retry-soon"],
	// seen live for a comment that does not exist
	"proto.payload": ["content", "answer-in-network"],
	"comments.timeout_exceeded": ["content"],
};

const byStatus: Record<number, readonly [FailureClass, Advice?]> = {
	400: ["content", "reword"],
	401: ["page-dead"],
	403: ["recipient-final", "resident-refuses"],
	404: ["target-gone", "target-deleted"],
	405: ["wrong-token"],
	413: ["content", "shorten"],
	422: ["content", "reword"],
	429: ["retry-soon"],
};

/** What an answer other than 200 means: `{code, message}` of the network; from 500 on nobody knows whether it was done. */
export function readRefusal(status: number, body: Record<string, unknown> | null, retryAfter: string | null): Failure {
	const own = typeof body?.code === "string" && /^[\w.-]{1,60}$/.test(body.code) ? body.code : null;
	const code = own ?? `http-${status}`;
	const words = typeof body?.message === "string" ? body.message.slice(0, 500) : "";
	const text = words || `The network answered ${code}.`;
	const known = (own && Object.hasOwn(byCode, own) ? byCode[own] : undefined) ?? byStatus[status];
	if (!known || status >= 500 || status < 400) return { kind: "unknown", code, text };
	const [name, advice] = /length|too long|maxLength/i.test(words) ? (["content", "shorten"] as const) : known;
	const seconds = Number(retryAfter);
	const isTold = retryAfter !== null && Number.isSafeInteger(seconds) && seconds > 0;
	return {
		kind: "not-sent",
		class: name === "retry-soon" && isTold && seconds > 60 ? "retry-late" : name,
		code,
		text,
		...(isTold ? { retryAfterSeconds: seconds } : {}),
		...(advice ? { advice } : {}),
	};
}
