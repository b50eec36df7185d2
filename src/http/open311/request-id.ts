import { randomBytes } from "node:crypto";
import type { Signer } from "../signed.ts";

/*
 * Ids of service requests are made when a request is taken, before anybody has read it, so that a program has the id at
 * once: 8 places of time, 16 of chance, 22 of our mark. By the mark we know an id of ours that is not read yet.
 */
const timeLength = 8;
const idPattern = /^[0-9a-z]{8}[\w-]{38}$/;

export function newRequestId(signer: Signer, pageId: number, now: Date): string {
	const time = now.getTime().toString(36).padStart(timeLength, "0");
	const body = time + randomBytes(12).toString("base64url");
	return body + signer.mark("open311", `${pageId} ${body}`);
}

/** When a request of ours was taken; null for an id that we never gave. */
export function requestTakenAt(signer: Signer, pageId: number, id: string): Date | null {
	if (!idPattern.test(id)) return null;
	const body = id.slice(0, -22);
	if (!signer.isMarked("open311", `${pageId} ${body}`, id.slice(-22))) return null;
	return new Date(Number.parseInt(body.slice(0, timeLength), 36));
}

export const isRequestId = (id: string): boolean => idPattern.test(id);
