import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const version = 1;
const ivLength = 12;
const tagLength = 16;

/**
 * Seals a page's keys for the database: AES-256-GCM of their JSON as version, nonce, tag, text.
 * @param secretKey 32 bytes
 */
export function sealSecrets(secretKey: Buffer, secrets: Record<string, string>): Buffer {
	const iv = randomBytes(ivLength);
	const cipher = createCipheriv("aes-256-gcm", secretKey, iv);
	const text = Buffer.concat([cipher.update(JSON.stringify(secrets), "utf8"), cipher.final()]);
	return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), text]);
}

/** @throws Error when the bytes were sealed with another key or are damaged */
export function openSecrets(secretKey: Buffer, sealed: Buffer): Record<string, string> {
	if (sealed[0] !== version || sealed.length < 1 + ivLength + tagLength)
		throw new Error("the keys of a page are stored in an unknown form");
	const decipher = createDecipheriv("aes-256-gcm", secretKey, sealed.subarray(1, 1 + ivLength));
	decipher.setAuthTag(sealed.subarray(1 + ivLength, 1 + ivLength + tagLength));
	try {
		const text = Buffer.concat([decipher.update(sealed.subarray(1 + ivLength + tagLength)), decipher.final()]);
		return JSON.parse(text.toString("utf8")) as Record<string, string>;
	} catch (cause) {
		throw new Error("the keys of a page cannot be opened: they were sealed with another secret key", { cause });
	}
}

/** The same, or null when the bytes were sealed with another key or are damaged. */
export function tryOpenSecrets(secretKey: Buffer, sealed: Buffer): Record<string, string> | null {
	try {
		return openSecrets(secretKey, sealed);
	} catch {
		return null;
	}
}
