import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { PromiseState } from "../domain/promise.ts";

export type CasePromise = {
	id: number;
	reply_id: number;
	agency_id: number;
	who: string;
	what: string;
	due_on: string;
	asked_on: string | null;
	state: PromiseState;
	created_at: Date;
};

// a date is a day of a calendar: as text it means the same in every zone
const columns = sql`id, reply_id, agency_id, who, what, due_on::text as due_on, asked_on::text as asked_on, state, created_at`;

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

/** How far ahead a promise of the region may lie, in days. */
export async function promiseDays(db: Db | Tx, regionId: number): Promise<number> {
	const row = await db.selectFrom("region").select("promise_days").where("id", "=", regionId).executeTakeFirstOrThrow();
	return row.promise_days;
}
