import { sql } from "kysely";
import type { Tx } from "../db/database.ts";

type RoleFields = { titleRu: string; titleEn: string; permissions: readonly string[]; needsSecondFactor: boolean };

const columnsOf = (role: RoleFields) => ({
	title_ru: role.titleRu,
	title_en: role.titleEn,
	permissions: [...new Set(role.permissions)],
	needs_second_factor: role.needsSecondFactor,
});

/** A role of the region's own, under the next free code "own-1", "own-2" … @returns the code */
export async function insertOwnRole(tx: Tx, regionId: number, role: RoleFields): Promise<string> {
	const { code } = await tx
		.insertInto("role")
		.values({
			region_id: regionId,
			code: sql<string>`(select 'own-' || coalesce(max(substring(code from '^own-(\\d{1,6})$')::int), 0) + 1
				from role where region_id = ${regionId})`,
			...columnsOf(role),
		})
		.returning("code")
		.executeTakeFirstOrThrow();
	return code;
}

export async function updateRole(tx: Tx, regionId: number, code: string, role: RoleFields): Promise<void> {
	await tx
		.updateTable("role")
		.set(columnsOf(role))
		.where("region_id", "=", regionId)
		.where("code", "=", code)
		.execute();
}

export async function deleteRole(tx: Tx, regionId: number, code: string): Promise<void> {
	await tx.deleteFrom("role").where("region_id", "=", regionId).where("code", "=", code).execute();
}
