import type { Db } from "../db/database.ts";
import { sealSecrets, tryOpenSecrets } from "../registry/page-secrets.ts";
import { UnopenedKeys } from "../registry/rotate-keys.ts";
import { updateEndpoint } from "./writes.ts";

/**
 * Seals the signing secrets of endpoints with a new secret key. A run that was broken off is taken up by the next.
 * @returns how many were sealed anew
 * @throws UnopenedKeys before anything is changed
 */
export async function rotateEndpoints(db: Db, oldKey: Buffer, newKey: Buffer): Promise<number> {
	const endpoints = await db
		.selectFrom("webhook_endpoint")
		.select(["region_id", "id", "name", "secrets"])
		.orderBy("region_id")
		.orderBy("id")
		.execute();
	const read = endpoints.map((one) => ({
		...one,
		isNew: tryOpenSecrets(newKey, one.secrets) !== null,
		old: tryOpenSecrets(oldKey, one.secrets),
	}));
	const strange = read.filter(({ isNew, old }) => !isNew && !old);
	if (strange.length > 0) throw new UnopenedKeys(strange.map(({ id, name }) => ({ id, name: `webhook ${name}` })));
	let rotated = 0;
	for (const { region_id: regionId, id, isNew, old } of read) {
		if (isNew || !old) continue;
		await updateEndpoint(db, { regionId, id }, { secrets: sealSecrets(newKey, old) });
		rotated++;
	}
	return rotated;
}
