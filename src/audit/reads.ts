import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import { afterIn, comparePositions } from "./position.ts";
import type { Position, Source } from "./position.ts";
import type { Entry, Seal } from "./seal.ts";

/**
 * The text of an entry, the same on every server and in every session: times as microseconds, addresses without a mask unless
 * they have one, the keys of `data` in PostgreSQL's own order.
 */
const textOfCaseEvent = sql<string>`jsonb_build_array(e.region_id, e.id, e.tx::text, e.case_id, e.agency_id,
	(extract(epoch from e.at) * 1000000)::bigint, e.type, e.actor_kind, e.actor_id, e.ip::text, e.data)::text`;
const textOfAuditEvent = sql<string>`jsonb_build_array(e.region_id, e.id, e.tx::text,
	(extract(epoch from e.at) * 1000000)::bigint, e.type, e.actor_id, e.ip::text, e.data)::text`;

type Row = { tx: string; source: Source; id: number; text: string };

const entryOf = ({ tx, source, id, text }: Row): Entry => ({ tx: BigInt(tx), source, id, text });

/**
 * History after a position as far as it is settled: of transactions older than every one still running.
 * @returns at most `most` entries, in their order
 */
export async function readSettled(tx: Tx, regionId: number, after: Position, most: number): Promise<Entry[]> {
	const [ofCases, outside] = [afterIn(0, after), afterIn(1, after)];
	const { rows } = await sql<Row>`
		(select e.tx::text as tx, 0 as source, e.id, ${textOfCaseEvent} as text from case_event e
			where e.region_id = ${regionId} and (e.tx, e.id) > (${ofCases.tx}::xid8, ${ofCases.id}::bigint) and e.tx < (select pg_snapshot_xmin(pg_current_snapshot()))
			order by e.tx, e.id limit ${most})
		union all
		(select e.tx::text, 1, e.id, ${textOfAuditEvent} from audit_event e
			where e.region_id = ${regionId} and (e.tx, e.id) > (${outside.tx}::xid8, ${outside.id}::bigint) and e.tx < (select pg_snapshot_xmin(pg_current_snapshot()))
			order by e.tx, e.id limit ${most})`.execute(tx);
	const entries = rows.map(entryOf);
	return entries.sort(comparePositions).slice(0, most);
}

const atOnce = 5_000;

/**
 * One table's whole history of a region, in order, by a cursor of the transaction: it never lies in memory at once.
 * @returns gives the next entries; none at the end
 */
export async function openEntries(tx: Tx, regionId: number, source: Source): Promise<() => Promise<Entry[]>> {
	const cursor = sql.raw(`entries_${source}`);
	const table = sql.table(source === 0 ? "case_event" : "audit_event");
	const text = source === 0 ? textOfCaseEvent : textOfAuditEvent;
	await sql`declare ${cursor} no scroll cursor for
		select e.tx::text as tx, ${source}::int as source, e.id, ${text} as text from ${table} e
		where e.region_id = ${regionId} order by e.tx, e.id`.execute(tx);
	return async () => {
		const { rows } = await sql<Row>`fetch ${sql.raw(String(atOnce))} from ${cursor}`.execute(tx);
		return rows.map(entryOf);
	};
}

type SealRow = {
	number: number;
	sealed_at: Date;
	to_tx: string;
	to_source: number;
	to_id: number;
	entries: number;
	leaves: Buffer;
	hash: Buffer;
};

const sealOf = (row: SealRow): Seal => ({
	number: row.number,
	sealedAt: row.sealed_at,
	to: { tx: BigInt(row.to_tx), source: row.to_source as Source, id: row.to_id },
	entries: row.entries,
	leaves: row.leaves,
	hash: row.hash,
});

/** A region's seals after a number, in their order. */
export async function readSeals(tx: Tx, regionId: number, after: number, most: number): Promise<Seal[]> {
	const { rows } = await sql<SealRow>`
		select number, sealed_at, to_tx::text as to_tx, to_source, to_id, entries, leaves, hash from audit_seal
		where region_id = ${regionId} and number > ${after} order by number limit ${most}`.execute(tx);
	return rows.map(sealOf);
}

/** The last seal of a region without its leaves; null before the first. */
export async function readLastSeal(db: Db | Tx, regionId: number): Promise<Omit<Seal, "leaves"> | null> {
	const { rows } = await sql<SealRow>`
		select number, sealed_at, to_tx::text as to_tx, to_source, to_id, entries, ''::bytea as leaves, hash from audit_seal
		where region_id = ${regionId} order by number desc limit 1`.execute(db);
	return rows[0] ? sealOf(rows[0]) : null;
}

/** Whether this process now may append seals to a region's chain; nobody waits for whoever does. */
export async function lockChain(tx: Tx, regionId: number): Promise<boolean> {
	const { rows } = await sql<{ isMine: boolean }>`
		select pg_try_advisory_xact_lock(hashtextextended('audit_seal ' || ${regionId}::text, 0)) as "isMine"`.execute(tx);
	return rows[0]?.isMine === true;
}

export function regionCodes(db: Db): Promise<{ id: number; code: string }[]> {
	return db.selectFrom("region").select(["id", "code"]).orderBy("id").execute();
}
