import { createHash } from "node:crypto";
import { digestOf } from "../signed.ts";
import type { Signer } from "../signed.ts";

/*
 * The secret link of a resident: chance and our mark. The database keeps only what follows from it, so nobody who reads the
 * database, or a case, can open the page of a resident. By the mark we know a message of ours that is not read yet.
 */

/** The same for the same opened form: two clicks lead to one page. */
export function trackingToken(signer: Signer, pageId: number, nonce: string): string {
	return nonce + signer.mark("track", `${pageId} ${nonce}`);
}

/** Whether the link was given by us; not for links older than a change of the secret key. */
export function isTrackingToken(signer: Signer, pageId: number, token: string): boolean {
	return signer.isMarked("track", `${pageId} ${token.slice(0, 22)}`, token.slice(22));
}

/** The thread of a link, as the database knows it. */
export const threadOf = (token: string): string => `f_${digestOf(token)}`;

/**
 * A message of the thread: the same for the same words and files out of the same opened form, so that a second click adds
 * nothing; whoever went back and wrote more loses nothing.
 */
export function messageOf(threadId: string, nonce: string, text: string, files: readonly { bytes: Buffer }[]): string {
	const content = createHash("sha256").update(`${nonce}\0${text}\0`);
	for (const { bytes } of files) content.update(bytes);
	return `${threadId}_${content.digest("base64url").slice(0, 32)}`;
}
