import type { Tx } from "../db/database.ts";
import { erasePublications } from "./writes-erase.ts";

/** Removes what went out for these cases and to whom. */
export async function forgetPublications(tx: Tx, regionId: number, caseIds: readonly number[]): Promise<void> {
	await erasePublications(tx, regionId, caseIds);
}
