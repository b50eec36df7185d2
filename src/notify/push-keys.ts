import webPush from "web-push";
import type { Db } from "../db/database.ts";
import { reseal, seal, unseal } from "../db/sealed.ts";
import { insertPushKey, updatePushKey } from "./writes-push.ts";

export type PushKeys = { publicKey: string; privateKey: string };

const readRow = (db: Db, regionId: number) =>
	db.selectFrom("push_key").select(["public_key", "private_key"]).where("region_id", "=", regionId).executeTakeFirst();

/**
 * The region's own pair, by which push services know who sends; made when it is asked for first, the private one sealed.
 * @throws SealedError when it was sealed with another secret key
 */
export async function pushKeysOf(db: Db, secretKey: Buffer, regionId: number): Promise<PushKeys> {
	const known = await readRow(db, regionId);
	if (known) return { publicKey: known.public_key, privateKey: unseal(secretKey, known.private_key) };
	const { publicKey, privateKey } = webPush.generateVAPIDKeys();
	await insertPushKey(db, regionId, publicKey, seal(secretKey, privateKey));
	// somebody else may have been faster
	return pushKeysOf(db, secretKey, regionId);
}

/** Seals every pair with a new secret key; one that opens with the new key already stays. @throws SealedError when one opens with neither */
export async function rotatePushKeys(db: Db, oldKey: Buffer, newKey: Buffer): Promise<void> {
	const rows = await db.selectFrom("push_key").select(["region_id", "private_key"]).orderBy("region_id").execute();
	for (const { region_id, private_key } of rows) {
		const sealed = reseal(oldKey, newKey, private_key);
		if (sealed) await updatePushKey(db, region_id, sealed);
	}
}
