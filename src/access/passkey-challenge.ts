import { DomainError } from "../domain/errors.ts";

/** Loaded at the first use: it takes a third of a second, and most processes never need it. */
export const webauthn = () => import("@simplewebauthn/server");

/** Kinds of signatures, the wanted ones first: EdDSA, ES256, RS256 (IANA COSE Algorithms). */
export const algorithms = [-8, -7, -257];

/** What a device keeps beside the passkey to tell whose it is. */
export const userHandleOf = ({ regionId, staffId }: { regionId: number; staffId: number }): string =>
	`${regionId}.${staffId}`;

/** The challenge that an answer of a browser names; whether it is one of ours is for the caller to find out. */
export function challengeOf(clientDataJson: string): string {
	try {
		const told = JSON.parse(Buffer.from(clientDataJson, "base64url").toString()) as { challenge?: unknown } | null;
		if (typeof told?.challenge === "string") return told.challenge;
	} catch {
		// said below
	}
	throw new DomainError("passkey-refused");
}
