import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import webPush from "web-push";
import { lookupPublic, mayCall } from "../files/guard-address.ts";
import type { PushKeys } from "./push-keys.ts";
import type { Subscription } from "./reads-push.ts";

const patienceMs = 15_000;
/** a message that could not be handed over for so long is not wanted any more */
const keptSeconds = 4 * 3600;

/** gone: the browser does not take messages any more; failed: perhaps later */
export type Pushed = "sent" | "gone" | "failed";

/** Whether a push service may be called there: https, a public address, no name and password inside. */
export function mayPush(address: string, trustedHost: string | null): boolean {
	const url = URL.parse(address);
	if (!url || !mayCall(url, trustedHost)) return false;
	return url.protocol === "https:" || url.host === trustedHost;
}

/**
 * Hands an encrypted message to the push service of a browser, once; follows no redirect. Never throws.
 * @param subject who sends, as RFC 8292 wants it: an https or mailto address
 * @param trustedHost host with port that may be anywhere; null: none
 */
export async function callPush(
	to: Subscription,
	payload: string,
	{
		keys,
		subject,
		isUrgent,
		trustedHost,
	}: { keys: PushKeys; subject: string; isUrgent: boolean; trustedHost: string | null },
): Promise<Pushed> {
	if (!mayPush(to.endpoint, trustedHost)) return "gone";
	try {
		const { headers, body } = webPush.generateRequestDetails(
			{ endpoint: to.endpoint, keys: { p256dh: to.p256dh, auth: to.auth } },
			payload,
			{
				vapidDetails: { subject, ...keys },
				TTL: keptSeconds,
				contentEncoding: "aes128gcm",
				urgency: isUrgent ? "high" : "normal",
			},
		);
		return outcomeOf(await post(new URL(to.endpoint), headers as Record<string, string>, body, trustedHost));
	} catch {
		return "failed";
	}
}

const outcomeOf = (status: number): Pushed =>
	status >= 200 && status < 300 ? "sent" : status === 404 || status === 410 ? "gone" : "failed";

function post(url: URL, headers: Record<string, string>, body: Buffer, trustedHost: string | null): Promise<number> {
	const request = url.protocol === "https:" ? requestHttps : requestHttp;
	return new Promise((resolve, reject) => {
		const call = request(
			url,
			{
				method: "POST",
				signal: AbortSignal.timeout(patienceMs),
				// a connection of its own, opened by the guarded look-up
				agent: false,
				...(url.host !== trustedHost && { lookup: lookupPublic }),
				headers,
			},
			(answer) => {
				resolve(answer.statusCode ?? 0);
				// what it says does not matter, however long it is
				answer.destroy();
			},
		);
		call.on("error", reject);
		call.end(body);
	});
}
