import type { Db } from "../db/database.ts";
import { reseal } from "../db/sealed.ts";
import { updateStaff } from "./writes-people.ts";

/**
 * Seals the keys of second factors with a new secret key, person by person; a run that was broken off is taken up by the next.
 * @returns of how many people they were sealed anew
 * @throws SealedError when one opens with neither key
 */
export async function rotateSecondFactors(db: Db, oldKey: Buffer, newKey: Buffer): Promise<number> {
	const people = await db
		.selectFrom("staff")
		.select(["region_id", "id"])
		.where((is) => is.or([is("totp_secret", "is not", null), is("totp_offered", "is not", null)]))
		.orderBy("region_id")
		.orderBy("id")
		.execute();
	let rotated = 0;
	for (const { region_id, id } of people) if (await rotateOne(db, region_id, id, oldKey, newKey)) rotated++;
	return rotated;
}

function rotateOne(db: Db, regionId: number, id: number, oldKey: Buffer, newKey: Buffer): Promise<boolean> {
	return db.transaction().execute(async (tx) => {
		const row = await tx
			.selectFrom("staff")
			.select(["totp_secret", "totp_offered"])
			.where("region_id", "=", regionId)
			.where("id", "=", id)
			.forUpdate()
			.executeTakeFirstOrThrow();
		const totp_secret = row.totp_secret && reseal(oldKey, newKey, row.totp_secret);
		const totp_offered = row.totp_offered && reseal(oldKey, newKey, row.totp_offered);
		if (!totp_secret && !totp_offered) return false;
		await updateStaff(tx, regionId, id, { ...(totp_secret && { totp_secret }), ...(totp_offered && { totp_offered }) });
		return true;
	});
}
