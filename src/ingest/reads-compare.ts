import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Db } from "../db/database.ts";
import type { PageKey } from "../registry/page-work.ts";

/** Which of these messages of a page are here, or were deleted before they came. */
export async function findKnownMessages(
	db: Db,
	{ regionId, pageId }: PageKey,
	externalIds: readonly string[],
): Promise<Set<string>> {
	const { rows } = await sql<{ id: string }>`
		select k.id from unnest(${[...externalIds]}::text[]) as k (id)
		where exists (select from message m
				where m.region_id = ${regionId} and m.page_id = ${pageId} and m.external_id = k.id)
			or exists (select from message_tombstone t
				where t.region_id = ${regionId} and t.page_id = ${pageId} and t.external_id = k.id)`.execute(db);
	return new Set(rows.map((row) => row.id));
}

/** Which of these were stored by a comparison within the last days and did not become a message. */
export async function findTriedBodies(
	db: Db,
	{ regionId, pageId }: PageKey,
	missing: readonly { externalId: string; body: Buffer }[],
): Promise<Set<string>> {
	if (missing.length === 0) return new Set();
	const { rows } = await sql<{ print: string }>`
		select md5(body) as print from delivery
		where region_id = ${regionId} and page_id = ${pageId} and received_at > now() - interval '35 days'
			and source = 'reconcile'`.execute(db);
	const prints = new Set(rows.map((row) => row.print));
	const isTried = ({ body }: { body: Buffer }) => prints.has(createHash("md5").update(body).digest("hex"));
	return new Set(missing.filter(isTried).map((one) => one.externalId));
}

/** When residents' messages of a window were sent that the network did not show, though nobody told of a deletion. */
export async function findAbsent(
	db: Db,
	{ regionId, pageId }: PageKey,
	from: Date,
	to: Date,
	shown: readonly string[],
): Promise<Date[]> {
	const rows = await db
		.selectFrom("message")
		.select(["external_id", "sent_at"])
		.where("region_id", "=", regionId)
		.where("page_id", "=", pageId)
		.where("direction", "=", "in")
		.where("sent_at", ">=", from)
		.where("sent_at", "<", to)
		.where("deleted_at", "is", null)
		.execute();
	const seen = new Set(shown);
	return rows.filter((row) => !seen.has(row.external_id)).map((row) => row.sent_at);
}
