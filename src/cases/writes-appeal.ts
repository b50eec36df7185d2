import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Tx } from "../db/database.ts";

/** Every INSERT and UPDATE of formal_appeal and formal_appeal_text. */

/** The term of an answer, counted from the registration (Federal Law 59-FZ, article 12), and of the registration itself (article 8). */
const termDays = 30;
const registrationDays = 3;

export type NewAppeal = {
	regionId: number;
	caseId: number;
	agencyId: number | null;
	basis: "resident-word" | "law";
	messageId: number | null;
	article: string | null;
	reason: string;
	staffId: number;
	/** IANA name: a day of the law is a day of the region */
	timeZone: string;
};

/** @returns its id */
export async function insertAppeal(tx: Tx, appeal: NewAppeal, now: Date): Promise<number> {
	const { rows } = await sql<{ id: number }>`
		insert into formal_appeal (region_id, case_id, agency_id, basis, message_id, article, reason, handed_by, handed_at, register_by)
		values (${appeal.regionId}, ${appeal.caseId}, ${appeal.agencyId}, ${appeal.basis}, ${appeal.messageId}, ${appeal.article},
			${appeal.reason}, ${appeal.staffId}, ${now},
			(${now}::timestamptz at time zone ${appeal.timeZone})::date + ${registrationDays}::int)
		returning id`.execute(tx);
	return rows[0]!.id;
}

type Key = { regionId: number; id: number };

async function change(tx: Tx, { regionId, id }: Key, set: RawBuilder<unknown>): Promise<void> {
	await sql`update formal_appeal set ${set}, version = version + 1 where region_id = ${regionId} and id = ${id}`.execute(
		tx,
	);
}

/** The 30 days run from the day of registration. */
export function registerAppeal(tx: Tx, key: Key, number: string, on: string): Promise<void> {
	return change(
		tx,
		key,
		sql`registered_number = ${number}, registered_on = ${on}::date, due_on = ${on}::date + ${termDays}::int, state = 'registered'`,
	);
}

export function endAppeal(
	tx: Tx,
	key: Key,
	end: { state: "answered" | "withdrawn"; on: string; staffId: number; result: string },
): Promise<void> {
	return change(
		tx,
		key,
		sql`state = ${end.state}, ended_on = ${end.on}::date, ended_by = ${end.staffId}, result = ${end.result}`,
	);
}

export function noteTold(
	tx: Tx,
	key: Key,
	told: { how: "reply" | "phone" | "meeting"; replyId: number | null; at: Date; staffId: number },
): Promise<void> {
	return change(
		tx,
		key,
		sql`told_how = ${told.how}, told_reply_id = ${told.replyId}, told_at = ${told.at}, told_by = ${told.staffId}`,
	);
}

export async function putAppealText(tx: Tx, regionId: number, staffId: number, text: string): Promise<void> {
	await sql`insert into formal_appeal_text (region_id, text, updated_by) values (${regionId}, ${text}, ${staffId})
		on conflict (region_id) do update set text = excluded.text, updated_by = excluded.updated_by, updated_at = now()`.execute(
		tx,
	);
}
