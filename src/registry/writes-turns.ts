import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { PageKey, Turn, TurnFailure, TurnWork } from "./page-work.ts";

/** Every INSERT and UPDATE of page_turn. A turn that somebody has stands at the epoch, so that a wish that comes meanwhile shows. */

/** Gives every page of these channels a turn, spread over `spreadSeconds` from `now`. */
export async function insertMissingTurns(
	db: Db | Tx,
	work: TurnWork,
	channels: readonly string[],
	spreadSeconds: number,
	now: Date,
): Promise<void> {
	await sql`insert into page_turn (region_id, page_id, work, next_at)
		select p.region_id, p.id, ${work}::text,
			${now}::timestamptz + make_interval(secs => ${spreadSeconds}::float8 * ((hashint4(p.id)::bigint + 2147483648) % 1000) / 1000)
		from page p
		where p.channel = any(${[...channels]}::text[]) and not exists (select 1 from page_turn t
			where t.region_id = p.region_id and t.page_id = p.id and t.work = ${work})
		on conflict do nothing`.execute(db);
}

/** Takes turns that are due, the longest due first; what another worker has is passed over. */
export async function claimTurns(
	db: Db,
	wanted: {
		work: TurnWork;
		channel: string;
		statuses: readonly string[];
		/** those whose last try went well, or the others */
		isWell: boolean;
		limit: number;
		leaseSeconds: number;
		now: Date;
	},
): Promise<Turn[]> {
	const { work, channel, statuses, isWell, limit, leaseSeconds, now } = wanted;
	const { rows } = await sql<{ region_id: number; page_id: number; failures: number; key: string }>`
		update page_turn t set next_at = 'epoch', lease_key = gen_random_uuid()::text,
			lease_until = ${now}::timestamptz + make_interval(secs => ${leaseSeconds})
		from (
			select q.region_id, q.page_id from page_turn q
			join page p on p.region_id = q.region_id and p.id = q.page_id
			where q.work = ${work} and q.next_at <= ${now} and (q.lease_until is null or q.lease_until <= ${now})
				and (q.failures = 0) = ${isWell} and p.channel = ${channel} and p.status = any(${[...statuses]}::text[])
			order by q.next_at, q.page_id limit ${limit} for update of q skip locked
		) due
		where t.region_id = due.region_id and t.page_id = due.page_id and t.work = ${work}
		returning t.region_id, t.page_id, t.failures, t.lease_key as key`.execute(db);
	return rows.map((row) => ({
		regionId: row.region_id,
		pageId: row.page_id,
		work,
		channel,
		key: row.key,
		failures: row.failures,
	}));
}

/** A wish that came while the turn was held is kept: the earlier of both moments counts. */
const nextOf = (nextAt: Date | null) =>
	sql<Date>`case when next_at > 'epoch' then least(next_at, ${nextAt}::timestamptz) else ${nextAt}::timestamptz end`;

/** @returns false when the turn was given to somebody else meanwhile: nothing of it may be written */
export async function releaseTurn(tx: Db | Tx, turn: Turn, nextAt: Date | null, doneAt: Date): Promise<boolean> {
	const ended = await tx
		.updateTable("page_turn")
		.set({ lease_key: null, lease_until: null, next_at: nextOf(nextAt), done_at: doneAt })
		.set({ failures: 0, failed_at: null, failure_class: null, failure_text: null })
		.where("region_id", "=", turn.regionId)
		.where("page_id", "=", turn.pageId)
		.where("work", "=", turn.work)
		.where("lease_key", "=", turn.key)
		.executeTakeFirst();
	return ended.numUpdatedRows > 0n;
}

export async function releaseFailedTurn(
	tx: Db | Tx,
	turn: Turn,
	nextAt: Date | null,
	failure: TurnFailure,
): Promise<boolean> {
	const ended = await tx
		.updateTable("page_turn")
		.set({ lease_key: null, lease_until: null, next_at: nextAt, failures: sql`failures + 1` })
		.set({ failed_at: failure.at, failure_class: failure.class, failure_text: failure.text })
		.where("region_id", "=", turn.regionId)
		.where("page_id", "=", turn.pageId)
		.where("work", "=", turn.work)
		.where("lease_key", "=", turn.key)
		.executeTakeFirst();
	return ended.numUpdatedRows > 0n;
}

/** @returns false when the turn is no longer the caller's */
export async function prolongTurn(tx: Db | Tx, turn: Turn, leaseSeconds: number, now: Date): Promise<boolean> {
	const kept = await tx
		.updateTable("page_turn")
		.set({ lease_until: new Date(now.getTime() + leaseSeconds * 1000) })
		.where("region_id", "=", turn.regionId)
		.where("page_id", "=", turn.pageId)
		.where("work", "=", turn.work)
		.where("lease_key", "=", turn.key)
		.executeTakeFirst();
	return kept.numUpdatedRows > 0n;
}

/** Prolongs all turns of a key at once. @returns those that are still the caller's, as "region|page" */
export async function prolongAll(
	db: Db,
	work: TurnWork,
	keys: string[],
	leaseSeconds: number,
	now: Date,
): Promise<Set<string>> {
	const { rows } = await sql<{ key: string }>`update page_turn t
		set lease_until = ${now}::timestamptz + make_interval(secs => ${leaseSeconds})
		from page p where p.region_id = t.region_id and p.id = t.page_id and p.status = 'active'
			and t.work = ${work} and t.lease_key = any(${keys}::text[])
		returning t.lease_key as key`.execute(db);
	return new Set(rows.map((row) => row.key));
}

/** Has work done at `at` if it was to be done later or never; a page without such turns is left alone. */
export async function hastenTurns(tx: Db | Tx, page: PageKey, works: readonly TurnWork[], at: Date): Promise<void> {
	await sql`update page_turn set next_at = case when next_at > 'epoch' then least(next_at, ${at}::timestamptz) else ${at}::timestamptz end
		where region_id = ${page.regionId} and page_id = ${page.pageId} and work = any(${[...works]}::text[])`.execute(tx);
}

/** The same, forgetting failures and whoever holds them: after the page's keys or settings changed. */
export async function renewTurns(tx: Db | Tx, page: PageKey, at: Date): Promise<void> {
	await sql`update page_turn set next_at = ${at}, failures = 0, failed_at = null, failure_class = null, failure_text = null,
			lease_key = null, lease_until = null
		where region_id = ${page.regionId} and page_id = ${page.pageId}`.execute(tx);
}
