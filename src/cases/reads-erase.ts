import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";

/** Cases that are held for good reason: somebody still waits for an answer, or a formal appeal runs. */
const isHeld = sql`(c.is_open or exists (select from formal_appeal f
	where f.region_id = c.region_id and f.case_id = c.id and f.state in ('handed', 'registered')))`;

/** Since when nothing has happened in a case. */
const quietSince = sql`greatest(c.last_message_at, c.answered_at, c.closed_at)`;

/** Closed cases in which nothing has happened since `before`, taken by this transaction alone. */
export async function takeOldCases(tx: Tx, regionId: number, before: Date, limit: number): Promise<number[]> {
	const { rows } = await sql<{ id: number }>`
		select c.id from "case" c
		where c.region_id = ${regionId} and c.anonymised_at is null and not c.is_open and c.last_message_at < ${before}
			and ${quietSince} < ${before} and not ${isHeld}
		order by c.last_message_at limit ${limit} for update of c skip locked`.execute(tx);
	return rows.map((row) => row.id);
}

/** Of these cases those that may be removed, and those that are held. Removed ones are in neither. */
export async function takeCases(
	tx: Tx,
	regionId: number,
	ids: readonly number[],
): Promise<{ free: number[]; held: number[] }> {
	const { rows } = await sql<{ id: number; is_held: boolean }>`
		select c.id, ${isHeld} as is_held from "case" c
		where c.region_id = ${regionId} and c.id = any (${ids}::bigint[]) and c.anonymised_at is null
		order by c.id for update of c`.execute(tx);
	const of = (held: boolean) => rows.filter((row) => row.is_held === held).map((row) => row.id);
	return { free: of(false), held: of(true) };
}

/** What a removal of old cases would touch. */
export async function countOldCases(
	db: Db,
	regionId: number,
	before: Date,
): Promise<{ cases: number; messages: number; held: number }> {
	const { rows } = await sql<{ cases: number; messages: number; held: number }>`
		with old as (
			select c.region_id, c.id, ${isHeld} as is_held from "case" c
			where c.region_id = ${regionId} and c.anonymised_at is null and c.last_message_at < ${before}
				and ${quietSince} < ${before}
		)
		select count(*) filter (where not is_held)::int as cases, count(*) filter (where is_held)::int as held,
			(select count(*)::int from old join message m on m.region_id = old.region_id and m.case_id = old.id
				where not old.is_held) as messages
		from old`.execute(db);
	return rows[0]!;
}

/** Closed cases, quiet since `before`, that still tell how to reach the resident; taken by this transaction alone. */
export async function takeOldContacts(tx: Tx, regionId: number, before: Date, limit: number): Promise<number[]> {
	const { rows } = await sql<{ id: number }>`
		select c.id from "case" c
		where c.region_id = ${regionId} and not c.is_open and c.last_message_at < ${before} and ${quietSince} < ${before}
			and not ${isHeld} and ${hasContact}
		order by c.id limit ${limit} for update of c skip locked`.execute(tx);
	return rows.map((row) => row.id);
}

/** How many cases a removal of contacts would touch. */
export async function countOldContacts(db: Db, regionId: number, before: Date): Promise<number> {
	const { rows } = await sql<{ n: number }>`
		select count(*)::int as n from "case" c
		where c.region_id = ${regionId} and not c.is_open and c.last_message_at < ${before} and ${quietSince} < ${before}
			and not ${isHeld} and ${hasContact}`.execute(db);
	return rows[0]?.n ?? 0;
}

/** How many rows of the log of who saw what are older. */
export async function countOldViews(db: Db, regionId: number, before: Date): Promise<number> {
	const { rows } = await sql<{ n: number }>`
		select count(*)::int as n from case_view where region_id = ${regionId} and at < ${before}`.execute(db);
	return rows[0]?.n ?? 0;
}

const hasContact = sql`(
	exists (select from message m where m.region_id = c.region_id and m.case_id = c.id and m.contact is not null)
	or exists (select from case_contact k where k.region_id = c.region_id and k.case_id = c.id and k.sealed is not null))`;
