import { sql } from "kysely";
import type { Tx } from "../db/database.ts";

export async function insertDelegation(
	tx: Tx,
	row: { region_id: number; from_id: number; to_id: number; starts_at: Date; ends_at: Date },
): Promise<number> {
	const { id } = await tx.insertInto("approval_delegation").values(row).returning("id").executeTakeFirstOrThrow();
	return id;
}

/** @returns false when it is not the lender's, over, or taken back already */
export async function revokeDelegationRow(tx: Tx, regionId: number, id: number, fromId: number): Promise<boolean> {
	const result = await tx
		.updateTable("approval_delegation")
		.set({ revoked_at: sql`now()` })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.where("from_id", "=", fromId)
		.where("revoked_at", "is", null)
		.where("ends_at", ">", sql<Date>`now()`)
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
}
