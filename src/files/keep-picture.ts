import type { Tx } from "../db/database.ts";
import { lookAtPicture } from "./look-at-picture.ts";
import type { Look, Picture } from "./look-at-picture.ts";
import type { Refusal } from "./reasons.ts";
import { copyKinds, fileName, hashOf } from "./store.ts";
import type { FileStore } from "./store.ts";
import { putFile, putPrint } from "./writes.ts";

/** A picture whose bytes and copies are in the store; its row is still to be written. */
export type StoredPicture = { sha256: string; size: number; picture: Picture };

/**
 * Looks at the bytes and stores them with their copies. A crash after it leaves files without a row, which the next attempt
 * finds under the same names.
 */
export async function storePicture(
	store: FileStore,
	regionId: number,
	bytes: Buffer,
	options: { withAnswer?: boolean } = {},
): Promise<{ kind: "stored"; stored: StoredPicture } | { kind: "refused"; reason: Refusal }> {
	const look: Look = await lookAtPicture(bytes, options);
	if (look.kind === "refused") return look;
	return { kind: "stored", stored: await storeLooked(store, regionId, bytes, look.picture) };
}

/** The same for bytes that were looked at already. */
export async function storeLooked(
	store: FileStore,
	regionId: number,
	bytes: Buffer,
	picture: Picture,
): Promise<StoredPicture> {
	const sha256 = hashOf(bytes);
	await store.put(fileName(regionId, sha256, "original"), bytes);
	for (const kind of copyKinds) {
		const copy = picture.copies[kind];
		if (copy) await store.put(fileName(regionId, sha256, kind), copy);
	}
	return { sha256, size: bytes.length, picture };
}

/** Writes down a stored picture, in the transaction of whatever refers to it. */
export async function recordPicture(tx: Tx, regionId: number, { sha256, size, picture }: StoredPicture): Promise<void> {
	const { type, width, height, evidence, print } = picture;
	await putFile(tx, { regionId, sha256, type, size, width, height, evidence });
	if (print !== null) await putPrint(tx, regionId, sha256, print);
}
