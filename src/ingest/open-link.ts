import { randomBytes } from "node:crypto";
import type { Caller } from "../access/permissions.ts";
import type { Channel, ChannelPage, Channels, LinkTarget } from "../channels/channel.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { findServiceAccess } from "../registry/add-watched-page.ts";
import { findConnected } from "../registry/reads-pages.ts";
import { readChannelPage } from "../registry/reads.ts";

export type LinkParts = { db: Db; channels: Channels; secretKey: Buffer };

/** Why what a link leads to cannot be read; words in `web/locales`. */
export type LinkTrouble = "gone" | "closed" | "no-key" | "busy" | "nothing-found";
export const linkTrouble = (reason: LinkTrouble): DomainError => new DomainError("link-unreadable", { reason });

/** What a link leads to: a message as its channel reads it, with the bodies that would be stored. */
export type OpenedLink = {
	channel: Channel;
	link: LinkTarget;
	page: ChannelPage;
	/** null: the region has no page for this community yet */
	pageId: number | null;
	/** whose it is unless somebody says otherwise */
	agencyId: number;
	bodies: Buffer[];
	message: { text: string; sentAt: Date; url: string | null; title: string | null };
};

/**
 * Reads what a pasted link leads to, by the page's own keys or a service key of the region. Nothing is stored.
 * @throws DomainError link-unknown for an address of no network that the desk reads; link-unreadable with a reason
 */
export async function openLink(parts: LinkParts, caller: Caller, url: string, now: Date): Promise<OpenedLink> {
	const { channel, link } = recogniseLink(parts.channels, url);
	const { page, pageId, agencyId } = await pageFor(parts, caller, channel, link.pageExternalId);
	const read = await channel.fetchLink?.(page, link);
	if (!read) throw new DomainError("link-unknown");
	if (read.kind === "cannot-read") throw linkTrouble(read.reason === "no-service-key" ? "no-key" : "closed");
	if (read.kind === "unknown") throw linkTrouble("busy");
	if (read.kind === "not-sent") {
		const isGone = read.class === "target-gone";
		const isBusy = read.class === "retry-soon" || read.class === "retry-late" || read.class === "human-step";
		throw linkTrouble(isGone ? "gone" : isBusy ? "busy" : "closed");
	}
	const bodies = read.found.map(({ body }) => body);
	const message = await readMessage(channel, page, link, bodies, now);
	if (!message) throw linkTrouble("nothing-found");
	return { channel, link, page, pageId, agencyId, bodies, message };
}

function recogniseLink(channels: Channels, url: string): { channel: Channel; link: LinkTarget } {
	for (const channel of channels.values()) {
		const link = channel.fetchLink ? channel.readLink?.(url) : null;
		if (link) return { channel, link };
	}
	throw new DomainError("link-unknown");
}

/** The page that stands for the community, or one made up for the reading: with a key of the region, and a salt of its own. */
export async function pageFor(
	{ db, secretKey }: LinkParts,
	caller: Caller,
	channel: Channel,
	externalId: string,
): Promise<{ page: ChannelPage; pageId: number | null; agencyId: number }> {
	const pageId = externalId ? await findConnected(db, caller.regionId, channel.name, externalId) : null;
	const own = pageId === null ? null : await readChannelPage(db, caller.regionId, pageId, secretKey);
	if (own?.secrets.serviceToken) return { page: own, pageId, agencyId: own.agencyId };
	const access = await findServiceAccess(db, caller.regionId, channel.name, secretKey);
	if (own && !access) return { page: own, pageId, agencyId: own.agencyId };
	if (!access) throw linkTrouble("no-key");
	const { serviceToken, apiUrl } = access;
	if (own) return { page: { ...own, secrets: { ...own.secrets, serviceToken } }, pageId, agencyId: own.agencyId };
	const settings = { isWatched: true, ...(apiUrl !== undefined && { apiUrl }) };
	const secrets = { serviceToken, salt: randomBytes(24).toString("base64url") };
	return { page: { id: 0, externalId, settings, secrets }, pageId: null, agencyId: access.agencyId };
}

async function readMessage(
	channel: Channel,
	page: ChannelPage,
	link: LinkTarget,
	bodies: readonly Buffer[],
	now: Date,
): Promise<OpenedLink["message"] | null> {
	const changes = [];
	for (const body of bodies) {
		const parsed = await channel.parse(page, body, now);
		if (parsed.kind === "changes") changes.push(...parsed.changes);
	}
	const title = changes.find((change) => change.kind === "post")?.text ?? null;
	const messages = changes.flatMap((change) => ("message" in change ? [change.message] : []));
	const found = messages.find(({ externalId }) => externalId === link.messageId);
	return found ? { text: found.text, sentAt: found.sentAt, url: found.url ?? null, title } : null;
}
