import type { ChannelPage, Failure } from "../channel.ts";
import { noApiUrl, pace, readApiUrl, readCallFailure } from "../network-call.ts";
import { asRecord, readJson } from "./read-json.ts";
import { readRefusal } from "./failures.ts";

// Not the vendor's library: it reads answers by a plain JSON.parse, which rounds `seq`, hides the words of a 401, and drops
// query values of 0 and false.

const timeoutMs = 15_000;
/** half of the 30 requests a second that a bot may make (dev.max.ru) */
const perSecond = 15;

export type Answered = { kind: "response"; response: Record<string, unknown> } | Failure;
export type Request = {
	method: "GET" | "POST" | "PUT";
	path: string;
	query?: Record<string, string | number>;
	body?: Record<string, unknown>;
};

/** One limit for everything that a task calls: 15 s from its first call. */
export const startLimit = (): AbortSignal => AbortSignal.timeout(timeoutMs);

/**
 * One call of the bot API: the key in a header, never a redirect (the key must not travel on).
 * @param limit by `startLimit`
 */
export async function call(page: ChannelPage, request: Request, limit: AbortSignal): Promise<Answered> {
	const { token } = page.secrets;
	if (!token) return { kind: "not-sent", class: "page-dead", code: "no-token", text: "The page has no access key." };
	const apiUrl = readApiUrl(page, "https://platform-api2.max.ru");
	if (!apiUrl) return noApiUrl;
	const query = new URLSearchParams(Object.entries(request.query ?? {}).map(([name, value]) => [name, String(value)]));
	const url = `${apiUrl}${request.path}${query.size > 0 ? `?${query}` : ""}`;
	try {
		await pace(`max ${token}`, perSecond);
		const response = await fetch(url, {
			method: request.method,
			headers: { authorization: token, ...(request.body ? { "content-type": "application/json" } : {}) },
			...(request.body ? { body: JSON.stringify(request.body) } : {}),
			redirect: "manual",
			signal: limit,
		});
		return readAnswer(response.status, await response.text(), response.headers.get("retry-after"));
	} catch (error) {
		return brokenCall(error);
	}
}

export function brokenCall(error: unknown): Failure {
	const { code, wasNeverSent } = readCallFailure(error);
	return wasNeverSent
		? { kind: "not-sent", class: "retry-soon", code, text: "The network could not be reached." }
		: { kind: "unknown", code, text: "The connection broke before the network answered." };
}

function readAnswer(status: number, text: string, retryAfter: string | null): Answered {
	const answer = asRecord(readJson(text));
	if (status !== 200) return readRefusal(status, answer, retryAfter);
	if (!answer) return { kind: "unknown", code: "http-200", text: "The network's answer has an unexpected shape." };
	if (answer.success === false) return readRefusal(400, { code: "success.false", message: answer.message }, retryAfter);
	return { kind: "response", response: answer };
}
