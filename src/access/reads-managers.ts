import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { Permission } from "../domain/permission.ts";

/**
 * Active people who may manage what belongs to an agency, or, where `agencyId` is null, to the whole region: those who see all
 * of it, and of the agency's things the people of the agency and of those above it.
 */
export async function findManagers(
	db: Db | Tx,
	regionId: number,
	permission: Permission,
	agencyId: number | null,
): Promise<number[]> {
	const { rows } = await sql<{ id: number }>`
		with recursive above (id) as (
			select ${agencyId}::int where ${agencyId}::int is not null
			union select a.parent_id from above join agency a on a.region_id = ${regionId} and a.id = above.id
			where a.parent_id is not null),
		able as (
			select s.id, s.agency_id, bool_or('case.read.region' = any (r.permissions)) as sees_region,
				bool_or('case.read.agency' = any (r.permissions)) as sees_agency
			from staff s
			join staff_role sr on sr.region_id = s.region_id and sr.staff_id = s.id
			join role r on r.region_id = sr.region_id and r.code = sr.role_code
			where s.region_id = ${regionId} and s.is_active
			group by s.id, s.agency_id having bool_or(${permission}::text = any (r.permissions)))
		select id from able where sees_region or sees_agency and agency_id in (select id from above)
		order by id`.execute(db);
	return rows.map((row) => row.id);
}
