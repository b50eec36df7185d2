import type { Db } from "../db/database.ts";
import { reseal } from "../db/sealed.ts";
import { lockProvider } from "./reads-providers.ts";
import { updateProvider } from "./writes-providers.ts";

/**
 * Seals the client secrets of sign-in providers with a new secret key; a run that was broken off is taken up by the next.
 * @returns how many were sealed anew
 * @throws SealedError when one opens with neither key
 */
export async function rotateProviders(db: Db, oldKey: Buffer, newKey: Buffer): Promise<number> {
	const rows = await db.selectFrom("sign_in_provider").select(["region_id", "id"]).orderBy("id").execute();
	let rotated = 0;
	for (const { region_id: regionId, id } of rows) if (await rotateOne(db, { regionId, id }, oldKey, newKey)) rotated++;
	return rotated;
}

function rotateOne(db: Db, of: { regionId: number; id: number }, oldKey: Buffer, newKey: Buffer): Promise<boolean> {
	return db.transaction().execute(async (tx) => {
		const row = await lockProvider(tx, of.regionId, of.id);
		const client_secret = row && reseal(oldKey, newKey, row.client_secret);
		if (!client_secret) return false;
		await updateProvider(tx, of, { client_secret });
		return true;
	});
}
