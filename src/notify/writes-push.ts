import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";

/** Every INSERT, UPDATE and DELETE of push_key and push_subscription, and when a notice went to browsers. */

/** The first pair of keys stays: browsers know it. */
export async function insertPushKey(db: Db, regionId: number, publicKey: string, sealed: Buffer): Promise<void> {
	await db
		.insertInto("push_key")
		.values({ region_id: regionId, public_key: publicKey, private_key: sealed })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

export async function updatePushKey(db: Db, regionId: number, sealed: Buffer): Promise<void> {
	await db.updateTable("push_key").set({ private_key: sealed }).where("region_id", "=", regionId).execute();
}

export type NewSubscription = { endpoint: string; p256dh: string; auth: string; language: "ru" | "en" };

/** A browser belongs to whoever said so last: two people may share one. */
export async function upsertSubscription(
	db: Db | Tx,
	{ regionId, staffId }: { regionId: number; staffId: number },
	given: NewSubscription,
): Promise<void> {
	const { endpoint, ...rest } = given;
	const values = { ...rest, staff_id: staffId, failures: 0, wait_until: null };
	await db
		.insertInto("push_subscription")
		.values({ region_id: regionId, endpoint, ...values })
		.onConflict((conflict) => conflict.columns(["region_id", "endpoint"]).doUpdateSet(values))
		.execute();
}

/** @param staffId whose alone it may be */
export async function deleteSubscription(
	db: Db | Tx,
	{ regionId, staffId }: { regionId: number; staffId: number },
	endpoint: string,
): Promise<void> {
	await db
		.deleteFrom("push_subscription")
		.where("region_id", "=", regionId)
		.where("staff_id", "=", staffId)
		.where("endpoint", "=", endpoint)
		.execute();
}

/** Nothing goes there until then; a browser that failed too often is given up. */
export async function noteFailure(
	db: Db,
	{ regionId, id }: { regionId: number; id: number },
	until: Date,
	mostFailures: number,
): Promise<void> {
	await sql`update push_subscription set failures = failures + 1, wait_until = ${until}
		where region_id = ${regionId} and id = ${id}`.execute(db);
	await db
		.deleteFrom("push_subscription")
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.where("failures", ">=", mostFailures)
		.execute();
}

export async function noteSuccess(db: Db, { regionId, id }: { regionId: number; id: number }): Promise<void> {
	await db
		.updateTable("push_subscription")
		.set({ failures: 0, wait_until: null })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.execute();
}

/** @param at null: it went nowhere after all */
export async function updatePushed(
	db: Db | Tx,
	regionId: number,
	noticeIds: readonly number[],
	at: Date | null,
): Promise<void> {
	if (noticeIds.length === 0) return;
	await db
		.updateTable("notice")
		.set({ pushed_at: at })
		.where("region_id", "=", regionId)
		.where("id", "in", [...noticeIds])
		.execute();
}
