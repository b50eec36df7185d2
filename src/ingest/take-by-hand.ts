import { createHash } from "node:crypto";
import type { Caller } from "../access/permissions.ts";
import type { Channels } from "../channels/channel.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import type { Registry, RegistryPage } from "../registry/reads.ts";
import { insertDeliveries } from "./writes.ts";

export const handSources = ["phone", "counter", "letter", "other"] as const;
export type HandSource = (typeof handSources)[number];

/** What a member of staff took down on behalf of a resident. */
export type HandOrder = {
	pageId: number;
	source: HandSource;
	text: string;
	name?: string | undefined;
	contact?: string | undefined;
	address?: string | undefined;
	/** when the resident said it: ISO 8601 */
	sentAt: string;
	/** made once per form: the same words with the same key are one message */
	requestKey: string;
};

/** Where the message will stand once it is read. */
export type Arriving = { pageId: number; externalId: string };

/** Clocks of two machines differ a little. */
const clockSkewMs = 5 * 60_000;
const yearMs = 366 * 24 * 3600_000;
/** The channel of pages that are a desk of people, no network. */
const handChannel = "hand";

/**
 * Stores a message that somebody told or wrote on paper; it is read like every other delivery.
 * Messages that leave the same contact meet in one dialogue; without one each stands alone.
 * @throws DomainError forbidden, page-unknown; invalid-request with `fields` for a time that cannot be
 */
export async function takeByHand(
	{ db, enqueue }: { db: Db; enqueue: Enqueue },
	registry: Registry,
	caller: Caller,
	order: HandOrder,
	now: Date,
): Promise<Arriving> {
	requireTaker(caller);
	const page = registry.pages.get(order.pageId);
	if (page?.channel !== handChannel || !mayTakeFor(caller, page))
		throw new DomainError("page-unknown", { pageId: order.pageId });
	const sentAt = checkTime(order.sentAt, now);
	const regionId = registry.region.id;
	const id = `hand-${print(regionId, caller.staffId, order.requestKey, order.text)}`;
	const contact = order.contact?.trim() || undefined;
	const person = contact ? print(regionId, normaliseContact(contact)) : print(regionId, id);
	const body = {
		id,
		threadKey: contact ? `person-${person}` : `single-${person}`,
		authorKey: `hand:${person}`,
		source: order.source,
		text: withPlace(order),
		...(order.name?.trim() && { name: order.name.trim() }),
		...(contact && { contact }),
		sentAt: sentAt.toISOString(),
		takenBy: caller.staffId,
	};
	await db.transaction().execute(async (tx) => {
		await insertDeliveries(tx, [
			{ regionId, pageId: page.id, body: Buffer.from(JSON.stringify(body)), source: "hand" },
		]);
		await enqueue(tx, "ingest-delivery", { regionId });
	});
	return { pageId: page.id, externalId: id };
}

/** Pages for which this person may take messages down. @throws DomainError forbidden */
export function handPages(registry: Registry, channels: Channels, caller: Caller): RegistryPage[] {
	requireTaker(caller);
	if (!channels.has(handChannel)) return [];
	return [...registry.pages.values()].filter((page) => page.channel === handChannel && mayTakeFor(caller, page));
}

/** The centre sorts for the whole region; an agency's people take for their own pages. @throws DomainError forbidden */
export function requireTaker(caller: Caller): void {
	if (!caller.permissions.has("case.triage") && !caller.permissions.has("case.work"))
		throw new DomainError("forbidden", { permission: "case.work" });
}

export const mayTakeFor = (caller: Caller, page: { agencyId: number }): boolean =>
	caller.agencyId === null || caller.agencyId === page.agencyId;

function checkTime(text: string, now: Date): Date {
	const sentAt = new Date(text);
	const refuse = (message: string) => new DomainError("invalid-request", { fields: [{ path: "sentAt", message }] });
	if (Number.isNaN(sentAt.getTime())) throw refuse("strange");
	if (sentAt.getTime() > now.getTime() + clockSkewMs) throw refuse("in-future");
	if (sentAt.getTime() < now.getTime() - yearMs) throw refuse("too-old");
	return sentAt < now ? sentAt : now;
}

/** The place stands with the words, where it is searched for like any other. */
function withPlace({ text, address }: HandOrder): string {
	const place = address?.trim();
	return place && !text.includes(place) ? `${text.trim()}\n\n${place}` : text.trim();
}

/** One person writes a number in many ways: of a telephone the last ten digits count, of anything else the letters. */
function normaliseContact(contact: string): string {
	const digits = contact.replace(/\D/g, "");
	if (!/[\p{L}@]/u.test(contact) && digits.length >= 10) return digits.slice(-10);
	return contact.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}

/** 128 bits are plenty to tell people of a region apart; the contact itself stands only with the message. */
function print(...parts: (string | number)[]): string {
	return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}
