import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import { seesCase } from "./sees-case.ts";

/** INSERTs of notices about cases. */

type NewCaseNotice = {
	/** who is told, and who instead of them if they may not see the case */
	people: readonly (readonly [staffId: number, otherwise: number])[];
	code: string;
	caseId: number;
	data: Record<string, unknown>;
	isUrgent: boolean;
};

/**
 * Gives each person named in a notice that notice, unless they may not see the case. Nobody gets one of a code and a case
 * twice by one call, the urgent one goes before.
 * @returns how many
 */
export async function insertCaseNotices(
	tx: Tx,
	regionId: number,
	notices: readonly NewCaseNotice[],
	now: Date,
): Promise<number> {
	const result = await sql`insert into notice (region_id, staff_id, kind, case_id, code, data, is_urgent, created_at)
		select distinct on (c.id, n.code, n.data, told.id) c.region_id, told.id, 'case', c.id, n.code, n.data, n."isUrgent", ${now}
		from jsonb_to_recordset(${JSON.stringify(notices)}::jsonb)
			as n ("caseId" bigint, code text, data jsonb, "isUrgent" boolean, people jsonb)
		join "case" c on c.region_id = ${regionId} and c.id = n."caseId"
		cross join lateral jsonb_array_elements(n.people) p
		cross join lateral (select s.id from staff s
			where s.region_id = c.region_id and s.id in ((p->>0)::int, (p->>1)::int) and s.is_active and ${seesCase}
			order by s.id = (p->>0)::int desc limit 1) told
		order by c.id, n.code, n.data, told.id, n."isUrgent" desc`.execute(tx);
	return Number(result.numAffectedRows ?? 0);
}
