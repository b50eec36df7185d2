import type { Insertable } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { CaseContact } from "../db/tables.ts";

/** Every INSERT and UPDATE of case_contact. */

export async function insertContact(tx: Tx, contact: Insertable<CaseContact>): Promise<void> {
	await tx.insertInto("case_contact").values(contact).execute();
}

/** Seals a contact anew, unless it was changed or erased meanwhile. @returns whether it was done */
export async function updateContact(
	db: Db,
	regionId: number,
	id: number,
	{ from, to }: { from: Buffer; to: Buffer },
): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable("case_contact")
		.set({ sealed: to })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.where("sealed", "=", from)
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}
