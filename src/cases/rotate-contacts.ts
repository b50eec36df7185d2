import type { Db } from "../db/database.ts";
import { reseal } from "../db/sealed.ts";
import { updateContact } from "./writes-contact.ts";

/**
 * Seals numbers and addresses of contacts with a new secret key; a run that was broken off is taken up by the next.
 * @returns how many were sealed anew
 * @throws SealedError when one opens with neither key
 */
export async function rotateContacts(db: Db, oldKey: Buffer, newKey: Buffer): Promise<number> {
	const rows = await db
		.selectFrom("case_contact")
		.select(["region_id", "id", "sealed"])
		.where("sealed", "is not", null)
		.orderBy("region_id")
		.orderBy("id")
		.execute();
	let rotated = 0;
	for (const row of rows) {
		const sealed = row.sealed && reseal(oldKey, newKey, row.sealed);
		if (sealed && row.sealed && (await updateContact(db, row.region_id, row.id, { from: row.sealed, to: sealed })))
			rotated++;
	}
	return rotated;
}
