import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";

/** What a browser hands to the desk, and how it reads what is meant for it alone. */
export type PushBrowser = {
	keys: { p256dh: string; auth: string };
	/** @throws when it is for another browser */
	read: (body: Buffer) => { title: string; body: string; path: string };
};

/** A browser: its own keys, by which alone a message can be read, as in RFC 8188 and 8291. */
export function makePushBrowser(): PushBrowser {
	const browser = createECDH("prime256v1");
	browser.generateKeys();
	const auth = randomBytes(16);
	const read: PushBrowser["read"] = (body) => {
		const [salt, keyLength] = [body.subarray(0, 16), body[20] ?? 0];
		const theirs = body.subarray(21, 21 + keyLength);
		const info = Buffer.concat([Buffer.from("WebPush: info\0"), browser.getPublicKey(), theirs]);
		const secret = Buffer.from(hkdfSync("sha256", browser.computeSecret(theirs), auth, info, 32));
		const key = Buffer.from(hkdfSync("sha256", secret, salt, "Content-Encoding: aes128gcm\0", 16));
		const nonce = Buffer.from(hkdfSync("sha256", secret, salt, "Content-Encoding: nonce\0", 12));
		const sealed = body.subarray(21 + keyLength);
		const decipher = createDecipheriv("aes-128-gcm", key, nonce);
		decipher.setAuthTag(sealed.subarray(-16));
		const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString();
		return JSON.parse(text.slice(0, text.lastIndexOf("\u0002")));
	};
	return { keys: { p256dh: browser.getPublicKey("base64url"), auth: auth.toString("base64url") }, read };
}
