import { Api, GrammyError } from "grammy";
import type { ApiClientOptions } from "grammy";
import type { ChannelPage, FailureClass, PublishOrder, PublishOutcome } from "../channel.ts";
import { noApiUrl, readApiUrl, readCallFailure } from "../network-call.ts";
import { messageId, readMessageId } from "./external-id.ts";

const timeoutMs = 15_000;

/** The built-in fetch in place of node-fetch, which hangs on a body that breaks off. Redirects are not followed: the key must not travel on. */
const send = (url: string, { method, headers, body }: RequestInit): Promise<Response> =>
	fetch(url, {
		method,
		headers,
		body,
		redirect: "manual",
		signal: AbortSignal.timeout(timeoutMs),
	});

/** sendMessage as a reply to the resident's message. Without a key of its own: a broken connection is `unknown` for good. */
export async function publish(page: ChannelPage, order: PublishOrder): Promise<PublishOutcome> {
	const target = readMessageId(order.target.replyToExternalId);
	if (!target) return refuse("target-gone", "target", "The message's address cannot be read.");
	const { token } = page.secrets;
	if (!token) return refuse("page-dead", "no-token", "The page has no access key.");
	const apiRoot = readApiUrl(page, "https://api.telegram.org");
	if (!apiRoot) return noApiUrl;
	try {
		// grammY's own limit only stands behind ours
		const api = new Api(token, {
			apiRoot,
			timeoutSeconds: 2 * (timeoutMs / 1000),
			fetch: send as unknown as ApiClientOptions["fetch"],
		});
		const sent = await api.sendMessage(target.chatId, order.text, {
			reply_parameters: { message_id: target.messageId, allow_sending_without_reply: true },
		});
		if (!Number.isSafeInteger(sent?.message_id))
			return { kind: "unknown", code: "response", text: "The network's answer has an unexpected shape." };
		return { kind: "sent", externalId: messageId(target.chatId, sent.message_id) };
	} catch (error) {
		if (error instanceof GrammyError) return readRefusal(error);
		const { code, wasNeverSent } = readCallFailure(error);
		return wasNeverSent
			? refuse("retry-soon", code, "The network could not be reached.")
			: { kind: "unknown", code, text: "The connection broke before the network answered." };
	}
}

function refuse(name: FailureClass, code: string, text: string): PublishOutcome {
	return { kind: "not-sent", class: name, code, text };
}

/** Words of a refusal → class. The Bot API documents codes only; the words are those of its server and may change. */
const byWords: readonly [RegExp, FailureClass][] = [
	[/too long|is empty|must be non-empty|parse entities|can't parse|wrong file|ENTITY_|MESSAGE_TOO_LONG/i, "content"],
	[/upgraded to a supergroup/i, "target-gone"],
	[
		/blocked by the user|user is deactivated|can't initiate|can't send messages to (the user|bots)|USER_IS_BLOCKED|PEER_ID_INVALID/i,
		"recipient-final",
	],
	[
		/kicked|not a member|not enough rights|administrator rights|have no rights|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED|ADMIN_REQUIRED/i,
		"page-dead",
	],
	[/not found|TOPIC_(CLOSED|DELETED)|thread/i, "target-gone"],
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

function readRefusal(error: GrammyError): PublishOutcome {
	const { error_code: status, parameters } = error;
	const code = String(status);
	const text = String(error.description ?? `Telegram error ${code}`).slice(0, 500);
	if (!Number.isSafeInteger(status) || status >= 500) return { kind: "unknown", code, text };
	if (status === 429) {
		const retryAfterSeconds = Number.isSafeInteger(parameters.retry_after) ? parameters.retry_after : undefined;
		const isLong = (retryAfterSeconds ?? 0) > 60;
		return {
			kind: "not-sent",
			class: isLong ? "retry-late" : "retry-soon",
			code,
			text,
			...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
		};
	}
	if (parameters.migrate_to_chat_id !== undefined)
		return refuse("target-gone", code, `${text}: the group is now ${parameters.migrate_to_chat_id}`);
	const worded = status === 400 || status === 403 ? byWords.find(([words]) => words.test(text)) : undefined;
	return refuse(worded?.[1] ?? byCode[status] ?? "content", code, text);
}
