import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";

/** Every INSERT and UPDATE of notice and notice_sending. */

export type NewNotice = { pageId: number; code: string; data: Record<string, unknown> };

/** Gives each of these people each of these notices. */
export async function insertNotices(
	tx: Tx,
	regionId: number,
	staffIds: readonly number[],
	notices: readonly NewNotice[],
	now: Date,
): Promise<void> {
	if (staffIds.length === 0 || notices.length === 0) return;
	await sql`insert into notice (region_id, staff_id, kind, page_id, code, data, created_at)
		select ${regionId}, staff_id, 'page-health', page_id, code, data, ${now}
		from unnest(${[...staffIds]}::int[]) staff_id
		cross join jsonb_to_recordset(${JSON.stringify(notices)}::jsonb) as n ("pageId" int, code text, data jsonb)
		cross join lateral (select n."pageId" as page_id) p`.execute(tx);
}

/** Marks as read. @returns how many */
export async function updateRead(
	db: Db | Tx,
	regionId: number,
	staffId: number,
	upTo: number,
	now: Date,
): Promise<number> {
	const result = await db
		.updateTable("notice")
		.set({ read_at: now })
		.where("region_id", "=", regionId)
		.where("staff_id", "=", staffId)
		.where("id", "<=", upTo)
		.where("read_at", "is", null)
		.executeTakeFirst();
	return Number(result.numUpdatedRows);
}

/** A message to one person, claimed before it is sent. @returns its id */
export async function insertSending(
	tx: Tx,
	sending: { regionId: number; staffId: number; pageId: number; now: Date },
): Promise<number> {
	const { id } = await tx
		.insertInto("notice_sending")
		.values({
			region_id: sending.regionId,
			staff_id: sending.staffId,
			page_id: sending.pageId,
			claimed_at: sending.now,
		})
		.returning("id")
		.executeTakeFirstOrThrow();
	return id;
}

export async function endSending(
	db: Db,
	{ regionId, id }: { regionId: number; id: number },
	state: "sent" | "failed" | "unknown",
	errorText: string | null,
	now: Date,
): Promise<void> {
	await db
		.updateTable("notice_sending")
		.set({ state, ended_at: now, error_text: errorText })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.where("state", "=", "claimed")
		.execute();
}

/** Notices that a message carries. */
export async function updateSending(
	tx: Tx,
	regionId: number,
	noticeIds: readonly number[],
	sendingId: number,
): Promise<void> {
	if (noticeIds.length === 0) return;
	await tx
		.updateTable("notice")
		.set({ sending_id: sendingId })
		.where("region_id", "=", regionId)
		.where("id", "in", [...noticeIds])
		.execute();
}

/** Messages whose worker ended before their end was written down: whether they went out nobody knows. */
export async function loseClaims(db: Db, before: Date): Promise<void> {
	await db
		.updateTable("notice_sending")
		.set({ state: "unknown", error_text: "the worker ended before the answer was written down" })
		.where("state", "=", "claimed")
		.where("claimed_at", "<", before)
		.execute();
}

/** Notices of a message that surely was not sent: another may carry them. */
export async function returnNotices(db: Db, regionId: number, sendingId: number): Promise<void> {
	await db
		.updateTable("notice")
		.set({ sending_id: null })
		.where("region_id", "=", regionId)
		.where("sending_id", "=", sendingId)
		.execute();
}
