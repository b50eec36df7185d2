import { sql } from "kysely";
import type { BodyTrouble } from "../channels/codes.ts";
import type { Db, Tx } from "../db/database.ts";

/** Every INSERT and UPDATE of delivery. */

export const deliverySources = ["webhook", "poll", "reconcile", "link", "file", "form", "hand", "api"] as const;
export type DeliverySource = (typeof deliverySources)[number];
/** `source`: how it came; "webhook" unless said */
export type RawRow = { regionId: number; pageId: number; body: Buffer; source?: DeliverySource };

/** Stores bodies as they came, all in one statement. */
export async function insertDeliveries(db: Db | Tx, rows: RawRow[]): Promise<void> {
	// an array of bodies would travel as text, twice as long: they go as one block, with the place of each in it
	const block = Buffer.concat(rows.map((row) => row.body));
	const lengths = rows.map((row) => row.body.length);
	let next = 1;
	const begins = lengths.map((length) => {
		next += length;
		return next - length;
	});
	await sql`insert into delivery (region_id, page_id, source, body)
		select region_id, page_id, source, substring(${block}::bytea from place for length)
		from unnest(
			${rows.map((row) => row.regionId)}::int[],
			${rows.map((row) => row.pageId)}::int[],
			${rows.map((row) => row.source ?? "webhook")}::text[],
			${begins}::int[],
			${lengths}::int[]
		) as r(region_id, page_id, source, place, length)`.execute(db);
}

export type Verdict = {
	id: number;
	status: "done" | "duplicate" | "ignored" | "not-understood";
	eventId: string | null;
	/** of what was not understood */
	trouble?: BodyTrouble | null;
	reason: string | null;
};

/** Says what became of deliveries. */
export async function settleDeliveries(tx: Tx, regionId: number, verdicts: Verdict[]): Promise<void> {
	if (verdicts.length === 0) return;
	await sql`update delivery d set status = v.status, event_id = v.event_id, trouble = v.trouble, reason = v.reason,
			attempts = d.attempts + 1, processed_at = now()
		from unnest(
			${verdicts.map((verdict) => verdict.id)}::bigint[],
			${verdicts.map((verdict) => verdict.status)}::text[],
			${verdicts.map((verdict) => verdict.eventId)}::text[],
			${verdicts.map((verdict) => verdict.trouble ?? null)}::text[],
			${verdicts.map((verdict) => verdict.reason)}::text[]
		) as v(id, status, event_id, trouble, reason)
		where d.region_id = ${regionId} and d.id = v.id`.execute(tx);
}

/** Puts a delivery back to be read again. @returns false when it is not one that was not understood */
export async function reopenDelivery(tx: Tx, regionId: number, id: number): Promise<boolean> {
	const result = await tx
		.updateTable("delivery")
		.set({ status: "accepted", trouble: null, reason: null })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.where("status", "=", "not-understood")
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
}

/** Puts back what came lately for a page and was not understood: its settings have changed. */
export async function reopenDeliveriesOf(tx: Tx, regionId: number, pageId: number): Promise<void> {
	await sql`update delivery set status = 'accepted', trouble = null, reason = null
		where region_id = ${regionId} and page_id = ${pageId} and status = 'not-understood'
			and received_at > now() - interval '1 day'`.execute(tx);
}
