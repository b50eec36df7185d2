import type { Insertable } from "kysely";
import type { Tx } from "../db/database.ts";
import type { CaseLink } from "../db/tables.ts";

/** Every INSERT and DELETE of case_link. */

/** @returns false when it is there already */
export async function insertLink(tx: Tx, link: Insertable<CaseLink>): Promise<boolean> {
	const row = await tx
		.insertInto("case_link")
		.values(link)
		.onConflict((conflict) => conflict.doNothing())
		.returning("id")
		.executeTakeFirst();
	return row !== undefined;
}

/** @returns false when it is gone already */
export async function deleteLink(tx: Tx, regionId: number, id: number): Promise<boolean> {
	const result = await tx
		.deleteFrom("case_link")
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.executeTakeFirst();
	return result.numDeletedRows > 0n;
}
