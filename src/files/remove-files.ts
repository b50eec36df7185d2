import type { Db } from "../db/database.ts";
import { copyKinds, fileName } from "./store.ts";
import type { FileStore } from "./store.ts";
import { endRemoval, nextRemovals } from "./writes-erase.ts";

const atOnce = 100;

/** Takes the bytes of forgotten files out of the store, with all their copies; what was interrupted is done again. */
export async function removeFiles({ db, files }: { db: Db; files: FileStore }): Promise<void> {
	for (;;) {
		const removals = await db.transaction().execute((tx) => nextRemovals(tx, atOnce));
		for (const removal of removals) {
			for (const kind of ["original", ...copyKinds] as const)
				await files.remove(fileName(removal.regionId, removal.sha256, kind));
			await db.transaction().execute((tx) => endRemoval(tx, removal));
		}
		if (removals.length < atOnce) return;
	}
}
