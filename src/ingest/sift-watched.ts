import { createHash } from "node:crypto";
import type { Arrival } from "../cases/batch.ts";
import { findMessages } from "../cases/reads.ts";
import type { Tx } from "../db/database.ts";
import { asksAuthorities } from "./asks-authorities.ts";
import type { Knowledge } from "./keep-knowledge.ts";

type Came = { id: number; page_id: number; source: string };

/**
 * Of somebody else's communities only what asks the authorities is kept, and no trace of who wrote it: no name, and a key that
 * means one person inside one thread and nothing outside it. What a person pasted as a link is always kept.
 * @returns what to take, and the deliveries of which nothing is taken
 */
export async function siftWatched(
	tx: Tx,
	knowledge: Knowledge,
	arrivals: Arrival[],
	deliveries: readonly Came[],
): Promise<{ kept: Arrival[]; left: Set<number> }> {
	const isWatched = (pageId: number): boolean => knowledge.registry.pages.get(pageId)?.kind === "watched";
	const watched = arrivals.filter(({ pageId }) => isWatched(pageId)).map(withoutAuthor);
	if (watched.length === 0) return { kept: arrivals, left: new Set() };
	const pasted = new Set(deliveries.filter(({ source }) => source === "link").map(({ id }) => id));
	const known = new Set(
		(await findMessages(tx, knowledge.registry.region.id, watched.flatMap(messageOf))).map(
			({ page_id: pageId, external_id: externalId }) => `${pageId}|${externalId}`,
		),
	);
	const isWanted = (arrival: Arrival): boolean => {
		const { change, pageId, deliveryId } = arrival;
		if (change.kind === "post") return false;
		if (pasted.has(deliveryId) || messageOf(arrival).some((one) => known.has(`${pageId}|${one.externalId}`)))
			return true;
		return change.kind !== "delete" && asksAuthorities(change.message.text, knowledge);
	};
	const wanted = new Set(watched.filter(isWanted));
	// the title of a thread is kept for the sake of a message in it
	const taken = new Set([...wanted].map(({ deliveryId }) => deliveryId));
	const kept = watched.filter((one) => wanted.has(one) || (one.change.kind === "post" && taken.has(one.deliveryId)));
	const left = watched.map(({ deliveryId }) => deliveryId).filter((id) => !taken.has(id));
	return { kept: [...arrivals.filter(({ pageId }) => !isWatched(pageId)), ...kept], left: new Set(left) };
}

function messageOf({ pageId, change }: Arrival): { pageId: number; externalId: string }[] {
	if (change.kind === "post") return [];
	return [{ pageId, externalId: change.kind === "delete" ? change.externalId : change.message.externalId }];
}

function withoutAuthor(arrival: Arrival): Arrival {
	const { change, pageId } = arrival;
	if (!("message" in change)) return arrival;
	const { authorName: _name, contact: _contact, peerKey: _peer, ...message } = change.message;
	const print = createHash("sha256").update(`${pageId}|${message.threadKey}|${message.authorKey}`).digest("hex");
	const bare = { ...message, direction: "in" as const, authorKey: `thread:${print.slice(0, 24)}` };
	return { ...arrival, change: { ...change, message: bare } };
}
