import { createHmac, randomBytes } from "node:crypto";

const prefix = "whsec_";

/** A signing secret as the Standard Webhooks specification writes it: "whsec_" and 32 bytes in base64. */
export const newSecret = (): string => prefix + randomBytes(32).toString("base64");

/**
 * The headers of a delivery by the Standard Webhooks specification 1.0.0: HMAC-SHA256 over "id.timestamp.body", one signature
 * for each secret, so that the receiver may change from one to the other at any moment.
 * @param at the moment of this attempt
 */
export function signedHeaders(
	secrets: readonly string[],
	id: string,
	at: Date,
	body: string,
): Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string> {
	const timestamp = String(Math.floor(at.getTime() / 1000));
	const signatures = secrets.map((secret) => {
		const key = Buffer.from(secret.slice(prefix.length), "base64");
		return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
	});
	return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}
