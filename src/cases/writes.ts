import { sql } from "kysely";
import type { Insertable, Updateable, UpdateObject } from "kysely";
import type { Tx } from "../db/database.ts";
import type { Case, CaseEvent, DB, Message } from "../db/tables.ts";

/** Every INSERT and UPDATE of case, case_event, thread, message, message_version, message_tombstone and reply. */

const excerptLength = 280;
export const excerptOf = (text: string): string => text.slice(0, excerptLength).toWellFormed();

// Russian word forms; ё is written as е by most people, so both sides of the search use е
export const searchOf = (text: string) => sql<string>`to_tsvector('russian', replace(lower(${text}), 'ё', 'е'))`;

export async function nextIds(tx: Tx, table: "case" | "message", count: number): Promise<number[]> {
	if (count === 0) return [];
	const quoted = `"${table}"`;
	const result = await sql<{ id: number }>`
		select nextval(own.sequence) as id
		from (select pg_get_serial_sequence(${quoted}, 'id')::regclass as sequence offset 0) as own, generate_series(1, ${count})`.execute(
		tx,
	);
	return result.rows.map((row) => row.id);
}

export type NewThread = {
	region_id: number;
	page_id: number;
	key: string;
	kind: string;
	title: string | null;
	url: string | null;
};

/** A thread that exists keeps its kind and gets the title and address that it lacked or that changed. */
export async function putThreads(
	tx: Tx,
	threads: NewThread[],
): Promise<{ id: number; page_id: number; key: string }[]> {
	if (threads.length === 0) return [];
	return tx
		.insertInto("thread")
		.values(threads)
		.onConflict((conflict) =>
			conflict.columns(["region_id", "page_id", "key"]).doUpdateSet({
				title: sql`coalesce(excluded.title, thread.title)`,
				url: sql`coalesce(excluded.url, thread.url)`,
			}),
		)
		.returning(["id", "page_id", "key"])
		.execute();
}

export async function insertMessages(tx: Tx, messages: Insertable<Message>[]): Promise<void> {
	if (messages.length > 0) await tx.insertInto("message").values(messages).execute();
}

/** The own answer as it was sent; its echo from the network may have been here first. */
export async function putOwnMessage(tx: Tx, message: Insertable<Message>): Promise<void> {
	await tx
		.insertInto("message")
		.values(message)
		.onConflict((conflict) =>
			conflict.columns(["region_id", "page_id", "external_id"]).doUpdateSet({ case_id: message.case_id ?? null }),
		)
		.execute();
}

export async function updateMessage(tx: Tx, regionId: number, id: number, change: Updateable<Message>): Promise<void> {
	await tx.updateTable("message").set(change).where("region_id", "=", regionId).where("id", "=", id).execute();
}

/** Keeps what the message said until now. */
export async function keepVersion(tx: Tx, regionId: number, messageId: number, replacedAt: Date): Promise<void> {
	await sql`insert into message_version (region_id, message_id, replaced_at, text, attachments)
		select region_id, id, ${replacedAt}, text, attachments from message
		where region_id = ${regionId} and id = ${messageId} on conflict do nothing`.execute(tx);
}

export async function putTombstone(
	tx: Tx,
	tombstone: { region_id: number; page_id: number; external_id: string; deleted_at: Date },
): Promise<void> {
	await tx
		.insertInto("message_tombstone")
		.values(tombstone)
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

export type NewCase = Omit<Insertable<Case>, "search"> & { searchText: string };

export async function insertCases(tx: Tx, cases: NewCase[]): Promise<void> {
	if (cases.length === 0) return;
	await tx
		.insertInto("case")
		.values(cases.map(({ searchText, ...row }) => ({ ...row, search: searchOf(searchText) })))
		.execute();
}

/** Sets columns and counts the version up; the caller holds the row or the thread's lock. */
export async function updateCase(
	tx: Tx,
	regionId: number,
	id: number,
	change: UpdateObject<DB, "case">,
): Promise<void> {
	await tx
		.updateTable("case")
		.set({ ...change, version: sql`version + 1` })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.execute();
}

/** A later message of the case: found by the search, too, it moves the case's last moment, and its cues join the others. */
export async function addToCase(
	tx: Tx,
	regionId: number,
	id: number,
	text: string,
	at: Date,
	cues: string[] = [],
): Promise<void> {
	await updateCase(tx, regionId, id, {
		search: sql<string>`search || ${searchOf(text)}`,
		last_message_at: sql<Date>`greatest(last_message_at, ${at})`,
		...(cues.length > 0 && {
			cues: sql<string[]>`(select array_agg(distinct c order by c) from unnest(cues || ${cues}::text[]) c)`,
		}),
	});
}

/** The beginning of what a resident wrote, for a case that was opened without words. */
export async function fillExcerpt(tx: Tx, regionId: number, id: number, text: string): Promise<void> {
	await sql`update "case" set excerpt = ${excerptOf(text)} where region_id = ${regionId} and id = ${id} and excerpt = ''`.execute(
		tx,
	);
}

export type NewEvent = Omit<Insertable<CaseEvent>, "data" | "tx" | "id"> & { data?: Record<string, unknown> };

/** Appends history and, at the commit, wakes everybody who listens. */
export async function appendEvents(tx: Tx, events: NewEvent[]): Promise<void> {
	const [first] = events;
	if (!first) return;
	await tx
		.insertInto("case_event")
		.values(events.map((event) => ({ ...event, data: JSON.stringify(event.data ?? {}) })))
		.execute();
	await sql`select pg_notify('case_event', ${first.region_id}::text || ':' || pg_current_xact_id()::text)`.execute(tx);
}

export async function insertReply(
	tx: Tx,
	reply: {
		region_id: number;
		case_id: number;
		message_id: number;
		text: string;
		author_id: number;
		contributors: number[];
		kind?: string;
	},
): Promise<number> {
	const row = await tx.insertInto("reply").values(reply).returning("id").executeTakeFirstOrThrow();
	return row.id;
}

/** Everything a reply goes through; `contributor` is added to those who may not approve it. */
export async function updateReply(
	tx: Tx,
	regionId: number,
	id: number,
	change: {
		text?: string;
		kind?: string;
		status?: string;
		author_id?: number;
		submitted_at?: Date | null;
		submit_key?: string | null;
		passed_over?: string[];
		approved_by?: number | null;
		approved_at?: Date | null;
		approved_for?: number | null;
		publish_after?: Date | null;
		first_approved_by?: number | null;
		first_approved_at?: Date | null;
		first_approved_for?: number | null;
	},
	contributor?: number,
): Promise<void> {
	await tx
		.updateTable("reply")
		.set({
			...change,
			updated_at: sql`now()`,
			revision: sql`revision + 1`,
			// what was let pass was the text as it stood: a draft begins from nothing
			...(change.status === "draft" && {
				first_approved_by: null,
				first_approved_at: null,
				first_approved_for: null,
			}),
			...(contributor !== undefined && {
				contributors: sql`(select array_agg(distinct c) from unnest(contributors || ${contributor}::int) c)`,
			}),
		})
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.execute();
}
