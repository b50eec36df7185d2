import { sql } from "kysely";
import type { Attachment } from "../channels/channel.ts";
import type { Db, Tx } from "../db/database.ts";

export type MessageFile = { number: number; position: number | null; attachment: Attachment };

/** All files of a message, those that an edit took away included; held until the transaction ends. */
export async function findMessageFiles(tx: Tx, regionId: number, messageId: number): Promise<MessageFile[]> {
	const rows = await tx
		.selectFrom("message_file")
		.select(["number", "position", "attachment"])
		.where("region_id", "=", regionId)
		.where("message_id", "=", messageId)
		.orderBy("number")
		.forNoKeyUpdate()
		.execute();
	return rows.map((row) => ({ ...row, attachment: row.attachment as unknown as Attachment }));
}

/** Regions in which a file waits that could be fetched now. */
export async function regionsWithWaiting(db: Db): Promise<number[]> {
	// one look into the index for each region
	const { rows } = await sql<{ id: number }>`
		select r.id from region r where exists (
			select 1 from message_file f where f.region_id = r.id and f.state = 'waiting' and f.next_at <= now())`.execute(
		db,
	);
	return rows.map((row) => row.id);
}

/** The delivery a file came with; null when it has none. */
export async function readDeliveryBody(db: Db, regionId: number, id: number | null): Promise<Buffer | null> {
	if (id === null) return null;
	const row = await db
		.selectFrom("delivery")
		.select("body")
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.executeTakeFirst();
	return row?.body ?? null;
}
