import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";

/** Every INSERT and DELETE of sign_in_step. */

export type StepRow = {
	keyHash: Buffer;
	kind: "provider" | "code" | "passkey" | "passkey-new";
	browserHash: Buffer;
	regionId: number | null;
	providerId: number | null;
	staffId: number | null;
	data: Record<string, unknown>;
	minutes: number;
};

/** One with the same key is no more; those that were over an hour ago are taken away. */
export async function insertStep(tx: Db | Tx, step: StepRow): Promise<void> {
	await sql`delete from sign_in_step where expires_at < now() - interval '1 hour' or key_hash = ${step.keyHash}`.execute(
		tx,
	);
	await tx
		.insertInto("sign_in_step")
		.values({
			key_hash: step.keyHash,
			kind: step.kind,
			browser_hash: step.browserHash,
			region_id: step.regionId,
			provider_id: step.providerId,
			staff_id: step.staffId,
			data: JSON.stringify(step.data),
			expires_at: sql<Date>`now() + make_interval(mins => ${step.minutes})`,
		})
		.execute();
}

/** Takes a step away. @returns it, and whether it is over; undefined when there is none */
export function deleteStep(tx: Db | Tx, keyHash: Buffer) {
	return tx
		.deleteFrom("sign_in_step")
		.where("key_hash", "=", keyHash)
		.returning(["kind", "browser_hash", "region_id", "provider_id", "staff_id", "data"])
		.returning(sql<boolean>`expires_at < now()`.as("is_over"))
		.executeTakeFirst();
}
