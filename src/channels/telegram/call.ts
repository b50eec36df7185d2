import { Api, GrammyError } from "grammy";
import type { ApiClientOptions } from "grammy";
import type { ChannelPage, Failure } from "../channel.ts";
import { noApiUrl, pace, readApiUrl, readCallFailure } from "../network-call.ts";
import { readRefusal } from "./failures.ts";

const timeoutMs = 15_000;
/** half of the about 30 messages a second that a bot may send (Bot FAQ) */
const perSecond = 15;

export type Answered<T> = { kind: "response"; response: T } | Failure;

export const noToken: Failure = {
	kind: "not-sent",
	class: "page-dead",
	code: "no-token",
	text: "The page has no access key.",
};

/** An answer that no method gives. */
export const oddAnswer: Failure = {
	kind: "unknown",
	code: "response",
	text: "The network's answer has an unexpected shape.",
};

/** One limit for everything that a task calls: 15 s from its first call. */
export const startLimit = (): AbortSignal => AbortSignal.timeout(timeoutMs);

/** Where the Bot API is; `settings.apiUrl` names a server of one's own. */
export const apiRootOf = (page: ChannelPage): string | null => readApiUrl(page, "https://api.telegram.org");

/**
 * Calls the Bot API by grammY.
 * @param limit by `startLimit`
 * @param isSend whether the call sends a message: such calls are spaced for the bot as a whole
 */
export async function call<T>(
	page: ChannelPage,
	act: (api: Api) => Promise<T>,
	limit: AbortSignal = startLimit(),
	isSend = false,
): Promise<Answered<T>> {
	const { token } = page.secrets;
	if (!token) return noToken;
	const apiRoot = apiRootOf(page);
	if (!apiRoot) return noApiUrl;
	try {
		if (isSend) await pace(`telegram ${token}`, perSecond);
		// grammY's own limit only stands behind ours
		const options = { apiRoot, timeoutSeconds: 2 * (timeoutMs / 1000), fetch: sendBy(limit) };
		const response: unknown = await act(new Api(token, options));
		// every method gives an object, a list or true
		if (response === true || (typeof response === "object" && response !== null))
			return { kind: "response", response: response as T };
		return oddAnswer;
	} catch (error) {
		if (error instanceof GrammyError) return readRefusal(error);
		const { code, wasNeverSent } = readCallFailure(error);
		return wasNeverSent
			? { kind: "not-sent", class: "retry-soon", code, text: "The network could not be reached." }
			: { kind: "unknown", code, text: "The connection broke before the network answered." };
	}
}

/** The built-in fetch in place of node-fetch, which hangs on a body that breaks off. Redirects are not followed: the key must not travel on. */
function sendBy(signal: AbortSignal): NonNullable<ApiClientOptions["fetch"]> {
	const send = (url: string, { method, headers, body }: RequestInit): Promise<Response> =>
		// a body with files is a stream
		fetch(url, { method, headers, body, redirect: "manual", signal, duplex: "half" } as RequestInit);
	return send as unknown as NonNullable<ApiClientOptions["fetch"]>;
}
