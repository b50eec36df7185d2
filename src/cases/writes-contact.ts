import type { Insertable } from "kysely";
import type { Tx } from "../db/database.ts";
import type { CaseContact } from "../db/tables.ts";

/** Every INSERT and UPDATE of case_contact. */

export async function insertContact(tx: Tx, contact: Insertable<CaseContact>): Promise<void> {
	await tx.insertInto("case_contact").values(contact).execute();
}
