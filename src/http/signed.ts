import { createHash, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/** Signs what goes out to residents and comes back, so that nothing has to be remembered; each purpose has its own marks. */
export type Signer = {
	/** 22 letters, digits, - and _ */
	mark: (purpose: string, text: string) => string;
	isMarked: (purpose: string, text: string, mark: string) => boolean;
};

/** @param secretKey the desk's own; another key makes old marks worthless */
export function createSigner(secretKey: Buffer): Signer {
	const key = Buffer.from(hkdfSync("sha256", secretKey, "", "otklik public doors", 32));
	const mark = (purpose: string, text: string): string =>
		createHmac("sha256", key).update(`${purpose}\0${text}`).digest().subarray(0, 16).toString("base64url");
	return {
		mark,
		isMarked: (purpose, text, given) => {
			const [own, other] = [Buffer.from(mark(purpose, text)), Buffer.from(given)];
			return own.length === other.length && timingSafeEqual(own, other);
		},
	};
}

/** 32 letters, digits, - and _ that stand for a text: the same each time, from which the text cannot be found. */
export const digestOf = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 32);
