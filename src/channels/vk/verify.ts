import type { ChannelPage, RawDelivery, Verdict } from "../channel.ts";
import { isSameSecret } from "../network-call.ts";

const plain = (body: string) => ({ status: 200, body, contentType: "text/plain; charset=utf-8" });

/**
 * Callback API: the secret stands in the body, the answer is exactly `ok`, the handshake is answered with the community's string.
 * The word `remove` is never answered: VK would delete the server.
 */
export function verify(page: ChannelPage, delivery: RawDelivery): Verdict {
	const body = readObject(delivery.body);
	if (!body) return { kind: "refuse", reason: "the body is not a JSON object" };
	if (typeof body.group_id !== "number" || String(body.group_id) !== page.externalId)
		return { kind: "refuse", reason: "the event belongs to another community" };
	const isSecretRight = isSameSecret(body.secret, page.secrets.secret);
	if (body.type === "confirmation") {
		// the handshake comes before the secret is set, so it may lack it
		if (body.secret !== undefined && !isSecretRight) return { kind: "refuse", reason: "wrong secret" };
		const code = page.secrets.confirmation;
		return code
			? { kind: "answer", reply: plain(code) }
			: { kind: "refuse", reason: "the page has no confirmation string" };
	}
	if (!page.secrets.secret) return { kind: "refuse", reason: "the page has no secret to compare with" };
	return isSecretRight ? { kind: "store", reply: plain("ok") } : { kind: "refuse", reason: "wrong secret" };
}

/** The body as an object, or null; reading never throws. */
export function readObject(body: Buffer): Record<string, unknown> | null {
	try {
		const value: unknown = JSON.parse(body.toString("utf8"));
		return typeof value === "object" && value !== null && !Array.isArray(value)
			? (value as Record<string, unknown>)
			: null;
	} catch {
		return null;
	}
}
