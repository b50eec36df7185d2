import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import { seesCase } from "./sees-case.ts";

/** INSERTs of notices about cases. */

type NewCaseNotice = {
	staffIds: readonly number[];
	code: string;
	caseId: number;
	data: Record<string, unknown>;
	isUrgent: boolean;
};

/** Gives each person named in a notice that notice, unless they may not see the case. @returns how many */
export async function insertCaseNotices(
	tx: Tx,
	regionId: number,
	notices: readonly NewCaseNotice[],
	now: Date,
): Promise<number> {
	const result = await sql`insert into notice (region_id, staff_id, kind, case_id, code, data, is_urgent, created_at)
		select c.region_id, s.id, 'case', c.id, n.code, n.data, n."isUrgent", ${now}
		from jsonb_to_recordset(${JSON.stringify(notices)}::jsonb)
			as n ("caseId" bigint, code text, data jsonb, "isUrgent" boolean, "staffIds" jsonb)
		join "case" c on c.region_id = ${regionId} and c.id = n."caseId"
		cross join lateral (select distinct p::int as id from jsonb_array_elements_text(n."staffIds") p) told
		join staff s on s.region_id = c.region_id and s.id = told.id and s.is_active
		where ${seesCase} order by c.id, s.id`.execute(tx);
	return Number(result.numAffectedRows ?? 0);
}
