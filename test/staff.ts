import { sql } from "kysely";
import type { Permission } from "../src/domain/permission.ts";
import type { Desk } from "./desk.ts";

/** One more person of the test region with a role of their own. @returns the cookie */
export async function addPerson(
	desk: Desk,
	id: number,
	agencyId: number | null,
	permissions: readonly Permission[],
): Promise<string> {
	const login = `login-${id}`;
	await sql`insert into staff (region_id, id, login, name, password_hash, agency_id)
		select 1, ${id}::int, ${login}, ${`Person ${id}`}, password_hash, ${agencyId}::int from staff where id = 5`.execute(
		desk.db,
	);
	await sql`insert into role (region_id, code, title_ru, title_en, permissions)
		values (1, ${login}, ${login}, ${login}, ${permissions}::text[])`.execute(desk.db);
	await sql`insert into staff_role (region_id, staff_id, role_code) values (1, ${id}::int, ${login})`.execute(desk.db);
	return desk.signIn(login);
}
