import { lookup as lookupName } from "node:dns";
import type { LookupAddress, LookupOptions } from "node:dns";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** The code of an error for an address that we do not call. */
export const refusedAddress = "ADDRESS_REFUSED";

/** What a call to such an address ends with. */
export function refusal(): Error {
	return Object.assign(new Error("the address is not a public one"), { code: refusedAddress });
}

/** Whether an IP address is one of the open internet: neither private, nor of this machine, nor of a special kind. */
export function isPublicAddress(address: string): boolean {
	return ipaddr.isValid(address) && ipaddr.process(address).range() === "unicast";
}

/**
 * Whether an address that somebody sent us may be called as far as one can tell from its text: http or https, no name and
 * password inside, no IP address of an inner network.
 * @param trustedHost host with port (as in `URL.host`) that may be anywhere
 */
export function mayCall(url: URL, trustedHost: string | null): boolean {
	if (url.protocol !== "http:" && url.protocol !== "https:") return false;
	if (url.username || url.password) return false;
	if (url.host === trustedHost) return true;
	const name = url.hostname.replace(/^\[|\]$/g, "");
	return isIP(name) === 0 || isPublicAddress(name);
}

type Answer = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/**
 * The look-up for connections: gives only public addresses, so that a name cannot lead inside, whatever it resolved to a
 * moment ago. An error with the code `refusedAddress` where there is none.
 */
export function lookupPublic(name: string, options: LookupOptions, done: Answer): void {
	lookupName(name, { ...options, all: true }, (error, found) => {
		if (error) return done(error, []);
		const open = found.filter(({ address }) => isPublicAddress(address));
		const [first] = open;
		if (!first) return done(refusal(), []);
		if (options.all) done(null, open);
		else done(null, first.address, first.family);
	});
}
