import type { Db, Tx } from "../db/database.ts";
import { updatePage } from "./writes.ts";

/** Notes that the network delivered something to a page. */
export async function noteDelivery(tx: Db | Tx, regionId: number, pageId: number, at: Date): Promise<void> {
	await updatePage(tx, regionId, pageId, { last_delivery_at: at });
}

/** Notes that an answer of a page went out, and when the next one may. */
export async function noteSent(tx: Db | Tx, regionId: number, pageId: number, at: Date, next: Date): Promise<void> {
	await updatePage(tx, regionId, pageId, { last_sent_at: at, send_after: next });
}
