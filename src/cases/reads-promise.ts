import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { PromiseState } from "../domain/promise.ts";

export type CasePromise = {
	id: number;
	case_id: number;
	reply_id: number;
	agency_id: number;
	who: string;
	what: string;
	due_on: string;
	asked_on: string | null;
	state: PromiseState;
	created_at: Date;
	control_at: Date | null;
	controlled_at: Date | null;
	control_due_at: Date | null;
	result: string | null;
};

// a date is a day of a calendar: as text it means the same in every zone
const columns = sql`id, case_id, reply_id, agency_id, who, what, due_on::text as due_on, asked_on::text as asked_on, state,
	created_at, control_at, controlled_at, control_due_at, result`;

/** What the draft of a reply promises. */
export async function draftPromise(db: Db | Tx, regionId: number, replyId: number): Promise<CasePromise | null> {
	const { rows } = await sql<CasePromise>`select ${columns} from promise
		where region_id = ${regionId} and reply_id = ${replyId} and state = 'waiting'`.execute(db);
	return rows[0] ?? null;
}

/** The promise that is under way on a case: at most one is. */
export async function openPromise(db: Db | Tx, regionId: number, caseId: number): Promise<CasePromise | null> {
	const { rows } = await sql<CasePromise>`select ${columns} from promise
		where region_id = ${regionId} and case_id = ${caseId} and state = 'open' order by id desc limit 1`.execute(db);
	return rows[0] ?? null;
}

/** The promise that a new one of this case would take the place of: the one under way, or one broken and not replaced. */
export async function promiseBefore(db: Db | Tx, regionId: number, caseId: number): Promise<CasePromise | null> {
	const { rows } = await sql<CasePromise>`select ${columns} from promise
		where region_id = ${regionId} and case_id = ${caseId} and next_id is null and state in ('open', 'broken')
		order by state = 'open' desc, id desc limit 1`.execute(db);
	return rows[0] ?? null;
}

/** One promise; the caller locks the case first. */
export async function findPromise(db: Db | Tx, regionId: number, id: number): Promise<CasePromise | null> {
	const { rows } = await sql<CasePromise>`select ${columns} from promise
		where region_id = ${regionId} and id = ${id} and state <> 'waiting'`.execute(db);
	return rows[0] ?? null;
}

/** How far ahead a promise of the region may lie, in days. */
export async function promiseDays(db: Db | Tx, regionId: number): Promise<number> {
	const row = await db.selectFrom("region").select("promise_days").where("id", "=", regionId).executeTakeFirstOrThrow();
	return row.promise_days;
}

export type DuePromise = { region_id: number; id: number; case_id: number };

/** Promises of all regions whose day is over and that nobody has looked after, the longest waiting first. */
export async function promisesToControl(db: Db, now: Date, limit: number, after: number): Promise<DuePromise[]> {
	const { rows } = await sql<DuePromise>`select region_id, id, case_id from promise
		where state = 'open' and controlled_at is null and control_at <= ${now} and id > ${after}
		order by id limit ${limit}`.execute(db);
	return rows;
}

/** Promises of all regions that were looked after and whose time to show the result is over. */
export async function promisesToBreak(db: Db, now: Date, limit: number, after: number): Promise<DuePromise[]> {
	const { rows } = await sql<DuePromise>`select region_id, id, case_id from promise
		where state = 'open' and controlled_at is not null and control_due_at <= ${now} and id > ${after}
		order by id limit ${limit}`.execute(db);
	return rows;
}
