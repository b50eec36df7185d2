import type { ChannelPage, Failure } from "../channel.ts";
import { noApiUrl, pace, readApiUrl, readCallFailure } from "../network-call.ts";
import { adviceOf, classify, uncertainCodes } from "./failures.ts";

/** The version our shapes are written for. */
export const apiVersion = "5.199";
export const timeoutMs = 15_000;

export type Answered = { kind: "response"; response: unknown } | Failure;
export type Parameters = Record<string, string | number>;

/**
 * Whose key a call is made with. Besides answers, which the publisher spaces, each kind keeps to half of what VK allows:
 * 20 requests a second for a community, 3 for a person, 5 and more for an application (dev.vk.com, API requests).
 */
const keys = {
	community: { secret: "accessToken", perSecond: 6 },
	service: { secret: "serviceToken", perSecond: 2.5 },
	user: { secret: "userToken", perSecond: 1.5 },
} as const;
export type KeyKind = keyof typeof keys;

/** One call that is no answer to a resident: spaced out among all that share the key. */
export async function ask(
	page: ChannelPage,
	key: KeyKind,
	method: string,
	parameters: Parameters,
	signal?: AbortSignal,
): Promise<Answered> {
	const { secret, perSecond } = keys[key];
	const token = page.secrets[secret];
	if (token) await pace(token, perSecond);
	return call(page, method, parameters, token, signal);
}

/**
 * One call of an API method: POST form, key in the header, never a redirect (the key must not travel on).
 * @param token the community's key, or another where the method asks for it
 * @param signal ends the call; after 15 s when left out
 */
export async function call(
	page: ChannelPage,
	method: string,
	parameters: Parameters,
	token: string | undefined,
	signal: AbortSignal = AbortSignal.timeout(timeoutMs),
): Promise<Answered> {
	if (!token) return { kind: "not-sent", class: "page-dead", code: "no-token", text: "The page has no access key." };
	const apiUrl = readApiUrl(page, "https://api.vk.ru");
	if (!apiUrl) return noApiUrl;
	const body = new URLSearchParams({ v: apiVersion });
	for (const [name, value] of Object.entries(parameters)) body.set(name, String(value));
	try {
		const response = await fetch(`${apiUrl}/method/${method}`, {
			method: "POST",
			headers: { authorization: `Bearer ${token}` },
			body,
			redirect: "manual",
			signal,
		});
		return readAnswer(response.status, await response.text());
	} catch (error) {
		return broken(error);
	}
}

/** What a broken connection means: not sent when it surely never left this machine, else unknown. */
export function broken(error: unknown): Failure {
	const { code, wasNeverSent } = readCallFailure(error);
	return wasNeverSent
		? { kind: "not-sent", class: "retry-soon", code, text: "The network could not be reached." }
		: { kind: "unknown", code, text: "The connection broke before the network answered." };
}

/** For what may be done again at will: an unknown end is as good as none. */
export function asNotSent(failure: Failure): Extract<Failure, { kind: "not-sent" }> {
	return failure.kind === "not-sent" ? failure : { ...failure, kind: "not-sent", class: "retry-soon" };
}

/** An answer that is none of the shapes we know. */
export const unreadable: Failure = {
	kind: "unknown",
	code: "response",
	text: "The network's answer has an unexpected shape.",
};

function readAnswer(status: number, body: string): Answered {
	let answer: unknown;
	try {
		answer = JSON.parse(body);
	} catch {
		return { kind: "unknown", code: `http-${status}`, text: `The network answered HTTP ${status} without JSON.` };
	}
	if (typeof answer === "object" && answer !== null && "error" in answer) return readError(answer.error);
	if (status === 200 && typeof answer === "object" && answer !== null && "response" in answer)
		return { kind: "response", response: answer.response };
	return { ...unreadable, code: `http-${status}` };
}

/** Reads VK's error object; items of `messages.send` say `code` and `description` instead. */
export function readError(error: unknown): Failure {
	const fields = typeof error === "object" && error !== null ? (error as Record<string, unknown>) : {};
	const code = fields.error_code ?? fields.code;
	if (typeof code !== "number" || !Number.isSafeInteger(code))
		return { kind: "unknown", code: "error", text: "The network gave an error without a code." };
	const words = fields.error_msg ?? fields.description;
	const text = typeof words === "string" ? words.slice(0, 500).toWellFormed() : `VK error ${code}`;
	if (uncertainCodes.has(code)) return { kind: "unknown", code: String(code), text };
	const advice = adviceOf(code);
	return { kind: "not-sent", class: classify(code), code: String(code), text, ...(advice && { advice }) };
}
