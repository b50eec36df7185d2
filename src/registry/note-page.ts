import type { Db, Tx } from "../db/database.ts";
import type { PageNews } from "../channels/channel.ts";
import { mergePageSettings, updateLastDelivery, updatePage } from "./writes.ts";
import { insertPageEvents, putConsents } from "./writes-pages.ts";

/** Notes that the network delivered something to pages, each in a statement of its own so that no two writers wait crosswise. */
export async function noteDelivered(db: Db, regionId: number, pageIds: Iterable<number>): Promise<void> {
	for (const pageId of pageIds) await updateLastDelivery(db, regionId, pageId);
}

/** Notes that an answer of a page went out, and when the next one may. */
export async function noteSent(tx: Db | Tx, regionId: number, pageId: number, at: Date, next: Date): Promise<void> {
	await updatePage(tx, regionId, pageId, { last_sent_at: at, send_after: next });
}

/**
 * Keeps what networks told about the pages themselves and about consent to be written to.
 * @returns the settings of pages whose settings follow from it, by page
 */
export async function recordPageNews(
	tx: Tx,
	regionId: number,
	news: readonly { pageId: number; news: PageNews }[],
): Promise<Map<number, Record<string, unknown>>> {
	const consents = news.flatMap(({ pageId, news: one }) => (one.kind === "consent" ? [{ pageId, ...one }] : []));
	const events = news.flatMap(({ pageId, news: one }) => (one.kind === "page-event" ? [{ pageId, ...one }] : []));
	await putConsents(tx, regionId, consents);
	await insertPageEvents(tx, regionId, events);
	const changed = new Map<number, Record<string, unknown>>();
	for (const { pageId, settings } of events) {
		const all = settings && (await mergePageSettings(tx, regionId, pageId, settings));
		if (all) changed.set(pageId, all);
	}
	return changed;
}
