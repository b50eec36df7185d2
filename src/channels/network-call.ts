import { createHash, timingSafeEqual } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { ChannelPage, NotSent } from "./channel.ts";

/** What every channel needs for its calls. */

/** Compares a received secret with the page's own in constant time; false where either is missing. */
export function isSameSecret(received: unknown, own: string | undefined): boolean {
	if (typeof received !== "string" || !own) return false;
	const digest = (text: string) => createHash("sha256").update(text).digest();
	return timingSafeEqual(digest(received), digest(own));
}

const beforeSending =
	/^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EACCES|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|UNABLE_TO_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+|ERR_TLS_CERT_\w+)$/;

/**
 * The code of an error of an HTTP call, and whether the request surely never left this machine:
 * no name, no connection, no trusted certificate. Anything later may have reached the network.
 */
export function readCallFailure(error: unknown): { code: string; wasNeverSent: boolean } {
	const causes: { code?: unknown; syscall?: unknown; name?: unknown }[] = [];
	for (
		let at: unknown = error;
		at instanceof Error && causes.length < 8;
		at = at.cause ?? (at as { error?: unknown }).error
	)
		causes.push(at as { code?: unknown; syscall?: unknown });
	const code = causes.map((cause) => cause.code).find((one): one is string => typeof one === "string");
	const isConnecting = causes.some((cause) => cause.syscall === "connect" || cause.syscall === "getaddrinfo");
	return {
		code: code ?? String(causes[0]?.name ?? "error"),
		wasNeverSent: isConnecting || (code !== undefined && beforeSending.test(code)),
	};
}

/** The address of a network's API: `settings.apiUrl` without a slash at its end, or `own`; null when it is no HTTP address. */
export function readApiUrl(page: ChannelPage, own: string): string | null {
	const url = page.settings.apiUrl ?? own;
	return typeof url === "string" && /^https?:\/\//.test(url) && URL.canParse(url) ? url.replace(/\/+$/, "") : null;
}

/** The outcome for a page whose settings have no usable address. */
export const noApiUrl: NotSent = {
	kind: "not-sent",
	class: "wrong-token",
	code: "address",
	text: "The address of the network's API in the page's settings cannot be read.",
};

/** next free moment by pace, in milliseconds of `performance.now` */
const paces = new Map<string, number>();
const mostPaces = 50_000;

/**
 * Waits for the next slot of a key that several pages may share (a bot's, an application's): `perSecond` in this process.
 * With several processes each takes its slots for itself, so channels stay at half of what a network allows.
 */
export async function pace(key: string, perSecond: number): Promise<void> {
	const now = performance.now();
	if (paces.size > mostPaces) for (const [one, at] of paces) if (at < now) paces.delete(one);
	const name = createHash("sha256").update(key).digest("base64");
	const at = Math.max(now, paces.get(name) ?? 0);
	paces.set(name, at + 1000 / perSecond);
	if (at > now) await setTimeout(at - now);
}
