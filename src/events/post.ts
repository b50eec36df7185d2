import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { readCallFailure } from "../channels/network-call.ts";
import { lookupPublic, mayCall, refusedAddress } from "../files/guard-address.ts";

/** What an endpoint said: its status and nothing else, or why it said nothing. */
export type Posted =
	| { kind: "answered"; status: number; retryAfterSeconds: number | null }
	| { kind: "failed"; code: string };

/** Whether events may be sent there: https, a public address, no name and password inside. */
export function mayPost(url: URL, trustedHost: string | null): boolean {
	if (url.host === trustedHost) return mayCall(url, trustedHost);
	return url.protocol === "https:" && mayCall(url, null);
}

/**
 * Sends a body once. Follows no redirect, reads no answer beyond its status. Never throws.
 * @param trustedHost host with port that may be anywhere; null: none
 */
export async function post(
	address: string,
	{
		headers,
		body,
		trustedHost,
		withinMs,
	}: { headers: Record<string, string>; body: string; trustedHost: string | null; withinMs: number },
): Promise<Posted> {
	const url = URL.parse(address);
	if (!url || !mayPost(url, trustedHost)) return { kind: "failed", code: refusedAddress };
	const request = url.protocol === "https:" ? requestHttps : requestHttp;
	const bytes = Buffer.from(body);
	try {
		return await new Promise<Posted>((resolve, reject) => {
			const call = request(
				url,
				{
					method: "POST",
					signal: AbortSignal.timeout(withinMs),
					// a connection of its own, opened by the guarded look-up
					agent: false,
					...(url.host !== trustedHost && { lookup: lookupPublic }),
					headers: { ...headers, "content-type": "application/json", "content-length": bytes.length },
				},
				(answer) => {
					const wait = Number(answer.headers["retry-after"]);
					resolve({
						kind: "answered",
						status: answer.statusCode ?? 0,
						retryAfterSeconds: wait > 0 ? Math.min(wait, 24 * 3600) : null,
					});
					// what it says does not matter, however long it is
					answer.destroy();
				},
			);
			call.on("error", reject);
			call.end(bytes);
		});
	} catch (error) {
		return { kind: "failed", code: readCallFailure(error).code };
	}
}
