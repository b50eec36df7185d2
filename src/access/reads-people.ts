import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { Permission } from "../domain/permission.ts";
import { caseScope } from "./permissions.ts";
import type { Caller, CaseScope } from "./permissions.ts";
import { hasPasskey, knownPermissions, rolePermissions, secondFactorDemanded } from "./reads.ts";

export type PersonQuery = {
	/** words of a name or a login */
	q?: string | undefined;
	agencyId?: number | undefined;
	role?: string | undefined;
	state: "on" | "off" | "all";
	/** the last person of the page before */
	after?: number | undefined;
	limit: number;
};

/** Of people `p`: those of the scope's agencies; null: all of the region. */
const isWithin = (scope: CaseScope): RawBuilder<boolean> =>
	scope === null ? sql`true` : sql`p.agency_id = any (${scope}::int[])`;

const personRows = (db: Db | Tx, caller: Caller) =>
	db
		.selectFrom("staff as p")
		.select(["p.id", "p.login", "p.name", "p.agency_id as agencyId", "p.is_active as isActive", "p.created_at"])
		.select(["p.last_seen_at", "p.must_change_password as mustChangePassword"])
		.select([
			sql<boolean>`p.totp_secret is not null or ${hasPasskey}`.as("hasSecondFactor"),
			sql<string[]>`array(select sr.role_code from staff_role sr
				where sr.region_id = p.region_id and sr.staff_id = p.id order by 1)`.as("roles"),
		])
		.where("p.region_id", "=", caller.regionId)
		.where("p.is_service", "=", false)
		.where(isWithin(caseScope(caller)));

/** People whom the caller manages, by name. @returns also how many there are on all pages */
export async function listPeople(db: Db, caller: Caller, query: PersonQuery) {
	let found = personRows(db, caller);
	if (query.state !== "all") found = found.where("p.is_active", "=", query.state === "on");
	if (query.agencyId !== undefined)
		found = found.where("p.agency_id", query.agencyId === 0 ? "is" : "=", query.agencyId || null);
	if (query.role)
		found = found.where(sql<boolean>`exists (select from staff_role sr
			where sr.region_id = p.region_id and sr.staff_id = p.id and sr.role_code = ${query.role})`);
	for (const word of (query.q ?? "").split(/\s+/).filter(Boolean)) {
		const like = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
		found = found.where(sql<boolean>`(p.name ilike ${like} or p.login ilike ${like})`);
	}
	const { count } = await found
		.clearSelect()
		.select(({ fn }) => fn.countAll<number>().as("count"))
		.executeTakeFirstOrThrow();
	if (query.after !== undefined)
		found = found.where(sql<boolean>`(p.name, p.id) > (select l.name, l.id from staff l
			where l.region_id = p.region_id and l.id = ${query.after})`);
	const rows = await found
		.orderBy("p.name")
		.orderBy("p.id")
		.limit(query.limit + 1)
		.execute();
	const items = rows.slice(0, query.limit);
	return { items, count, nextCursor: rows.length > query.limit ? String(items.at(-1)?.id) : null };
}

export type PersonRow = Awaited<ReturnType<typeof listPeople>>["items"][number];

/** One person whom the caller manages; undefined when there is none. */
export const readPerson = (db: Db | Tx, caller: Caller, id: number): Promise<PersonRow | undefined> =>
	personRows(db, caller).where("p.id", "=", id).executeTakeFirst();

/** What a person's roles allow. */
export async function rightsOf(tx: Tx, regionId: number, staffId: number): Promise<Permission[]> {
	const row = await tx
		.selectFrom("staff as p")
		.select(rolePermissions.as("permissions"))
		.where("p.region_id", "=", regionId)
		.where("p.id", "=", staffId)
		.executeTakeFirst();
	return knownPermissions(row?.permissions ?? []);
}

/** Whether somebody at work manages the people of the whole region. */
export async function hasAdministrator(tx: Tx, regionId: number): Promise<boolean> {
	const { rows } = await sql`
		select from staff p where p.region_id = ${regionId} and p.is_active and not p.is_service
			and array['staff.manage', 'case.read.region'] <@ ${rolePermissions} limit 1`.execute(tx);
	return rows.length > 0;
}

/** The sessions of a person, the latest used first. */
export function listSessions(db: Db, regionId: number, staffId: number) {
	return db
		.selectFrom("session")
		.select(["id", "created_at", "last_seen_at", "user_agent", "token_hash", sql<string | null>`host(ip)`.as("ip")])
		.where("region_id", "=", regionId)
		.where("staff_id", "=", staffId)
		.where("expires_at", ">", sql<Date>`now()`)
		.orderBy("last_seen_at", "desc")
		.limit(100)
		.execute();
}

/** How one's own second factor stands, held until the transaction ends. */
export async function readFactor(tx: Tx, { regionId, staffId }: Caller) {
	const row = await tx
		.selectFrom("staff as p")
		.select(["p.totp_secret", "p.totp_offered", "p.totp_since"])
		.select([
			secondFactorDemanded.as("isDemanded"),
			sql<number>`(select count(*)::int from recovery_code c
				where c.region_id = p.region_id and c.staff_id = p.id and c.used_at is null)`.as("codesLeft"),
		])
		.where("p.region_id", "=", regionId)
		.where("p.id", "=", staffId)
		.forNoKeyUpdate()
		.executeTakeFirstOrThrow();
	return row;
}
