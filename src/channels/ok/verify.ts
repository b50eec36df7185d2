import ipaddr from "ipaddr.js";
import type { ChannelPage, RawDelivery, Verdict } from "../channel.ts";

/** Where the network's deliveries come from (documentation of graph.user.subscribe). */
const documentedNets = ["217.20.145.192/28", "217.20.151.160/28", "217.20.153.48/28"];

/**
 * The network signs nothing and knows no secret: what proves a delivery is the page's unguessable address, which was checked
 * before, and where it comes from. Behind a proxy that hides addresses `settings.allowedNets` names the proxy.
 */
export function verify(page: ChannelPage, delivery: RawDelivery): Verdict {
	if (!page.secrets.graphToken) return { kind: "refuse", reason: "the page has no key of the group's messages" };
	if (!isAllowed(page, delivery.ip)) return { kind: "refuse", reason: "not from the network's addresses" };
	if (!readObject(delivery.body)) return { kind: "refuse", reason: "the body is not a JSON object" };
	return { kind: "store", reply: { status: 200, body: "", contentType: "text/plain; charset=utf-8" } };
}

function isAllowed(page: ChannelPage, ip: string): boolean {
	if (!ipaddr.isValid(ip)) return false;
	const address = ipaddr.process(ip);
	return netsOf(page).some((net) => {
		if (!ipaddr.isValidCIDR(net)) return false;
		const [base, bits] = ipaddr.parseCIDR(net);
		return base.kind() === address.kind() && address.match([base, bits] as never);
	});
}

/** A list, or text with commas; a single address is a net of one. An empty list lets nobody in. */
function netsOf({ settings }: ChannelPage): string[] {
	const given = settings.allowedNets;
	if (given === undefined || given === null) return documentedNets;
	const list: unknown[] = typeof given === "string" ? given.split(/[\s,;]+/) : Array.isArray(given) ? given : [];
	return list.flatMap((one) => {
		if (typeof one !== "string" || one === "") return [];
		if (one.includes("/") || !ipaddr.isValid(one)) return [one];
		return [`${one}/${ipaddr.parse(one).kind() === "ipv4" ? 32 : 128}`];
	});
}

/** The body as an object, or null; reading never throws. */
export function readObject(body: Buffer): Record<string, unknown> | null {
	try {
		const value: unknown = JSON.parse(body.toString("utf8"));
		return typeof value === "object" && value !== null && !Array.isArray(value)
			? (value as Record<string, unknown>)
			: null;
	} catch {
		return null;
	}
}
