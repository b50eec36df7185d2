import { sql } from "kysely";
import type { Insertable, Updateable } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { WebhookDelivery, WebhookEndpoint } from "../db/tables.ts";
import type { EndpointKey } from "./reads.ts";

/** Every INSERT, UPDATE and DELETE of webhook_endpoint and webhook_delivery. */

export async function insertEndpoint(tx: Tx, endpoint: Insertable<WebhookEndpoint>): Promise<number> {
	const { id } = await tx.insertInto("webhook_endpoint").values(endpoint).returning("id").executeTakeFirstOrThrow();
	return id;
}

export async function updateEndpoint(
	tx: Db | Tx,
	{ regionId, id }: EndpointKey,
	change: Updateable<WebhookEndpoint>,
): Promise<void> {
	await tx.updateTable("webhook_endpoint").set(change).where("region_id", "=", regionId).where("id", "=", id).execute();
}

/** Its deliveries go with it. */
export async function deleteEndpoint(tx: Tx, { regionId, id }: EndpointKey): Promise<void> {
	await tx.deleteFrom("webhook_endpoint").where("region_id", "=", regionId).where("id", "=", id).execute();
}

export async function insertDeliveries(tx: Tx, deliveries: Insertable<WebhookDelivery>[]): Promise<number[]> {
	if (deliveries.length === 0) return [];
	const rows = await tx.insertInto("webhook_delivery").values(deliveries).returning("id").execute();
	return rows.map((row) => row.id);
}

export type ClaimedDelivery = {
	id: number;
	message_id: string;
	case_id: number | null;
	body: string;
	attempts: number;
	claim: string;
};

/**
 * Takes the delivery of an endpoint that has waited longest; it is another's again when its end is not written down in time.
 * @returns null when none is due
 */
export async function claimDelivery(
	db: Db,
	{ regionId, id }: EndpointKey,
	now: Date,
	lostAt: Date,
): Promise<ClaimedDelivery | null> {
	const { rows } = await sql<ClaimedDelivery>`
		update webhook_delivery d set claim = gen_random_uuid(), attempts = attempts + 1, next_at = ${lostAt}, last_at = ${now}
		where d.region_id = ${regionId} and d.id = (
			select w.id from webhook_delivery w
			where w.region_id = ${regionId} and w.endpoint_id = ${id} and w.state = 'waiting' and w.next_at <= ${now}
			order by w.next_at, w.sequence limit 1 for no key update skip locked)
		returning d.id, d.message_id, d.case_id, d.body, d.attempts, d.claim`.execute(db);
	return rows[0] ?? null;
}

/** Writes down how an attempt ended, unless the delivery was given up for lost and is another's by now. */
export async function endAttempt(
	tx: Tx,
	regionId: number,
	{ id, claim }: ClaimedDelivery,
	change: Updateable<WebhookDelivery>,
): Promise<void> {
	await tx
		.updateTable("webhook_delivery")
		.set({ ...change, claim: null })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.where("claim", "=", claim)
		.execute();
}

/** @returns since when the endpoint has failed, and whether it is still told */
export async function noteFailing(
	tx: Tx,
	{ regionId, id }: EndpointKey,
	now: Date,
): Promise<{ since: Date; isActive: boolean }> {
	const row = await tx
		.updateTable("webhook_endpoint")
		.set({ failing_since: sql<Date>`coalesce(failing_since, ${now})` })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.returning(["failing_since", "state"])
		.executeTakeFirst();
	return { since: row?.failing_since ?? now, isActive: row?.state === "active" };
}

export async function noteWorking(tx: Tx, { regionId, id }: EndpointKey): Promise<void> {
	await tx
		.updateTable("webhook_endpoint")
		.set({ failing_since: null })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.where("failing_since", "is not", null)
		.execute();
}

/** Dead deliveries wait again, from the first step of the ladder. @returns how many */
export async function reviveDeliveries(
	tx: Tx,
	{ regionId, id: endpointId }: EndpointKey,
	deliveryId: number | null,
	now: Date,
): Promise<number> {
	let query = tx
		.updateTable("webhook_delivery")
		.set({ state: "waiting", attempts: 0, next_at: now, ended_at: null, claim: null })
		.where("region_id", "=", regionId)
		.where("endpoint_id", "=", endpointId)
		.where("state", "=", "dead");
	if (deliveryId !== null) query = query.where("id", "=", deliveryId);
	return Number((await query.executeTakeFirst()).numUpdatedRows);
}

/** Drops what ended long ago, some of it. */
export async function dropEnded(db: Db, before: Date): Promise<void> {
	await sql`delete from webhook_delivery where (region_id, id) in (
		select region_id, id from webhook_delivery where state <> 'waiting' and ended_at < ${before} limit 5000)`.execute(
		db,
	);
}
