import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { PageKey, Turn, TurnFailure, TurnWork } from "./page-work.ts";
import {
	claimTurns,
	hastenTurns,
	insertMissingTurns,
	prolongAll,
	prolongTurn,
	releaseFailedTurn,
	releaseTurn,
	renewTurns,
} from "./writes-turns.ts";

/** Somebody else has the turn: what was done in it must not be written. */
export class TurnLost extends Error {}

/** Makes sure that every page of these channels has its turn, the new ones spread over `spreadSeconds`. */
export function prepareTurns(
	db: Db,
	work: TurnWork,
	channels: readonly string[],
	spreadSeconds: number,
	now: Date,
): Promise<void> {
	return channels.length === 0 ? Promise.resolve() : insertMissingTurns(db, work, channels, spreadSeconds, now);
}

/** Of which networks turns are due, and whether of pages that are well or of others. */
export async function findDue(
	db: Db,
	work: TurnWork,
	channels: readonly string[],
	now: Date,
): Promise<{ channel: string; isWell: boolean }[]> {
	const { rows } = await sql<{ channel: string; isWell: boolean }>`
		select distinct p.channel, t.failures = 0 as "isWell" from page_turn t
		join page p on p.region_id = t.region_id and p.id = t.page_id
		where t.work = ${work} and t.next_at <= ${now} and (t.lease_until is null or t.lease_until <= ${now})
			and p.channel = any(${[...channels]}::text[])`.execute(db);
	return rows;
}

/** Takes turns of one channel that are due; each is held for `leaseSeconds`. */
export function takeTurns(db: Db, wanted: Parameters<typeof claimTurns>[1]): Promise<Turn[]> {
	return claimTurns(db, wanted);
}

/**
 * Ends a turn that went well. An earlier wish that came meanwhile counts more than `nextAt`; null: not until wished for.
 * @throws TurnLost, which undoes the caller's transaction
 */
export async function endTurn(tx: Db | Tx, turn: Turn, nextAt: Date | null, now: Date): Promise<void> {
	if (!(await releaseTurn(tx, turn, nextAt, now))) throw new TurnLost();
}

/** Ends a turn that failed; nothing happens when somebody else has it. */
export async function failTurn(tx: Db | Tx, turn: Turn, nextAt: Date | null, failure: TurnFailure): Promise<void> {
	await releaseFailedTurn(tx, turn, nextAt, { ...failure, text: failure.text.slice(0, 500) });
}

/** Holds a turn for longer. @throws TurnLost */
export async function keepTurn(tx: Db | Tx, turn: Turn, leaseSeconds: number, now: Date): Promise<void> {
	if (!(await prolongTurn(tx, turn, leaseSeconds, now))) throw new TurnLost();
}

/** Holds many turns for longer. @returns the keys that are still held, of pages that are still active */
export function keepTurns(
	db: Db,
	work: TurnWork,
	keys: string[],
	leaseSeconds: number,
	now: Date,
): Promise<Set<string>> {
	return prolongAll(db, work, keys, leaseSeconds, now);
}

/** Wishes that work on a page be done at `at` or before. */
export function wishTurns(tx: Db | Tx, page: PageKey, works: readonly TurnWork[], at: Date): Promise<void> {
	return hastenTurns(tx, page, works, at);
}

/** After a page's keys or settings changed, or it may work again: all its work begins anew. */
export function restartTurns(tx: Db | Tx, page: PageKey, now: Date): Promise<void> {
	return renewTurns(tx, page, now);
}
