import { sql } from "kysely";
import type { Updateable } from "kysely";
import type { Tx } from "../db/database.ts";
import type { Staff } from "../db/tables.ts";
import { tellEnded } from "./writes.ts";

/** Makes changes of a region's people and roles wait for each other: somebody must remain who manages them. */
export async function lockPeople(tx: Tx, regionId: number): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtextextended('otklik people', ${regionId}))`.execute(tx);
}

export async function updateStaff(
	tx: Tx,
	regionId: number,
	id: number,
	change: Omit<Updateable<Staff>, "region_id" | "id">,
): Promise<void> {
	await tx.updateTable("staff").set(change).where("region_id", "=", regionId).where("id", "=", id).execute();
}

/** The roles of a person are these and no others. */
export async function replaceRoles(tx: Tx, regionId: number, staffId: number, roles: readonly string[]): Promise<void> {
	await tx.deleteFrom("staff_role").where("region_id", "=", regionId).where("staff_id", "=", staffId).execute();
	if (roles.length === 0) return;
	const rows = roles.map((code) => ({ region_id: regionId, staff_id: staffId, role_code: code }));
	await tx.insertInto("staff_role").values(rows).execute();
}

/** Ends sessions of a person, and their open streams, in whichever process they are. @returns how many */
export async function deleteSessions(
	tx: Tx,
	regionId: number,
	staffId: number,
	which: { id: number } | { except: Buffer } | "all",
): Promise<number> {
	let query = tx.deleteFrom("session").where("region_id", "=", regionId).where("staff_id", "=", staffId);
	if (which !== "all")
		query = "id" in which ? query.where("id", "=", which.id) : query.where("token_hash", "<>", which.except);
	const rows = await query.returning("token_hash").execute();
	await tellEnded(tx, rows);
	return rows.length;
}

/** The recovery codes of a person are these and no others. */
export async function replaceRecoveryCodes(
	tx: Tx,
	regionId: number,
	staffId: number,
	hashes: readonly Buffer[],
): Promise<void> {
	await tx.deleteFrom("recovery_code").where("region_id", "=", regionId).where("staff_id", "=", staffId).execute();
	if (hashes.length === 0) return;
	const rows = hashes.map((code_hash) => ({ region_id: regionId, staff_id: staffId, code_hash }));
	await tx.insertInto("recovery_code").values(rows).execute();
}

/** @returns false when there is no such code, or it was used */
export async function useRecoveryCode(tx: Tx, regionId: number, staffId: number, hash: Buffer): Promise<boolean> {
	const result = await tx
		.updateTable("recovery_code")
		.set({ used_at: sql<Date>`now()` })
		.where("region_id", "=", regionId)
		.where("staff_id", "=", staffId)
		.where("code_hash", "=", hash)
		.where("used_at", "is", null)
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
}

/** Notes that the code of a half-minute was used. @returns false when it, or a later one, was used before */
export async function useTotpStep(tx: Tx, regionId: number, staffId: number, step: number): Promise<boolean> {
	const result = await tx
		.updateTable("staff")
		.set({ totp_step: step })
		.where("region_id", "=", regionId)
		.where("id", "=", staffId)
		.where("totp_step", "<", step)
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
}
