import { sql } from "kysely";
import type { Tx } from "../db/database.ts";

/** DELETEs of message_file, file and file_evidence, and every INSERT and DELETE of file_removal. */

/**
 * Forgets the files of messages, and those named; bytes that nobody else shows any more are ordered to be removed from the store.
 * @param sha256s of photos that were taken off answers, promises and evidence in this transaction
 * @returns how many files are to be removed
 */
export async function eraseFiles(
	tx: Tx,
	regionId: number,
	messageIds: readonly number[],
	sha256s: readonly string[],
): Promise<number> {
	const gone = await sql<{ sha256: string | null }>`
		delete from message_file where region_id = ${regionId} and message_id = any (${messageIds}::bigint[])
		returning sha256`.execute(tx);
	const wanted = [...new Set([...gone.rows.flatMap((row) => row.sha256 ?? []), ...sha256s])];
	if (wanted.length === 0) return 0;
	const result = await sql`
		with lost as (
			delete from file f where f.region_id = ${regionId} and f.sha256 = any (${wanted}::text[])
				and not exists (select from message_file m where m.region_id = f.region_id and m.sha256 = f.sha256)
				and not exists (select from reply_photo p where p.region_id = f.region_id and p.sha256 = f.sha256)
				and not exists (select from reply_photo_source s where s.region_id = f.region_id and s.source_sha256 = f.sha256)
				and not exists (select from promise_photo p where p.region_id = f.region_id and p.sha256 = f.sha256)
				and not exists (select from case_evidence e where e.region_id = f.region_id and e.sha256 = f.sha256)
			returning f.region_id, f.sha256
		)
		insert into file_removal (region_id, sha256) select region_id, sha256 from lost on conflict do nothing`.execute(tx);
	return Number(result.numAffectedRows ?? 0n);
}

export type FileRemoval = { regionId: number; sha256: string };

/** Files whose bytes are to be removed from the store. One that somebody sent again meanwhile stays. */
export async function nextRemovals(tx: Tx, limit: number): Promise<FileRemoval[]> {
	await sql`delete from file_removal r where exists (
		select from file f where f.region_id = r.region_id and f.sha256 = r.sha256)`.execute(tx);
	const { rows } = await sql<FileRemoval>`
		select region_id as "regionId", sha256 from file_removal order by region_id, sha256 limit ${limit}`.execute(tx);
	return rows;
}

export async function endRemoval(tx: Tx, { regionId, sha256 }: FileRemoval): Promise<void> {
	await sql`delete from file_removal where region_id = ${regionId} and sha256 = ${sha256}`.execute(tx);
}
