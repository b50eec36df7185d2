import { sql } from "kysely";
import type { Tx } from "../db/database.ts";

/** Every INSERT, UPDATE and DELETE of reply_photo and reply_photo_source. */

/** Puts a photo behind the others; one that is there already keeps its place. */
export async function insertPhoto(tx: Tx, regionId: number, replyId: number, sha256: string): Promise<void> {
	await sql`insert into reply_photo (region_id, reply_id, sha256, position)
		select ${regionId}, ${replyId}, ${sha256}, coalesce(max(position) + 1, 0) from reply_photo
		where region_id = ${regionId} and reply_id = ${replyId}
		on conflict (region_id, reply_id, sha256) do nothing`.execute(tx);
}

/** @returns false when it is not there any more */
export async function deletePhoto(tx: Tx, regionId: number, replyId: number, sha256: string): Promise<boolean> {
	const result = await tx
		.deleteFrom("reply_photo")
		.where("region_id", "=", regionId)
		.where("reply_id", "=", replyId)
		.where("sha256", "=", sha256)
		.executeTakeFirst();
	return result.numDeletedRows > 0n;
}

export async function placePhotos(tx: Tx, regionId: number, replyId: number, inOrder: string[]): Promise<void> {
	await sql`update reply_photo set position = array_position(${inOrder}::text[], sha256) - 1
		where region_id = ${regionId} and reply_id = ${replyId}`.execute(tx);
}

/** What an edited photo was made of: one, or of a pair how it was and how it is now. */
export async function insertSources(
	tx: Tx,
	of: { regionId: number; replyId: number; sha256: string },
	sources: readonly string[],
): Promise<void> {
	await sql`insert into reply_photo_source (region_id, reply_id, sha256, number, source_sha256)
		select ${of.regionId}, ${of.replyId}, ${of.sha256}, n - 1, s
		from unnest(${sources}::text[]) with ordinality as w (s, n)`.execute(tx);
}

/** The photos of one reply go with another, too: nobody has to attach them again. */
export async function copyPhotos(tx: Tx, regionId: number, fromReplyId: number, toReplyId: number): Promise<void> {
	await sql`insert into reply_photo (region_id, reply_id, sha256, position)
		select region_id, ${toReplyId}::bigint, sha256, position from reply_photo
		where region_id = ${regionId} and reply_id = ${fromReplyId}`.execute(tx);
	await sql`insert into reply_photo_source (region_id, reply_id, sha256, number, source_sha256)
		select region_id, ${toReplyId}::bigint, sha256, number, source_sha256 from reply_photo_source
		where region_id = ${regionId} and reply_id = ${fromReplyId}`.execute(tx);
}

/** Takes all photos off these replies. @returns which they were, and what they were made of */
export async function deletePhotosOf(tx: Tx, regionId: number, replyIds: readonly number[]): Promise<string[]> {
	const sources = await sql<{ sha256: string }>`
		delete from reply_photo_source where region_id = ${regionId} and reply_id = any (${replyIds}::bigint[])
		returning source_sha256 as sha256`.execute(tx);
	const { rows } = await sql<{ sha256: string }>`
		delete from reply_photo where region_id = ${regionId} and reply_id = any (${replyIds}::bigint[]) returning sha256`.execute(
		tx,
	);
	return [...sources.rows, ...rows].map((row) => row.sha256);
}
