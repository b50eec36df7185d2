import { sql } from "kysely";
import type { PageEventCode } from "../channels/codes.ts";
import type { Tx } from "../db/database.ts";

/** Every INSERT and UPDATE of page_consent and page_event. */

/** The latest word counts, whatever order the network tells them in. */
export async function putConsents(
	tx: Tx,
	regionId: number,
	consents: readonly { pageId: number; authorKey: string; isAllowed: boolean; at: Date }[],
): Promise<void> {
	for (const { pageId, authorKey, isAllowed, at } of consents)
		await sql`insert into page_consent (region_id, page_id, author_key, is_allowed, at)
			values (${regionId}, ${pageId}, ${authorKey}, ${isAllowed}, ${at})
			on conflict (region_id, page_id, author_key) do update set is_allowed = excluded.is_allowed, at = excluded.at
			where page_consent.at <= excluded.at`.execute(tx);
}

export async function insertPageEvents(
	tx: Tx,
	regionId: number,
	events: readonly { pageId: number; code: PageEventCode; text: string; at: Date }[],
): Promise<void> {
	if (events.length === 0) return;
	await tx
		.insertInto("page_event")
		.values(
			events.map(({ pageId, code, text, at }) => ({
				region_id: regionId,
				page_id: pageId,
				code,
				text: text.slice(0, 500),
				at,
			})),
		)
		.execute();
}
