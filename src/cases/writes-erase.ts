import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import { erasePrints } from "./writes-print.ts";

/** Removes what residents said and were told, and who they are. Figures, dates, topics, promises and the history stay. */

export type Erased = {
	messages: number;
	replies: number;
	deliveryIds: number[];
	messageIds: number[];
	replyIds: number[];
};

/** Removes everything personal of cases that the transaction holds. @returns what else belongs to them */
export async function eraseCases(tx: Tx, regionId: number, ids: readonly number[]): Promise<Erased> {
	const messages = await sql<{ id: number; text: string; delivery_id: number | null }>`
		select id, text, delivery_id from message where region_id = ${regionId} and case_id = any (${ids}::bigint[])`.execute(
		tx,
	);
	const messageIds = messages.rows.map((row) => row.id);
	await erasePrints(
		tx,
		messages.rows.map(({ id, text }) => ({ region_id: regionId, id, text })),
	);
	await eraseMessages(tx, regionId, messageIds);
	const replies = await sql<{ id: number }>`
		update reply set text = '' where region_id = ${regionId} and case_id = any (${ids}::bigint[]) returning id`.execute(
		tx,
	);
	await eraseAround(tx, regionId, ids);
	await eraseThreads(tx, regionId, ids);
	return {
		messages: messageIds.length,
		replies: replies.rows.length,
		deliveryIds: [...new Set(messages.rows.flatMap((row) => row.delivery_id ?? []))],
		messageIds,
		replyIds: replies.rows.map((row) => row.id),
	};
}

async function eraseMessages(tx: Tx, regionId: number, ids: readonly number[]): Promise<void> {
	await sql`delete from message_version where region_id = ${regionId} and message_id = any (${ids}::bigint[])`.execute(
		tx,
	);
	// the network's number of a message leads to its author, too
	await sql`update message set author_key = case direction when 'in' then 'removed:' || case_id else author_key end,
			author_name = null, contact = null, text = '', attachments = '[]', url = null, reply_to_external_id = null,
			delivery_id = null, external_id = 'removed:' || id
		where region_id = ${regionId} and id = any (${ids}::bigint[])`.execute(tx);
}

async function eraseAround(tx: Tx, regionId: number, ids: readonly number[]): Promise<void> {
	const of = sql`region_id = ${regionId} and case_id = any (${ids}::bigint[])`;
	await sql`delete from case_proposal where ${of}`.execute(tx);
	await sql`delete from case_snooze where ${of}`.execute(tx);
	// a special ground of a person's life goes with the person
	await sql`delete from case_mark where ${of}`.execute(tx);
	await sql`delete from draft_text where ${of}`.execute(tx);
	await sql`update case_contact set agreed = '', sealed = null where ${of}`.execute(tx);
	await sql`update case_handover set note = '' where ${of}`.execute(tx);
	await sql`update case_second_review set reason = '', decision = null where ${of}`.execute(tx);
	await sql`update comment_hiding set snapshot = '', quote = '', appeal = case when appeal is null then null else '' end
		where ${of}`.execute(tx);
	await sql`update resident_say set words = null where ${of} and words is not null`.execute(tx);
	await sql`update promise set result = '' where ${of} and result is not null`.execute(tx);
	await sql`delete from promise_photo where region_id = ${regionId}
		and promise_id in (select id from promise where ${of})`.execute(tx);
	await sql`update case_task set part = '' where ${of} and part is not null`.execute(tx);
}

/** Dialogues and letters name the person in their keys; a public post of the page stays. */
async function eraseThreads(tx: Tx, regionId: number, ids: readonly number[]): Promise<void> {
	await sql`update "case" set author_key = 'removed:' || id, excerpt = '', search = ''::tsvector, address = null,
			latitude = null, longitude = null, answers_privately = false, anonymised_at = now(), version = version + 1
		where region_id = ${regionId} and id = any (${ids}::bigint[])`.execute(tx);
	await sql`update thread t set key = 'removed:' || t.id, title = null, url = null
		where t.region_id = ${regionId} and t.kind <> 'comments'
			and t.id in (select thread_id from "case" where region_id = ${regionId} and id = any (${ids}::bigint[]))
			and not exists (select from "case" c where c.region_id = t.region_id and c.thread_id = t.id and c.anonymised_at is null)`.execute(
		tx,
	);
}

/** How to reach the residents of cases that this transaction holds. */
export async function eraseContacts(tx: Tx, regionId: number, ids: readonly number[]): Promise<void> {
	const of = sql`region_id = ${regionId} and case_id = any (${ids}::bigint[])`;
	await sql`update message set contact = null where ${of} and contact is not null`.execute(tx);
	await sql`update case_contact set sealed = null where ${of} and sealed is not null`.execute(tx);
}

/** Old rows of the log of who saw what. @returns how many went, at most `limit` */
export async function eraseOldViews(tx: Tx, regionId: number, before: Date, limit: number): Promise<number> {
	const result = await sql`delete from case_view where ctid = any (array(
		select ctid from case_view where region_id = ${regionId} and at < ${before} order by at limit ${limit}))`.execute(
		tx,
	);
	return Number(result.numAffectedRows ?? 0n);
}
