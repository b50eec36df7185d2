import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import { lockPeople } from "./writes-people.ts";

/** Whoever has these logins, in any region. */
export async function listStaffByLogin(db: Db | Tx, logins: readonly string[]) {
	return db
		.selectFrom("staff as p")
		.select([
			"p.region_id as regionId",
			"p.id",
			"p.login",
			"p.name",
			"p.agency_id as agencyId",
			"p.is_service as isService",
		])
		.select(
			sql<string[]>`array(select sr.role_code from staff_role sr
				where sr.region_id = p.region_id and sr.staff_id = p.id order by sr.role_code collate "C")`.as("roles"),
		)
		.where("p.login", "=", sql<string>`any (${[...logins]}::text[])`)
		.execute();
}

/** Makes changes of a region's people wait for each other until the transaction ends. */
export const lockPeopleOf: (tx: Tx, regionId: number) => Promise<void> = lockPeople;
