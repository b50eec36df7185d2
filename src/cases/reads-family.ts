import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { LockedCase } from "./reads.ts";

/** By case: the open case of the same person in the same thread beside which it would be open. */
export type Besides = ReadonlyMap<number, number>;

/** Which of these settled cases would be a second open one of their person in their thread, and beside which one. */
export async function besidesOf(tx: Tx, cases: readonly LockedCase[]): Promise<Besides> {
	const wanted = cases.filter((one) => one.split_of === null);
	const [first] = wanted;
	if (!first) return new Map();
	const { rows } = await sql<{ id: number; thread_id: number; author_key: string }>`
		select o.id, o.thread_id, o.author_key
		from (select distinct t, a from unnest(${wanted.map((one) => one.thread_id)}::bigint[],
			${wanted.map((one) => one.author_key)}::text[]) as k (t, a)) as k
		join "case" o on o.thread_id = k.t and o.author_key = k.a
		where o.region_id = ${first.region_id} and o.is_open and o.split_of is null`.execute(tx);
	const keyOf = (threadId: number, authorKey: string) => `${threadId}|${authorKey}`;
	const open = new Map(rows.map((row) => [keyOf(row.thread_id, row.author_key), row.id]));
	const besides = new Map<number, number>();
	for (const one of wanted) {
		const key = keyOf(one.thread_id, one.author_key);
		const other = open.get(key);
		// of several that open now the first is the main one
		if (other === undefined) open.set(key, one.id);
		else besides.set(one.id, other);
	}
	return besides;
}

/** Cases that are merged into these and wait for their answer. */
export async function mergedInto(db: Db | Tx, regionId: number, parentIds: readonly number[]): Promise<number[]> {
	const { rows } = await sql<{ id: number }>`select id from "case"
		where region_id = ${regionId} and parent_id = any (${parentIds}::bigint[]) and status = 'merged' order by id`.execute(
		db,
	);
	return rows.map(({ id }) => id);
}

/** Who is merged into whom, of these cases. */
export async function readParents(tx: Tx, regionId: number, caseIds: readonly number[]): Promise<Map<number, number>> {
	const { rows } = await sql<{ id: number; parent_id: number | null }>`select id, parent_id from "case"
		where region_id = ${regionId} and id = any (${caseIds}::bigint[]) and status = 'merged'`.execute(tx);
	return new Map(rows.map((row) => [row.id, row.parent_id ?? 0]));
}

/** Of these cases those whose answer is being approved or on its way. */
export async function underApproval(tx: Tx, regionId: number, caseIds: readonly number[]): Promise<Set<number>> {
	const { rows } = await sql<{ case_id: number }>`select distinct case_id from reply
		where region_id = ${regionId} and case_id = any (${caseIds}::bigint[])
			and status in ('submitted', 'approved') and shared_from is null`.execute(tx);
	return new Set(rows.map((row) => row.case_id));
}

/**
 * Families change one at a time in a region: who is whose child stays as read until the transaction ends. Taken before any
 * case is locked.
 */
export async function lockFamilies(tx: Tx, regionId: number): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtextextended('families|' || ${regionId}::text, 0))`.execute(tx);
}
