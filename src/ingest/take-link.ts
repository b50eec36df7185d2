import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { DomainError } from "../domain/errors.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import { addWatchedPage } from "../registry/add-watched-page.ts";
import { findConnected } from "../registry/reads-pages.ts";
import { openLink, pageFor } from "./open-link.ts";
import type { LinkParts, OpenedLink } from "./open-link.ts";
import { findArrival } from "./reads-arrival.ts";
import type { Arrived } from "./reads-arrival.ts";
import type { Arriving } from "./take-by-hand.ts";
import { insertDeliveries } from "./writes.ts";

/** Workers know of a new page within three seconds (`keepRegistry`). */
const pageKnownMs = 3_500;

export type TakenLink = { arriving: Arriving; arrived: Arrived; isKnown: boolean };

/** What a link leads to, and the case of it if there is one. @throws DomainError forbidden, link-unknown, link-unreadable */
export async function previewLink(parts: LinkParts, caller: Caller, url: string, now: Date) {
	requirePermission(caller, "case.triage");
	const opened = await openLink(parts, caller, url, now);
	const known = await knownCase(parts, caller, opened);
	return { ...opened, known };
}

async function knownCase(parts: LinkParts, caller: Caller, { pageId, link }: OpenedLink): Promise<Arrived> {
	if (pageId === null) return { state: "waiting" };
	return findArrival(parts.db, caller, { pageId, externalId: link.messageId });
}

/**
 * Makes a case of what a pasted link leads to; the community is kept as a page that is read by links only. The same link again
 * leads to the same case.
 * @param agencyId whose the community is counted as, when it is new; else of whoever's key reads it
 * @throws DomainError forbidden, link-unknown, link-unreadable, agency-unknown
 */
export async function takeLink(
	parts: LinkParts & { enqueue: Enqueue },
	caller: Caller,
	order: { url: string; agencyId?: number | undefined },
	now: Date,
): Promise<TakenLink> {
	requirePermission(caller, "case.triage");
	const opened = await openLink(parts, caller, order.url, now);
	const known = await knownCase(parts, caller, opened);
	const externalId = opened.link.messageId;
	if (known.state === "arrived" && opened.pageId !== null)
		return { arriving: { pageId: opened.pageId, externalId }, arrived: known, isKnown: true };
	const pageId = opened.pageId ?? (await keepCommunity(parts, caller, opened, order.agencyId, false));
	const { regionId } = caller;
	await parts.db.transaction().execute(async (tx) => {
		await insertDeliveries(
			tx,
			opened.bodies.map((body) => ({ regionId, pageId, body, source: "link" as const })),
		);
		await parts.enqueue(tx, "ingest-delivery", { regionId });
		const isNewPage = opened.pageId === null;
		const startAfter = new Date(now.getTime() + pageKnownMs);
		if (isNewPage) await parts.enqueue(tx, "ingest-delivery", { regionId }, { startAfter });
	});
	return { arriving: { pageId, externalId }, arrived: { state: "waiting" }, isKnown: false };
}

type Community = Pick<OpenedLink, "channel" | "page" | "agencyId">;

/** The community as a page; its name by the network where it tells one. */
async function keepCommunity(
	parts: LinkParts,
	caller: Caller,
	{ channel, page, agencyId }: Community,
	wantedAgencyId: number | undefined,
	isPolled: boolean,
): Promise<number> {
	const said = await channel.identify?.(page).catch(() => null);
	const named = said?.kind === "found" ? said : null;
	const externalId = named?.externalId ?? page.externalId;
	if (!externalId) throw new DomainError("link-unreadable", { reason: "gone" });
	const id = await addWatchedPage(parts.db, caller, parts.secretKey, {
		channel: channel.name,
		externalId,
		name: (named?.name ?? "").slice(0, 200) || externalId,
		url: named?.url ?? null,
		agencyId: wantedAgencyId ?? agencyId,
		settings: { ...page.settings, ...named?.settings },
		secrets: { ...named?.secrets, ...page.secrets },
		isPolled,
	});
	// somebody else was quicker
	const known = id ?? (await findConnected(parts.db, caller.regionId, channel.name, externalId));
	if (known === null) throw new Error("a page that exists cannot be found");
	return known;
}

/**
 * Puts a community on the watch list, by its address.
 * @param channelName of the network, for an address that is no link to a message
 * @throws DomainError forbidden, link-unknown, link-unreadable, agency-unknown, page-watched-already
 */
export async function watchCommunity(
	parts: LinkParts,
	caller: Caller,
	order: { channel: string; address: string; agencyId?: number | undefined },
): Promise<number> {
	requirePermission(caller, "page.manage");
	const channel = parts.channels.get(order.channel);
	if (!channel?.fetchLink || !channel.identify) throw new DomainError("link-unknown");
	const externalId = channel.readLink?.(order.address)?.pageExternalId ?? "";
	const { page, agencyId } = await pageFor(parts, caller, channel, externalId);
	const asked = { ...page, settings: { ...page.settings, address: order.address } };
	const said = await channel.identify(asked);
	if (said.kind !== "found")
		throw new DomainError("link-unreadable", { reason: said.kind === "unknown" ? "busy" : "gone" });
	const connected = await findConnected(parts.db, caller.regionId, channel.name, said.externalId);
	if (connected !== null) throw new DomainError("page-watched-already", { pageId: connected });
	return keepCommunity(parts, caller, { channel, page: asked, agencyId }, order.agencyId, true);
}
