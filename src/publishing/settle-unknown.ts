import type { Tx } from "../db/database.ts";
import type { Registry } from "../registry/reads.ts";
import { readChannelPage } from "../registry/reads.ts";
import { isSameText } from "../text/is-same-text.ts";
import type { PublishParts } from "./publish-reply.ts";
import { findPublication, findSentByExternalId, findUnconfirmed } from "./reads.ts";
import type { Claimed } from "./reads.ts";
import { recordSent } from "./record-outcome.ts";
import { noteSeen } from "./writes.ts";

/**
 * Looks into the network for an answer: confirms a sent one, settles an unknown one if it stands there.
 * An absent answer proves nothing (it may be on its way), so it stays `unknown` for a person.
 */
export async function settleUnknown(
	parts: PublishParts,
	key: { regionId: number; publicationId: number },
): Promise<void> {
	const { db, channels, secretKey } = parts;
	const found = await findPublication(db, key.regionId, key.publicationId);
	if (!found || (found.state !== "unknown" && found.state !== "sent")) return;
	const page = await readChannelPage(db, key.regionId, found.pageId, secretKey);
	const channel = page && channels.get(page.channel);
	if (!page || !channel) return;
	const order = { target: found.target, text: found.text, key: found.key };
	const seen = await channel.readBack(page, order, found.externalId);
	if (seen.kind !== "text") return;
	const registry = await parts.registryOf(key.regionId);
	await db.transaction().execute(async (tx) => {
		await noteSeen(tx, key.regionId, found.id, seen.text);
		if (found.state === "unknown") await recordSent(tx, registry, page, found, seen.externalId, ["unknown"]);
	});
}

/** What the network showed as said by the page itself. */
export type OwnWords = {
	pageId: number;
	externalId: string;
	replyToExternalId: string | null;
	threadKey: string;
	text: string;
};

/**
 * Recognises our own answers among the page's words, also those whose sending we never heard the end of.
 * @returns `pageId|externalId` of those that are ours
 */
export async function recogniseOwnAnswers(tx: Tx, registry: Registry, words: OwnWords[]): Promise<Set<string>> {
	const ours = new Set<string>();
	if (words.length === 0) return ours;
	const regionId = registry.region.id;
	const open = await findUnconfirmed(tx, regionId, [...new Set(words.map((word) => word.pageId))]);
	for (const word of words) {
		const [sent] = await findSentByExternalId(tx, regionId, word.pageId, [word.externalId]);
		const match = sent ?? open.find((one) => one.externalId === null && isSameAnswer(one, word));
		if (!match) continue;
		ours.add(`${word.pageId}|${word.externalId}`);
		await noteSeen(tx, regionId, match.id, word.text);
		if (sent) continue;
		match.externalId = word.externalId;
		const page = { externalId: registry.pages.get(word.pageId)?.externalId ?? "" };
		await recordSent(tx, registry, page, match, word.externalId, ["queued", "claimed", "unknown"]);
	}
	return ours;
}

function isSameAnswer(order: Claimed, word: OwnWords): boolean {
	return (
		order.pageId === word.pageId &&
		order.target.threadKey === word.threadKey &&
		(word.replyToExternalId === null || word.replyToExternalId === order.target.replyToExternalId) &&
		isSameText(order.text, word.text)
	);
}
