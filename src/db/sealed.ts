import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const version = 1;
const ivLength = 12;
const tagLength = 16;

/**
 * Seals a text for the database: AES-256-GCM as version, nonce, tag, text.
 * @param secretKey 32 bytes
 */
export function seal(secretKey: Buffer, text: string): Buffer {
	const iv = randomBytes(ivLength);
	const cipher = createCipheriv("aes-256-gcm", secretKey, iv);
	const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
	return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), sealed]);
}

/** What is sealed opens with another secret key only, or is damaged. */
export class SealedError extends Error {}

/** @throws SealedError when the bytes were sealed with another key or are damaged */
export function unseal(secretKey: Buffer, sealed: Buffer): string {
	if (sealed[0] !== version || sealed.length < 1 + ivLength + tagLength)
		throw new SealedError("what is sealed is stored in an unknown form");
	const decipher = createDecipheriv("aes-256-gcm", secretKey, sealed.subarray(1, 1 + ivLength));
	decipher.setAuthTag(sealed.subarray(1 + ivLength, 1 + ivLength + tagLength));
	try {
		return Buffer.concat([decipher.update(sealed.subarray(1 + ivLength + tagLength)), decipher.final()]).toString();
	} catch (cause) {
		throw new SealedError("what is sealed cannot be opened: it was sealed with another secret key", { cause });
	}
}

/** The same; null when it was sealed with another key or is damaged. */
export function tryUnseal(secretKey: Buffer, sealed: Buffer): string | null {
	try {
		return unseal(secretKey, sealed);
	} catch {
		return null;
	}
}

/**
 * Seals anew with another key.
 * @returns null when it is sealed with the new one already
 * @throws SealedError when it opens with neither
 */
export const reseal = (oldKey: Buffer, newKey: Buffer, sealed: Buffer): Buffer | null =>
	tryUnseal(newKey, sealed) === null ? seal(newKey, unseal(oldKey, sealed)) : null;
