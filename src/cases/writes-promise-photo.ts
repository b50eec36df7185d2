import type { Tx } from "../db/database.ts";

/** Every INSERT of promise_photo. */

export type ShownPhoto = { id: string; moment: "before" | "after" };

export async function putPromisePhotos(
	tx: Tx,
	regionId: number,
	promiseId: number,
	photos: readonly ShownPhoto[],
): Promise<void> {
	if (photos.length === 0) return;
	await tx
		.insertInto("promise_photo")
		.values(photos.map(({ id, moment }) => ({ region_id: regionId, promise_id: promiseId, sha256: id, moment })))
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}
