import type { Tx } from "../db/database.ts";
import { eraseWords } from "./writes.ts";

/** Removes what reviewers wrote about the answers of these cases. */
export function forgetReviews(tx: Tx, regionId: number, caseIds: readonly number[]): Promise<void> {
	return eraseWords(tx, regionId, caseIds);
}
