import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import { printOf } from "../text/repeats/print.ts";

/** Every INSERT and DELETE of text_print and text_print_backlog. */

type Printed = { region_id: number; id: number; text: string };

/** Takes the prints of residents' messages, so that copies of them are found; prints that are there already stay. */
export async function insertPrints(tx: Tx, messages: readonly Printed[]): Promise<void> {
	const rows = messages.flatMap(({ region_id, id, text }) => printOf(text).map((band) => ({ region_id, band, id })));
	if (rows.length === 0) return;
	await sql`insert into text_print (region_id, band, message_id)
		select * from unnest(${rows.map((row) => row.region_id)}::int[], ${rows.map((row) => row.band)}::int[],
			${rows.map((row) => row.id)}::bigint[])
		on conflict do nothing`.execute(tx);
}

/** A message says something else now: its print follows. */
export async function replacePrints(tx: Tx, before: Printed, text: string): Promise<void> {
	await sql`delete from text_print where region_id = ${before.region_id} and message_id = ${before.id}
		and band = any (${printOf(before.text)}::int[])`.execute(tx);
	await insertPrints(tx, [{ ...before, text }]);
}

/**
 * Takes the prints of the newest messages that wait for it, at most `limit`. They cannot change meanwhile.
 * @returns how many waited
 */
export async function printWaiting(tx: Tx, limit: number): Promise<number> {
	const taken = await sql<{ region_id: number; message_id: number }>`
		delete from text_print_backlog b using (
			select region_id, message_id from text_print_backlog
			order by region_id, message_id desc limit ${limit} for update skip locked
		) as next where b.region_id = next.region_id and b.message_id = next.message_id
		returning b.region_id, b.message_id`.execute(tx);
	const messages = await sql<Printed>`
		select m.region_id, m.id, m.text
		from unnest(${taken.rows.map((row) => row.region_id)}::int[], ${taken.rows.map((row) => row.message_id)}::bigint[])
			as taken (region_id, id)
		join message m on m.region_id = taken.region_id and m.id = taken.id for share of m`.execute(tx);
	await insertPrints(tx, messages.rows);
	return taken.rows.length;
}

/** These messages are forgotten, and so is what they have in common with others. */
export async function erasePrints(tx: Tx, messages: readonly Printed[]): Promise<void> {
	const rows = messages.flatMap(({ region_id, id, text }) => printOf(text).map((band) => ({ region_id, band, id })));
	await sql`delete from text_print p
		using unnest(${rows.map((row) => row.region_id)}::int[], ${rows.map((row) => row.band)}::int[],
			${rows.map((row) => row.id)}::bigint[]) as gone (region_id, band, message_id)
		where p.region_id = gone.region_id and p.band = gone.band and p.message_id = gone.message_id`.execute(tx);
	await sql`delete from text_print_backlog b
		using unnest(${messages.map((row) => row.region_id)}::int[], ${messages.map((row) => row.id)}::bigint[])
			as gone (region_id, message_id)
		where b.region_id = gone.region_id and b.message_id = gone.message_id`.execute(tx);
}
