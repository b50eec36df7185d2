import { sql } from "kysely";
import type { Tx } from "../db/database.ts";

/** Every INSERT, UPDATE and DELETE of passkey. */

export async function insertPasskey(
	tx: Tx,
	key: {
		regionId: number;
		staffId: number;
		credentialId: string;
		publicKey: Uint8Array;
		counter: number;
		transports: readonly string[];
		name: string;
	},
): Promise<number | null> {
	const made = await tx
		.insertInto("passkey")
		.values({
			region_id: key.regionId,
			staff_id: key.staffId,
			credential_id: key.credentialId,
			public_key: Buffer.from(key.publicKey),
			counter: key.counter,
			transports: [...key.transports],
			name: key.name,
		})
		.onConflict((conflict) => conflict.column("credential_id").doNothing())
		.returning("id")
		.executeTakeFirst();
	return made?.id ?? null;
}

/**
 * Notes a use of a passkey.
 * @returns false when its counter has gone as far meanwhile: two of it are about
 */
export async function countPasskey(tx: Tx, key: { regionId: number; id: number }, counter: number): Promise<boolean> {
	const result = await tx
		.updateTable("passkey")
		.set({ counter, last_used_at: sql<Date>`now()` })
		.where("region_id", "=", key.regionId)
		.where("id", "=", key.id)
		.where((is) => is.or([is("counter", "<", counter), is.and([is("counter", "=", 0), is(is.val(counter), "=", 0)])]))
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
}

type OwnKey = { regionId: number; staffId: number; id: number };

/** @returns false when the person has no such passkey */
export async function renamePasskey(tx: Tx, { regionId, staffId, id }: OwnKey, name: string): Promise<boolean> {
	const result = await tx
		.updateTable("passkey")
		.set({ name })
		.where("region_id", "=", regionId)
		.where("staff_id", "=", staffId)
		.where("id", "=", id)
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
}

/** Takes away one passkey of a person, or all. @returns how many */
export async function deletePasskeys(tx: Tx, regionId: number, staffId: number, id?: number): Promise<number> {
	let query = tx.deleteFrom("passkey").where("region_id", "=", regionId).where("staff_id", "=", staffId);
	if (id !== undefined) query = query.where("id", "=", id);
	const result = await query.executeTakeFirst();
	return Number(result.numDeletedRows);
}
