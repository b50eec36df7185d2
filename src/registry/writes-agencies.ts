import type { Insertable, Updateable } from "kysely";
import type { Tx } from "../db/database.ts";
import type { Agency } from "../db/tables.ts";

/** @returns its id; null when the code is taken */
export async function insertAgency(tx: Tx, row: Insertable<Agency>): Promise<number | null> {
	const made = await tx
		.insertInto("agency")
		.values(row)
		.onConflict((conflict) => conflict.columns(["region_id", "code"]).doNothing())
		.returning("id")
		.executeTakeFirst();
	return made?.id ?? null;
}

export async function updateAgency(
	tx: Tx,
	id: number,
	{ region_id, ...change }: Updateable<Agency> & { region_id: number },
): Promise<void> {
	await tx.updateTable("agency").set(change).where("region_id", "=", region_id).where("id", "=", id).execute();
}
