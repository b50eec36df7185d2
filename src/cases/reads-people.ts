import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import type { LockedCase } from "./reads.ts";

/** An agency tells no more people than these of one case. */
const mostPeople = 50;

/** Who works on a case: the person who took it, or those of its agency who write answers. */
export async function executorsOf(tx: Tx, locked: LockedCase): Promise<number[]> {
	const { rows } = await sql<{ id: number }>`
		select s.id from "case" c
		join staff s on s.region_id = c.region_id and s.is_active
			and (s.id = c.assignee_id or (c.assignee_id is null and s.agency_id = c.agency_id and exists (
				select 1 from staff_role sr join role r on r.region_id = sr.region_id and r.code = sr.role_code
				where sr.region_id = s.region_id and sr.staff_id = s.id and 'reply.write' = any (r.permissions))))
		where c.region_id = ${locked.region_id} and c.id = ${locked.id} order by s.id limit ${mostPeople}`.execute(tx);
	return rows.map(({ id }) => id);
}

/** Curators of the centre: they belong to no agency and settle whose a case is. */
export async function curatorsOf(tx: Tx, regionId: number): Promise<number[]> {
	const { rows } = await sql<{ id: number }>`
		select s.id from staff s
		where s.region_id = ${regionId} and s.is_active and s.agency_id is null and exists (
			select 1 from staff_role sr join role r on r.region_id = sr.region_id and r.code = sr.role_code
			where sr.region_id = s.region_id and sr.staff_id = s.id and 'case.triage' = any (r.permissions))
		order by s.id limit ${mostPeople}`.execute(tx);
	return rows.map(({ id }) => id);
}
