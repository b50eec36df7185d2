import { isIP } from "node:net";
import { DomainError } from "../domain/errors.ts";

/** Whom passkeys are made for: the desk under its public address. */
export type RelyingParty = { id: string; origin: string };

/** Null where browsers make no passkeys: under an address without a name, or without https. */
export function relyingParty(publicUrl: string): RelyingParty | null {
	const url = URL.parse(publicUrl);
	if (!url) return null;
	const { hostname: id, origin, protocol } = url;
	const isLocal = id === "localhost" || id.endsWith(".localhost");
	const hasName = isIP(id.replaceAll(/[[\]]/g, "")) === 0;
	return hasName && (protocol === "https:" || isLocal) ? { id, origin } : null;
}

/** @throws DomainError passkeys-impossible */
export function needRelyingParty(publicUrl: string): RelyingParty {
	const party = relyingParty(publicUrl);
	if (!party) throw new DomainError("passkeys-impossible");
	return party;
}
