import { createHash } from "node:crypto";
import type { ChannelPage, Failure, NotSent } from "../channel.ts";
import { noApiUrl, pace, readApiUrl, readCallFailure } from "../network-call.ts";
import { adviceFor, classify, uncertainCodes } from "./failures.ts";

const ownUrl = "https://api.ok.ru";
const timeoutMs = 15_000;
/** No limits are documented; what an application may do is told by the network's refusals alone. */
const callsPerSecond = 5;

export type Answered = { kind: "response"; response: unknown } | Failure;

/**
 * A call of the Graph API by the key of the group's messages. The key goes in the address, as documented: addresses of calls
 * are written down nowhere.
 * @param path what follows "/graph/me/"
 * @param body sent as JSON by POST; without one it is a GET
 */
export async function callGraph(
	page: ChannelPage,
	path: string,
	query: Record<string, string | number> = {},
	body?: object,
): Promise<Answered> {
	const token = page.secrets.graphToken;
	if (!token) return noKey("The page has no key of the group's messages.");
	const apiUrl = readApiUrl(page, ownUrl);
	if (!apiUrl) return noApiUrl;
	const parameters = new URLSearchParams({ access_token: token });
	for (const [name, value] of Object.entries(query)) parameters.set(name, String(value));
	if (!body) await pace(`ok ${token}`, callsPerSecond);
	return send(`${apiUrl}/graph/me/${path}?${parameters}`, page, {
		...(body && {
			method: "POST",
			headers: { "content-type": "application/json;charset=utf-8" },
			body: JSON.stringify(body),
		}),
	});
}

export const hasCommentKeys = ({ secrets }: ChannelPage): boolean =>
	Boolean(secrets.accessToken && secrets.applicationKey && secrets.applicationSecretKey);

/** A call of the REST API by a moderator's key and the application's two. */
export async function callRest(
	page: ChannelPage,
	method: string,
	parameters: Record<string, string | number | boolean>,
): Promise<Answered> {
	const { accessToken, applicationKey, applicationSecretKey } = page.secrets;
	if (!accessToken || !applicationKey || !applicationSecretKey)
		return noKey("The page has no keys for comments: a moderator's and the application's two are needed.");
	const apiUrl = readApiUrl(page, ownUrl);
	if (!apiUrl) return noApiUrl;
	const signed: Record<string, string> = { application_key: applicationKey, format: "json", method };
	for (const [name, value] of Object.entries(parameters)) signed[name] = String(value);
	const sig = sign(signed, accessToken, applicationSecretKey);
	await pace(`ok ${accessToken}`, callsPerSecond);
	const body = new URLSearchParams({ ...signed, access_token: accessToken, sig });
	return send(`${apiUrl}/fb.do`, page, { method: "POST", body });
}

/** The signature as documented: md5 over the sorted parameters and md5(access_token + application_secret_key), bytes as UTF-8. */
export function sign(parameters: Record<string, string>, accessToken: string, applicationSecretKey: string): string {
	const sorted = Object.keys(parameters)
		.sort()
		.map((name) => `${name}=${parameters[name]}`);
	return md5(sorted.join("") + md5(accessToken + applicationSecretKey));
}

const md5 = (text: string): string => createHash("md5").update(text, "utf8").digest("hex");

const noKey = (text: string): NotSent => ({ kind: "not-sent", class: "page-dead", code: "no-token", text });

/** Never follows a redirect: the key must not travel on. */
export async function send(url: string, page: ChannelPage, init: RequestInit): Promise<Answered> {
	try {
		const response = await fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
		return readAnswer(response.status, await response.text(), page);
	} catch (error) {
		const { code, wasNeverSent } = readCallFailure(error);
		return wasNeverSent
			? { kind: "not-sent", class: "retry-soon", code, text: "The network could not be reached." }
			: { kind: "unknown", code, text: "The connection broke before the network answered." };
	}
}

function readAnswer(status: number, body: string, page: ChannelPage): Answered {
	let answer: unknown;
	try {
		answer = JSON.parse(body);
	} catch {
		answer = undefined;
	}
	const fields = typeof answer === "object" && answer !== null ? (answer as Record<string, unknown>) : {};
	if (typeof fields.error_code === "number") return readError(fields.error_code, fields.error_msg, page);
	if (status === 429)
		return { kind: "not-sent", class: "retry-late", code: "http-429", text: "The network says: too many calls." };
	if (status === 200 && answer !== undefined) return { kind: "response", response: answer };
	return {
		kind: "unknown",
		code: `http-${status}`,
		text: `The network answered HTTP ${status} of an unexpected shape.`,
	};
}

function readError(code: number, words: unknown, page: ChannelPage): Failure {
	if (!Number.isSafeInteger(code))
		return { kind: "unknown", code: "error", text: "The network gave an error without a code." };
	const text = typeof words === "string" && words !== "" ? hide(words, page).slice(0, 500) : `OK error ${code}`;
	if (uncertainCodes.has(code)) return { kind: "unknown", code: String(code), text };
	return { kind: "not-sent", class: classify(code), code: String(code), text, ...adviceFor(code) };
}

/** The network's words may repeat the call. */
function hide(words: string, page: ChannelPage): string {
	let text = words;
	for (const secret of Object.values(page.secrets)) if (secret.length >= 4) text = text.replaceAll(secret, "…");
	return text;
}
