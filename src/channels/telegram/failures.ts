import type { GrammyError } from "grammy";
import type { Advice, Failure, FailureClass } from "../channel.ts";

/**
 * Words of a refusal → class, and what the official can do. The Bot API documents codes only; the words are those of its
 * server and may change.
 */
const byWords: readonly [RegExp, FailureClass, Advice?][] = [
	[/too long|MESSAGE_TOO_LONG/i, "content", "shorten"],
	[/not enough rights to send (photos|media)|SEND_(PHOTOS|MEDIA)_FORBIDDEN/i, "content", "photos-directly"],
	[/is empty|must be non-empty|parse entities|can't parse|ENTITY_/i, "content", "reword"],
	[/wrong file|PHOTO_|IMAGE_PROCESS_FAILED|file is too big|too large/i, "content"],
	[/upgraded to a supergroup/i, "target-gone", "answer-in-network"],
	[
		/blocked by the user|can't initiate|can't send messages to the user|USER_IS_BLOCKED/i,
		"recipient-final",
		"resident-refuses",
	],
	[/user is deactivated|can't send messages to bots|PEER_ID_INVALID/i, "recipient-final"],
	[
		/kicked|not a member|not enough rights|administrator rights|have no rights|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED|ADMIN_REQUIRED/i,
		"page-dead",
	],
	[/TOPIC_(CLOSED|DELETED)/i, "target-gone", "comments-closed"],
	[/not found|thread/i, "target-gone", "target-deleted"],
];

const byCode: Record<number, FailureClass> = {
	400: "content",
	401: "page-dead",
	403: "recipient-final",
	// "Not Found" without more: no bot has this key
	404: "page-dead",
	409: "human-step",
	420: "retry-late",
};

/** What a refusal of the Bot API means. */
export function readRefusal({ error_code: status, description, parameters }: GrammyError): Failure {
	const code = String(status);
	const text = String(description ?? `Telegram error ${code}`).slice(0, 500);
	if (!Number.isSafeInteger(status) || status >= 500) return { kind: "unknown", code, text };
	if (status === 429) {
		const retryAfterSeconds = Number.isSafeInteger(parameters?.retry_after) ? parameters.retry_after : undefined;
		const isLong = (retryAfterSeconds ?? 0) > 60;
		return {
			kind: "not-sent",
			class: isLong ? "retry-late" : "retry-soon",
			code,
			text,
			...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
		};
	}
	if (parameters?.migrate_to_chat_id !== undefined)
		return {
			kind: "not-sent",
			class: "target-gone",
			code,
			text: `${text}: the group is now ${parameters.migrate_to_chat_id}`,
			advice: "answer-in-network",
		};
	const worded = status === 400 || status === 403 ? byWords.find(([words]) => words.test(text)) : undefined;
	const advice = worded?.[2];
	return {
		kind: "not-sent",
		class: worded?.[1] ?? byCode[status] ?? "content",
		code,
		text,
		...(advice ? { advice } : {}),
	};
}
