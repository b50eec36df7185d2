import { sql } from "kysely";
import type { HealthCode } from "../channels/channel.ts";
import type { Db, Tx } from "../db/database.ts";
import type { PageKey, StoredFinding, TurnWork } from "./page-work.ts";

/** How a page's connection is, as last looked at. */
export async function readHealth(
	db: Db | Tx,
	page: PageKey,
): Promise<(StoredFinding & { since: Date; seenAt: Date })[]> {
	const rows = await db
		.selectFrom("page_health")
		.select(["code", "state", "text", "since", "seen_at as seenAt"])
		.where("region_id", "=", page.regionId)
		.where("page_id", "=", page.pageId)
		.orderBy(sql`array_position(array['fail', 'warn', 'ok'], state)`)
		.orderBy("code")
		.execute();
	return rows.map((row) => ({ ...row, code: row.code as HealthCode, state: row.state as StoredFinding["state"] }));
}

export type Reading = {
	cursor: string | null;
	gap: string | null;
	gapAt: Date | null;
	standbySince: Date | null;
	rhythm: number[] | null;
	rhythmAt: Date | null;
};

/** How far a page was read on our own initiative. */
export async function readReading(db: Db | Tx, page: PageKey): Promise<Reading> {
	const row = await db
		.selectFrom("page_reading")
		.select(["cursor", "gap", "gap_at as gapAt", "standby_since as standbySince", "rhythm", "rhythm_at as rhythmAt"])
		.where("region_id", "=", page.regionId)
		.where("page_id", "=", page.pageId)
		.executeTakeFirst();
	return row ?? { cursor: null, gap: null, gapAt: null, standbySince: null, rhythm: null, rhythmAt: null };
}

export type TurnState = {
	nextAt: Date | null;
	doneAt: Date | null;
	failures: number;
	failedAt: Date | null;
	failureText: string | null;
	leaseUntil: Date | null;
};

/** How it stands with what is done with a page again and again. */
export async function readTurns(db: Db | Tx, page: PageKey): Promise<Map<TurnWork, TurnState>> {
	const rows = await db
		.selectFrom("page_turn")
		.select(["work", "next_at as nextAt", "done_at as doneAt", "failures", "failed_at as failedAt"])
		.select(["failure_text as failureText", "lease_until as leaseUntil"])
		.where("region_id", "=", page.regionId)
		.where("page_id", "=", page.pageId)
		.execute();
	return new Map(rows.map(({ work, ...turn }) => [work as TurnWork, turn]));
}
