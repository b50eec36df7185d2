import type { Tx } from "../db/database.ts";
import { takeOldContacts } from "./reads-erase.ts";
import { eraseCases, eraseContacts, eraseOldViews } from "./writes-erase.ts";
import type { Erased } from "./writes-erase.ts";
import { deleteEvidenceOf } from "./writes-evidence.ts";
import { deletePhotosOf } from "./writes-photo.ts";

/** Removes what residents said and were told in cases that this transaction holds, and all photos of the work. */
export async function forgetCases(
	tx: Tx,
	regionId: number,
	ids: readonly number[],
): Promise<Erased & { photos: string[] }> {
	const erased = await eraseCases(tx, regionId, ids);
	const photos = [
		...(await deletePhotosOf(tx, regionId, erased.replyIds)),
		...(await deleteEvidenceOf(tx, regionId, ids)),
	];
	return { ...erased, photos };
}

/** Removes how to reach the residents of old closed cases. @returns the cases it was removed from, at most `limit` */
export async function forgetContacts(tx: Tx, regionId: number, before: Date, limit: number): Promise<number[]> {
	const ids = await takeOldContacts(tx, regionId, before, limit);
	if (ids.length > 0) await eraseContacts(tx, regionId, ids);
	return ids;
}

/** Removes old rows of the log of who saw what. @returns how many went, at most `limit` */
export function forgetViews(tx: Tx, regionId: number, before: Date, limit: number): Promise<number> {
	return eraseOldViews(tx, regionId, before, limit);
}
