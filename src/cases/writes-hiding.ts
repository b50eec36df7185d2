import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Tx } from "../db/database.ts";

/** Every INSERT and UPDATE of comment_hiding. */

export type NewHiding = {
	regionId: number;
	caseId: number;
	messageId: number;
	pageId: number;
	ground: "obscene" | "threat";
	snapshot: string;
	quote: string;
	staffId: number;
};

/** @returns its id; null when a hiding of the message is under way */
export async function insertHiding(tx: Tx, hiding: NewHiding): Promise<number | null> {
	const { rows } = await sql<{ id: number }>`
		insert into comment_hiding (region_id, case_id, message_id, page_id, ground, snapshot, quote, proposed_by)
		values (${hiding.regionId}, ${hiding.caseId}, ${hiding.messageId}, ${hiding.pageId}, ${hiding.ground},
			${hiding.snapshot}, ${hiding.quote}, ${hiding.staffId})
		on conflict do nothing returning id`.execute(tx);
	return rows[0]?.id ?? null;
}

type Key = { regionId: number; id: number };

async function change(tx: Tx, { regionId, id }: Key, set: RawBuilder<unknown>): Promise<void> {
	await sql`update comment_hiding set ${set}, version = version + 1 where region_id = ${regionId} and id = ${id}`.execute(
		tx,
	);
}

export function decideHiding(tx: Tx, key: Key, isAgreed: boolean, staffId: number, reason: string): Promise<void> {
	const state = isAgreed ? "agreed" : "refused";
	return change(tx, key, sql`state = ${state}, decided_by = ${staffId}, decided_at = now(), reason = ${reason}`);
}

export function noteHidden(tx: Tx, key: Key, staffId: number): Promise<void> {
	return change(tx, key, sql`state = 'hidden', hidden_at = now(), hidden_by = ${staffId}`);
}

export function noteAppeal(tx: Tx, key: Key, words: string, staffId: number): Promise<void> {
	return change(
		tx,
		key,
		sql`appeal = ${words}, appealed_at = now(), appeal_taken_by = ${staffId}, appeal_state = 'waiting'`,
	);
}

/** A granted appeal ends the hiding; the comment is shown again. */
export function decideAppeal(tx: Tx, key: Key, isGranted: boolean, staffId: number, reason: string): Promise<void> {
	return change(
		tx,
		key,
		sql`appeal_state = ${isGranted ? "granted" : "upheld"}, appeal_decided_by = ${staffId}, appeal_decided_at = now(),
			appeal_reason = ${reason}, state = ${isGranted ? sql`'restored'` : sql`state`}`,
	);
}
