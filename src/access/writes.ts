import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { Permission } from "../domain/permission.ts";
import { sessionDays } from "./reads.ts";

/** A staff action outside a case. `data` never holds a secret. */
export type AuditEvent = {
	regionId: number;
	type: string;
	actorId: number | null;
	ip: string | null;
	data?: Record<string, unknown>;
};

export async function insertAuditEvent(tx: Db | Tx, event: AuditEvent): Promise<void> {
	await tx
		.insertInto("audit_event")
		.values({
			region_id: event.regionId,
			type: event.type,
			actor_id: event.actorId,
			ip: event.ip,
			data: JSON.stringify(event.data ?? {}),
		})
		.execute();
}

/** Makes attempts on one login, and from one address, wait for each other until the transaction ends. */
export async function lockAttempts(tx: Tx, login: string, address: string | null): Promise<void> {
	// always in this order, so that two attempts cannot wait for each other in a ring
	await sql`select pg_advisory_xact_lock(hashtextextended(${login}, 1))`.execute(tx);
	if (address) await sql`select pg_advisory_xact_lock(hashtextextended(${address}, 2))`.execute(tx);
}

/** Counts an attempt as failed before the password is looked at; `clearFailures` takes it back. Drops what is a day old. */
export async function insertFailure(tx: Tx, login: string, address: string | null): Promise<void> {
	await sql`delete from sign_in_failure
		where (login = ${login} or ip = ${address}::inet) and at < clock_timestamp() - interval '1 day'`.execute(tx);
	await sql`insert into sign_in_failure (login, ip, at) values (${login}, ${address}::inet, clock_timestamp())`.execute(
		tx,
	);
}

export async function clearFailures(tx: Tx, login: string): Promise<void> {
	await tx.deleteFrom("sign_in_failure").where("login", "=", login).execute();
}

export async function insertSession(
	tx: Tx,
	session: {
		tokenHash: Buffer;
		regionId: number;
		staffId: number;
		ip: string | null;
		userAgent: string | null;
		openedBy: string;
		isStrong: boolean;
	},
): Promise<void> {
	await tx
		.insertInto("session")
		.values({
			token_hash: session.tokenHash,
			region_id: session.regionId,
			staff_id: session.staffId,
			expires_at: sql<Date>`now() + make_interval(days => ${sessionDays})`,
			ip: session.ip,
			user_agent: session.userAgent,
			opened_by: session.openedBy,
			is_strong: session.isStrong,
		})
		.execute();
	await sql`update staff set last_seen_at = now()
		where region_id = ${session.regionId} and id = ${session.staffId}`.execute(tx);
}

/** From now on the session counts as opened by two things. */
export async function strengthenSession(tx: Tx, tokenHash: Buffer): Promise<void> {
	await tx.updateTable("session").set({ is_strong: true }).where("token_hash", "=", tokenHash).execute();
}

/** Notes that a session is used, unless that was noted within the last minute. */
export async function touchSession(db: Db, tokenHash: Buffer): Promise<void> {
	await sql`with seen as (
			update session set last_seen_at = now()
			where token_hash = ${tokenHash} and last_seen_at < now() - interval '1 minute' returning region_id, staff_id)
		update staff p set last_seen_at = now() from seen where p.region_id = seen.region_id and p.id = seen.staff_id`.execute(
		db,
	);
}

/** Open streams of these sessions or tokens end, in whichever process they are. */
export async function tellEnded(tx: Tx, ended: readonly { token_hash: Buffer }[]): Promise<void> {
	for (const { token_hash } of ended)
		await sql`select pg_notify('session_ended', ${token_hash.toString("hex")})`.execute(tx);
}

/** @returns whose session it was; null when there was none */
export async function deleteSession(tx: Tx, tokenHash: Buffer): Promise<{ regionId: number; staffId: number } | null> {
	const row = await tx
		.deleteFrom("session")
		.where("token_hash", "=", tokenHash)
		.returning(["region_id", "staff_id"])
		.executeTakeFirst();
	if (!row) return null;
	await tellEnded(tx, [{ token_hash: tokenHash }]);
	return { regionId: row.region_id, staffId: row.staff_id };
}

/** Removes a person's sessions that have run out. */
export async function deleteEndedSessions(tx: Tx, regionId: number, staffId: number, idleHours: number): Promise<void> {
	await sql`delete from session where region_id = ${regionId} and staff_id = ${staffId}
		and (expires_at < now() or last_seen_at < now() - make_interval(hours => ${idleHours}))`.execute(tx);
}

export async function insertRoles(
	tx: Tx,
	regionId: number,
	roles: readonly { code: string; titleRu: string; titleEn: string; permissions: readonly Permission[] }[],
): Promise<void> {
	await tx
		.insertInto("role")
		.values(
			roles.map((role) => ({
				region_id: regionId,
				code: role.code,
				title_ru: role.titleRu,
				title_en: role.titleEn,
				permissions: [...role.permissions],
				is_built_in: true,
			})),
		)
		.execute();
}

type StaffRow = {
	regionId: number;
	login: string;
	name: string;
	passwordHash: string;
	agencyId: number | null;
	roles: readonly string[];
};

/** Somebody of a seed, whose password is known already. @returns the id */
export async function insertStaff(tx: Tx, person: StaffRow): Promise<number> {
	const id = await insertStaffRow(tx, person, false);
	if (id === null) throw new Error(`the login ${person.login} is taken`);
	return id;
}

/** Somebody whose password another one knows until they choose their own. @returns the id; null when the login is taken */
export const insertNewStaff = (tx: Tx, person: StaffRow): Promise<number | null> => insertStaffRow(tx, person, true);

async function insertStaffRow(tx: Tx, person: StaffRow, mustChange: boolean): Promise<number | null> {
	const made = await tx
		.insertInto("staff")
		.values({
			region_id: person.regionId,
			login: person.login,
			name: person.name,
			password_hash: person.passwordHash,
			agency_id: person.agencyId,
			must_change_password: mustChange,
		})
		.onConflict((conflict) => conflict.column("login").doNothing())
		.returning("id")
		.executeTakeFirst();
	if (!made) return null;
	if (person.roles.length > 0)
		await tx
			.insertInto("staff_role")
			.values(person.roles.map((code) => ({ region_id: person.regionId, staff_id: made.id, role_code: code })))
			.execute();
	return made.id;
}

export async function updateNoticeSettings(
	tx: Tx,
	regionId: number,
	staffId: number,
	settings: {
		channel: string | null;
		address: string | null;
		language: string;
		quiet?: { from: number; to: number } | null | undefined;
	},
): Promise<void> {
	await tx
		.updateTable("staff")
		.set({
			notice_channel: settings.channel,
			notice_address: settings.address,
			notice_language: settings.language,
			...(settings.quiet !== undefined && {
				quiet_from: settings.quiet?.from ?? null,
				quiet_to: settings.quiet?.to ?? null,
			}),
		})
		.where("region_id", "=", regionId)
		.where("id", "=", staffId)
		.execute();
}
