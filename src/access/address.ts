import { isIP, isIPv4 } from "node:net";

/** A peer address as the database keeps it: without zone, IPv4 inside IPv6 as IPv4; null when it is no address. */
export function plainAddress(address: string | null | undefined): string | null {
	const bare = (address ?? "").replace(/%.*$/, "").replace(/^::ffff:(?=\d+\.)/i, "");
	return isIP(bare) ? bare : null;
}

/** What throttling counts by: an IPv4 address, or the /64 of an IPv6 one, since a whole /64 belongs to one subscriber. */
export function throttleKey(address: string): string {
	if (isIPv4(address)) return address;
	const [head = "", tail] = address.split("::");
	const left = head.split(":").filter(Boolean);
	const right = (tail ?? "").split(":").filter(Boolean);
	const middle =
		tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
	return `${[...left, ...middle, ...right].slice(0, 4).join(":")}::`;
}
