import { sql } from "kysely";
import type { Db } from "../db/database.ts";

/** A place in the stream of history; within a region events go by transaction, then by id. */
export type Position = { tx: bigint; id: number };

export type FeedEvent = Position & {
	caseId: number;
	type: string;
	at: Date;
	/** whose the case is now */
	agencyId: number | null;
	/** who has a task in it now */
	participants: number[];
	/** who had it until this event, when the event took it away */
	fromAgencyId: number | null;
};

/** More missed events than this are not told one by one: the screen reads its lists again. */
export const mostMissed = 1_000;

export const isAfter = (a: Position, b: Position): boolean => a.tx > b.tx || (a.tx === b.tx && a.id > b.id);

/** The id of a line in the stream. */
export const positionText = ({ tx, id }: Position): string => `${tx}-${id}`;

/** @returns null for anything else than what `positionText` gives */
export function parsePosition(text: string): Position | null {
	const parts = /^(\d{1,19})-(\d{1,15})$/.exec(text);
	return parts ? { tx: BigInt(parts[1]!), id: Number(parts[2]) } : null;
}

/**
 * A region's history after a position, as far as it is settled: of transactions older than every one still running.
 * A row of a transaction that commits late cannot appear behind a position once given.
 * @returns `horizon`, the oldest transaction still running; `isMore` when over `mostMissed` events wait, then none is given
 */
export async function readFeed(
	db: Db,
	regionId: number,
	after: Position,
): Promise<{ horizon: bigint; events: FeedEvent[]; isMore: boolean }> {
	const { rows } = await sql<FeedRow>`
		with horizon as (select pg_snapshot_xmin(pg_current_snapshot()) as xmin)
		select h.xmin::text as horizon, e.*
		from horizon h left join lateral (
			select e.tx::text as tx, e.id, e.case_id, e.type, e.at, c.agency_id, c.participants,
				case when jsonb_typeof(e.data->'fromAgencyId') = 'number' then (e.data->>'fromAgencyId')::int end as from_agency_id
			from case_event e
			join "case" c on c.region_id = e.region_id and c.id = e.case_id
			where e.region_id = ${regionId}
				and (e.tx, e.id) > (${after.tx.toString()}::xid8, ${after.id}::bigint)
				and e.tx < h.xmin
			order by e.tx, e.id
			limit ${mostMissed + 1}
		) e on true
		order by e.tx::xid8, e.id`.execute(db);
	const horizon = BigInt(rows[0]!.horizon);
	const found = rows.filter((row) => row.tx !== null);
	if (found.length > mostMissed) return { horizon, events: [], isMore: true };
	return { horizon, events: found.map(feedEvent), isMore: false };
}

/** The position behind which everything is settled now: where a reader without a past begins. */
export async function readHorizon(db: Db): Promise<Position> {
	const { rows } = await sql<{ horizon: string }>`
		select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`.execute(db);
	return { tx: BigInt(rows[0]!.horizon), id: 0 };
}

type FeedRow = {
	horizon: string;
	tx: string | null;
	id: number;
	case_id: number;
	type: string;
	at: Date;
	agency_id: number | null;
	participants: number[];
	from_agency_id: number | null;
};

const feedEvent = (row: FeedRow): FeedEvent => ({
	tx: BigInt(row.tx!),
	id: row.id,
	caseId: row.case_id,
	type: row.type,
	at: row.at,
	agencyId: row.agency_id,
	participants: row.participants,
	fromAgencyId: row.from_agency_id,
});
