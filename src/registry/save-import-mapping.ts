import type { Tx } from "../db/database.ts";
import { mergePageSettings } from "./writes.ts";

/** Keeps with a page what its cabinet calls the columns of a file, for the next file. */
export async function saveImportMapping(
	tx: Tx,
	regionId: number,
	pageId: number,
	importMapping: Record<string, string>,
): Promise<void> {
	await mergePageSettings(tx, regionId, pageId, { importMapping });
}
