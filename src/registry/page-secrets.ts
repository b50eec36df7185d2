import { seal, tryUnseal, unseal } from "../db/sealed.ts";

/**
 * Seals a page's keys for the database.
 * @param secretKey 32 bytes
 */
export const sealSecrets = (secretKey: Buffer, secrets: Record<string, string>): Buffer =>
	seal(secretKey, JSON.stringify(secrets));

/** @throws SealedError when the bytes were sealed with another key or are damaged */
export function openSecrets(secretKey: Buffer, sealed: Buffer): Record<string, string> {
	return JSON.parse(unseal(secretKey, sealed)) as Record<string, string>;
}

/** The same, or null when the bytes were sealed with another key or are damaged. */
export function tryOpenSecrets(secretKey: Buffer, sealed: Buffer): Record<string, string> | null {
	const text = tryUnseal(secretKey, sealed);
	return text === null ? null : (JSON.parse(text) as Record<string, string>);
}
