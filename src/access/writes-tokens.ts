import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { Permission } from "../domain/permission.ts";
import { tellEnded } from "./writes.ts";

/** Every INSERT and UPDATE of api_token, and of staff that are programs. */

export async function insertToken(
	tx: Tx,
	token: {
		regionId: number;
		name: string;
		staffId: number;
		permissions: readonly Permission[];
		agencyId: number | null;
		tokenHash: Buffer;
		ending: string;
		createdBy: number;
		days: number;
	},
): Promise<{ id: number; expires_at: Date }> {
	return tx
		.insertInto("api_token")
		.values({
			region_id: token.regionId,
			name: token.name,
			staff_id: token.staffId,
			permissions: [...token.permissions],
			agency_id: token.agencyId,
			token_hash: token.tokenHash,
			ending: token.ending,
			created_by: token.createdBy,
			expires_at: sql<Date>`now() + make_interval(days => ${token.days})`,
		})
		.returning(["id", "expires_at"])
		.executeTakeFirstOrThrow();
}

/** Revokes tokens that are not yet, and ends their open streams. @returns their ids */
export async function revokeTokens(
	tx: Tx,
	regionId: number,
	which: { id: number } | { staffId: number },
	by: number,
): Promise<number[]> {
	const rows = await tx
		.updateTable("api_token")
		.set({ revoked_at: sql<Date>`now()`, revoked_by: by })
		.where("region_id", "=", regionId)
		.where("id" in which ? "id" : "staff_id", "=", "id" in which ? which.id : which.staffId)
		.where("revoked_at", "is", null)
		.returning(["id", "token_hash"])
		.execute();
	await tellEnded(tx, rows);
	return rows.map((row) => row.id);
}

/** Notes that a token is used, unless that was noted within the last minute. */
export async function touchToken(db: Db, tokenHash: Buffer, ip: string | null): Promise<void> {
	await sql`update api_token set last_used_at = now(), last_used_ip = ${ip}::inet where token_hash = ${tokenHash}
		and (last_used_at is null or last_used_at < now() - interval '1 minute')`.execute(db);
}

/** A program is nobody who signs in: its login is made up and no password fits. */
export async function insertServiceAccount(
	tx: Tx,
	account: { regionId: number; name: string; login: string; agencyId: number | null; roles: readonly string[] },
): Promise<number> {
	const { id } = await tx
		.insertInto("staff")
		.values({
			region_id: account.regionId,
			login: account.login,
			name: account.name,
			password_hash: "-",
			agency_id: account.agencyId,
			is_service: true,
		})
		.returning("id")
		.executeTakeFirstOrThrow();
	if (account.roles.length > 0)
		await tx
			.insertInto("staff_role")
			.values(account.roles.map((code) => ({ region_id: account.regionId, staff_id: id, role_code: code })))
			.execute();
	return id;
}

/** @returns false when there is no such account, or it is off already */
export async function switchOffServiceAccount(tx: Tx, regionId: number, id: number): Promise<boolean> {
	const result = await tx
		.updateTable("staff")
		.set({ is_active: false })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.where("is_service", "=", true)
		.where("is_active", "=", true)
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
}
