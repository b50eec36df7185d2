import { sql } from "kysely";
import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";

/** Counting and listing stop here. */
const most = 100;

type Row = {
	id: number;
	case_id: number;
	agency_id: number;
	what: string;
	created_at: Date;
	due_at: Date | null;
	topic_code: string | null;
	territory_code: string | null;
};

/**
 * Tasks that agencies of the caller have yet to do, the nearest term first; `isMore` when there are others behind them.
 * @throws DomainError forbidden
 */
export async function listOwnTasks(db: Db, caller: Caller) {
	requirePermission(caller, "case.work");
	const { rows } = await sql<Row>`
		select t.id, t.case_id, t.agency_id, t.what, t.created_at, k.due_at, c.topic_code, c.territory_code
		from case_task t join "case" c on c.region_id = t.region_id and c.id = t.case_id
		left join case_clock k on k.region_id = t.region_id and k.case_id = t.case_id and k.task_id = t.id
			and k.ended_at is null
		where t.region_id = ${caller.regionId} and t.state = 'open' and t.agency_id = any (${[...caller.agencyIds]}::int[])
		order by k.due_at nulls last, t.id limit ${most + 1}`.execute(db);
	return {
		items: rows.slice(0, most).map((row) => ({
			id: row.id,
			caseId: row.case_id,
			agencyId: row.agency_id,
			what: row.what,
			createdAt: row.created_at.toISOString(),
			dueAt: row.due_at?.toISOString() ?? null,
			topicCode: row.topic_code,
			territoryCode: row.territory_code,
		})),
		isMore: rows.length > most,
	};
}
