import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import { keptStatement } from "../db/kept-plans.ts";
import { permissions } from "../domain/permission.ts";
import type { Permission } from "../domain/permission.ts";
import { caseScope } from "./permissions.ts";
import type { Caller, Lender, Owed } from "./permissions.ts";
import { throttleWindowMinutes } from "./throttle.ts";
import type { Failures } from "./throttle.ts";

/** A session unused for this long is over; one older than `sessionDays` is over in any case. */
export const idleHours = 12;
export const sessionDays = 7;

/** A living session: seconds since its use was last noted, and until it ends if nobody uses it. */
export type Session = { caller: Omit<Caller, "ip">; seenAgoSeconds: number; endsInSeconds: number };

const sessionByHash = keptStatement((db, { tokenHash }: { tokenHash: Buffer }) =>
	db
		.selectFrom("session as s")
		.innerJoin("staff as p", (join) => join.onRef("p.region_id", "=", "s.region_id").onRef("p.id", "=", "s.staff_id"))
		.select(["s.region_id", "s.staff_id", "p.name", "p.agency_id"])
		.select([
			sql<number>`extract(epoch from now() - s.last_seen_at)::float8`.as("seen_ago"),
			sql<number>`extract(epoch from least(s.expires_at, s.last_seen_at + make_interval(hours => ${idleHours})) - now())::float8`.as(
				"ends_in",
			),
			rolePermissions.as("permissions"),
			agenciesBelow.as("agency_ids"),
			lenders.as("lenders"),
			owed.as("owes"),
		])
		.where("s.token_hash", "=", tokenHash)
		.where("s.expires_at", ">", sql<Date>`now()`)
		.where("s.last_seen_at", ">", sql<Date>`now() - make_interval(hours => ${idleHours})`)
		.where("p.is_active", "=", true),
);

/** @returns null when there is no such session, it has run out, or its owner was switched off */
export async function findSession(db: Db, tokenHash: Buffer): Promise<Session | null> {
	const [row] = await sessionByHash(db, { tokenHash });
	if (!row) return null;
	return {
		caller: {
			regionId: row.region_id,
			staffId: row.staff_id,
			name: row.name,
			agencyId: row.agency_id,
			agencyIds: row.agency_ids,
			...withBorrowed(knownPermissions(row.permissions), row.lenders ?? []),
			...(row.owes && { owes: row.owes }),
		},
		seenAgoSeconds: row.seen_ago,
		endsInSeconds: row.ends_in,
	};
}

/** Whether a role of the person `p` demands it. */
export const secondFactorDemanded = sql<boolean>`exists (select from staff_role sr
	join role r on r.region_id = sr.region_id and r.code = sr.role_code
	where sr.region_id = p.region_id and sr.staff_id = p.id and r.needs_second_factor)`;
/** Of the person `p`. */
export const hasPasskey = sql<boolean>`exists (select from passkey k
	where k.region_id = p.region_id and k.staff_id = p.id)`;

/** Of the person `p`. */
export const rolePermissions = sql<string[]>`array(
	select distinct unnest(r.permissions) from staff_role sr
	join role r on r.region_id = sr.region_id and r.code = sr.role_code
	where sr.region_id = p.region_id and sr.staff_id = p.id order by 1)`;

// "union" drops what was met before, so that even a ring of agencies would end
export const agenciesBelow = sql<number[]>`array(
	with recursive below (id) as (
		select p.agency_id where p.agency_id is not null
		union select a.id from agency a join below b on a.region_id = p.region_id and a.parent_id = b.id
	) select id from below order by 1)`;
// people of the same agency whose work is the person's at this moment: absences under way, and the chains behind them
const stoodInFor = sql<number[]>`(
	with recursive stood (id) as (
		select a.staff_id from absence a where a.region_id = p.region_id and a.substitute_id = p.id
			and a.starts_at <= now() and a.ends_at > now()
		union select a.staff_id from stood join absence a on a.region_id = p.region_id and a.substitute_id = stood.id
			and a.starts_at <= now() and a.ends_at > now()
	) select id from stood)`;
// lending ends with the right of the lender, and when one of the two moves to another agency
const lenders = sql<Lender[] | null>`(
	select json_agg(json_build_object('staffId', l.id, 'name', l.name) order by l.id)
	from staff l where l.region_id = p.region_id and l.is_active and l.agency_id is not distinct from p.agency_id
		and (l.id in ${stoodInFor} or exists (select from approval_delegation d
			where d.region_id = p.region_id and d.from_id = l.id and d.to_id = p.id and d.revoked_at is null
				and d.starts_at <= now() and d.ends_at > now()))
		and l.id <> p.id and exists (select from staff_role sr join role r on r.region_id = sr.region_id and r.code = sr.role_code
			where sr.region_id = l.region_id and sr.staff_id = l.id and 'reply.approve' = any (r.permissions)))`;

/** What the person `p` has to do before anything else in the session `s`; another's knowing the password is no matter where it was not asked. */
const owed = sql<Owed | null>`case when p.must_change_password and s.opened_by = 'password' then 'password'
	when p.totp_secret is null and not s.is_strong and ${secondFactorDemanded} then 'second-factor' end`;

/** A right of one's own goes before a borrowed one. */
function withBorrowed(own: Permission[], lent: Lender[]): Pick<Caller, "permissions" | "approvesFor"> {
	if (lent.length === 0 || own.includes("reply.approve")) return { permissions: new Set(own) };
	return { permissions: new Set([...own, "reply.approve"]), approvesFor: lent };
}

// a row may list a permission of a newer program
export const knownPermissions = (listed: string[]): Permission[] =>
	permissions.filter((known) => listed.includes(known));

/** A person at work as they would ask; null when there is no such person, or they were switched off. */
export async function findStaffCaller(db: Db | Tx, regionId: number, staffId: number): Promise<Caller | null> {
	const row = await db
		.selectFrom("staff as p")
		.select(["p.name", "p.agency_id", rolePermissions.as("permissions"), agenciesBelow.as("agency_ids")])
		.where("p.region_id", "=", regionId)
		.where("p.id", "=", staffId)
		.where("p.is_active", "=", true)
		.executeTakeFirst();
	if (!row) return null;
	return {
		regionId,
		staffId,
		name: row.name,
		agencyId: row.agency_id,
		agencyIds: row.agency_ids,
		permissions: new Set(knownPermissions(row.permissions)),
		ip: null,
	};
}

/** Who the caller is, for the screen. */
export async function readMe(db: Db, caller: Caller) {
	const row = await db
		.selectFrom("staff as p")
		.innerJoin("region as g", "g.id", "p.region_id")
		.select(["p.login", "g.id", "g.name", "g.time_zone"])
		.where("p.region_id", "=", caller.regionId)
		.where("p.id", "=", caller.staffId)
		.executeTakeFirstOrThrow();
	return {
		id: caller.staffId,
		login: row.login,
		name: caller.name,
		agencyId: caller.agencyId,
		permissions: [...caller.permissions],
		owes: caller.owes ?? null,
		region: { id: row.id, name: row.name, timeZone: row.time_zone },
	};
}

/** People whose names a caller may meet: the whole region's, or those of the own agencies and of the regional centre. */
export async function listStaff(
	db: Db,
	caller: Caller,
): Promise<{ id: number; name: string; agencyId: number | null }[]> {
	const scope = caseScope(caller);
	let query = db.selectFrom("staff").select(["id", "name", "agency_id"]).where("region_id", "=", caller.regionId);
	if (scope !== null) query = query.where((is) => is.or([is("agency_id", "in", scope), is("agency_id", "is", null)]));
	const rows = await query.orderBy("name").orderBy("id").execute();
	return rows.map((row) => ({ id: row.id, name: row.name, agencyId: row.agency_id }));
}

/**
 * People at work with a permission: of one agency, or of the regional centre where `agencyId` is null.
 * @returns their ids
 */
export async function peopleWith(
	db: Db | Tx,
	regionId: number,
	permission: Permission,
	agencyId: number | null,
): Promise<number[]> {
	const { rows } = await sql<{ id: number }>`
		select s.id from staff s
		where s.region_id = ${regionId} and s.is_active and s.agency_id is not distinct from ${agencyId}::int
			and exists (select from staff_role sr join role r on r.region_id = sr.region_id and r.code = sr.role_code
				where sr.region_id = s.region_id and sr.staff_id = s.id and ${permission} = any (r.permissions))
		order by s.id`.execute(db);
	return rows.map(({ id }) => id);
}

/** The caller's own login. */
export async function findLoginOf(db: Db | Tx, { regionId, staffId }: Caller): Promise<string> {
	const query = db.selectFrom("staff").select("login").where("region_id", "=", regionId).where("id", "=", staffId);
	return (await query.executeTakeFirstOrThrow()).login;
}

/** What a sign-in needs to know of a login; null when nobody has it. */
export async function findLogin(db: Db, login: string) {
	const row = await db
		.selectFrom("staff as p")
		.select(["p.region_id", "p.id", "p.password_hash", "p.is_active", "p.totp_secret"])
		.select(sql<boolean>`p.totp_secret is null and ${secondFactorDemanded} and ${hasPasskey}`.as("needs_passkey"))
		.where("p.login", "=", login)
		.executeTakeFirst();
	return row ?? null;
}

/** Failures of a login inside the window. */
export function failuresOfLogin(tx: Tx, login: string): Promise<Failures> {
	return readFailures(tx, sql`login = ${login}`);
}

/** Failures from an address inside the window, whoever's login they named. */
export function failuresOfAddress(tx: Tx, address: string): Promise<Failures> {
	return readFailures(tx, sql`ip = ${address}::inet`);
}

async function readFailures(tx: Tx, of: ReturnType<typeof sql>): Promise<Failures> {
	const { rows } = await sql<Failures>`
		select count(*)::int as count,
			coalesce(extract(epoch from clock_timestamp() - max(at)), 0)::float8 as "lastAgoSeconds"
		from sign_in_failure
		where ${of} and at > clock_timestamp() - make_interval(mins => ${throttleWindowMinutes})`.execute(tx);
	return rows[0]!;
}
