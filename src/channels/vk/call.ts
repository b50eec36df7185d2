import type { ChannelPage, Failure } from "../channel.ts";
import { noApiUrl, readApiUrl, readCallFailure } from "../network-call.ts";
import { classify, uncertainCodes } from "./failures.ts";

/** The version our shapes are written for. */
export const apiVersion = "5.199";
const timeoutMs = 15_000;

export type Answered = { kind: "response"; response: unknown } | Failure;

/**
 * One call of an API method: POST form, key in the header, never a redirect (the key must not travel on).
 * @param token the community's key, or the service key where the method asks for it
 */
export async function call(
	page: ChannelPage,
	method: string,
	parameters: Record<string, string | number>,
	token: string | undefined,
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
			signal: AbortSignal.timeout(timeoutMs),
		});
		return readAnswer(response.status, await response.text());
	} catch (error) {
		const { code, wasNeverSent } = readCallFailure(error);
		return wasNeverSent
			? { kind: "not-sent", class: "retry-soon", code, text: "The network could not be reached." }
			: { kind: "unknown", code, text: "The connection broke before the network answered." };
	}
}

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
	return { kind: "unknown", code: `http-${status}`, text: "The network's answer has an unexpected shape." };
}

/** Reads VK's error object; items of `messages.send` say `code` and `description` instead. */
export function readError(error: unknown): Failure {
	const fields = typeof error === "object" && error !== null ? (error as Record<string, unknown>) : {};
	const code = fields.error_code ?? fields.code;
	if (typeof code !== "number" || !Number.isSafeInteger(code))
		return { kind: "unknown", code: "error", text: "The network gave an error without a code." };
	const words = fields.error_msg ?? fields.description;
	const text = typeof words === "string" ? words.slice(0, 500) : `VK error ${code}`;
	if (uncertainCodes.has(code)) return { kind: "unknown", code: String(code), text };
	return { kind: "not-sent", class: classify(code), code: String(code), text };
}
