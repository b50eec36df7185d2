import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Db, Tx } from "../db/database.ts";

/**
 * Numbers of the cases that are put aside now. They are few, and asked for once for all rows: a case that changed since has
 * another version and is back.
 */
export function snoozedIds(regionId: number, now: Date): RawBuilder<unknown> {
	return sql`(select s.case_id from case_snooze s
		join "case" k on k.region_id = s.region_id and k.id = s.case_id and k.version = s.version
		where s.region_id = ${regionId} and s.until > ${now})`;
}

/** Until when each row is put aside, for as many rows as a screen shows. */
export async function tellSnoozes(
	db: Db | Tx,
	regionId: number,
	rows: { id: number; version: number; snoozed_until?: Date | null }[],
	now: Date,
): Promise<void> {
	if (rows.length === 0) return;
	const { rows: found } = await sql<{ case_id: number; version: number; until: Date }>`
		select case_id, version, until from case_snooze
		where region_id = ${regionId} and case_id = any (${rows.map(({ id }) => id)}::bigint[]) and until > ${now}`.execute(
		db,
	);
	const snoozes = new Map(found.map((one) => [one.case_id, one]));
	for (const row of rows) {
		const snooze = snoozes.get(row.id);
		row.snoozed_until = snooze?.version === row.version ? snooze.until : null;
	}
}

/** Until when one case is put aside; null: it is not. */
export async function snoozedUntil(
	db: Db,
	regionId: number,
	{ id, version }: { id: number; version: number },
	now: Date,
): Promise<Date | null> {
	const row: { id: number; version: number; snoozed_until?: Date | null } = { id, version };
	await tellSnoozes(db, regionId, [row], now);
	return row.snoozed_until ?? null;
}
