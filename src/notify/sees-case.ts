import { sql } from "kysely";
import type { RawBuilder } from "kysely";

/**
 * SQL over `s` (staff) and `c` (case) of one region: whether the person may see the case. The whole region's people see all;
 * an agency's people see what their agency, or one under it, owns or takes part in.
 */
export const seesCase: RawBuilder<boolean> = sql<boolean>`exists (
	select from staff_role sr join role r on r.region_id = sr.region_id and r.code = sr.role_code
	where sr.region_id = s.region_id and sr.staff_id = s.id and ('case.read.region' = any(r.permissions)
		or 'case.read.agency' = any(r.permissions) and s.agency_id in (
			with recursive concerned (id) as (
				select c.agency_id where c.agency_id is not null
				union select unnest(c.participants)
				union select a.parent_id from concerned join agency a on a.region_id = c.region_id and a.id = concerned.id
				where a.parent_id is not null
			) select id from concerned)))`;
