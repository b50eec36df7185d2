import type { Tx } from "../db/database.ts";
import { eraseFiles } from "./writes-erase.ts";

/**
 * Forgets the files of messages and those named; bytes that nothing else shows are taken out of the store by `removeFiles`.
 * @returns how many those are
 */
export async function forgetFiles(
	tx: Tx,
	regionId: number,
	messageIds: readonly number[],
	sha256s: readonly string[],
): Promise<number> {
	return eraseFiles(tx, regionId, messageIds, sha256s);
}
