import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { Permission } from "../domain/permission.ts";
import { knownPermissions } from "./reads.ts";

export type RoleRow = {
	code: string;
	titleRu: string;
	titleEn: string;
	permissions: Permission[];
	isBuiltIn: boolean;
	needsSecondFactor: boolean;
	/** who has it, at work or not */
	people: number;
};

/** Roles of a region: those that came with the program, then its own. */
export async function listRoles(db: Db | Tx, regionId: number, code?: string): Promise<RoleRow[]> {
	let query = db
		.selectFrom("role as r")
		.select(["r.code", "r.title_ru as titleRu", "r.title_en as titleEn", "r.permissions"])
		.select(["r.is_built_in as isBuiltIn", "r.needs_second_factor as needsSecondFactor"])
		.select(
			sql<number>`(select count(*)::int from staff_role sr join staff p on p.region_id = sr.region_id and p.id = sr.staff_id
				where sr.region_id = r.region_id and sr.role_code = r.code)`.as("people"),
		)
		.where("r.region_id", "=", regionId);
	if (code !== undefined) query = query.where("r.code", "=", code);
	const rows = await query.orderBy("r.is_built_in", "desc").orderBy("r.title_ru").orderBy("r.code").execute();
	return rows.map((row) => ({ ...row, permissions: knownPermissions(row.permissions) }));
}

export async function readRole(tx: Tx, regionId: number, code: string): Promise<RoleRow | undefined> {
	return (await listRoles(tx, regionId, code))[0];
}

/** The roles of a person. */
export async function rolesOf(tx: Tx, regionId: number, staffId: number): Promise<string[]> {
	const query = tx.selectFrom("staff_role").select("role_code").where("region_id", "=", regionId);
	return (await query.where("staff_id", "=", staffId).execute()).map((row) => row.role_code);
}
