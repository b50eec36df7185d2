import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { Permission } from "../domain/permission.ts";
import type { Caller } from "./permissions.ts";
import { agenciesBelow, knownPermissions, rolePermissions } from "./reads.ts";

/** A living token: who asks with it, seconds since its use was last noted, and until it ends. */
export type LivingToken = { caller: Omit<Caller, "ip">; usedAgoSeconds: number | null; endsInSeconds: number };

/** What a token that is bound to an agency may do at most: work on that agency's cases. */
const boundToAgency: readonly Permission[] = [
	"case.read.agency",
	"case.work",
	"reply.write",
	"reply.approve",
	"publication.settle",
	"page.read",
	"personal.read",
];

/**
 * Who asks with a token: its account, with the rights that both the account has now and the token was given. A right that a
 * colleague lent to a person is not the token's.
 * @returns null when there is no such token, it has run out or was revoked, or its account was switched off
 */
export async function findToken(db: Db, tokenHash: Buffer): Promise<LivingToken | null> {
	const row = await db
		.selectFrom("api_token as t")
		.innerJoin("staff as p", (join) => join.onRef("p.region_id", "=", "t.region_id").onRef("p.id", "=", "t.staff_id"))
		.select(["t.region_id", "t.id", "t.staff_id", "p.name", "p.agency_id", "t.agency_id as bound_to", "t.permissions"])
		.select([
			sql<number | null>`extract(epoch from now() - t.last_used_at)::float8`.as("used_ago"),
			sql<number>`extract(epoch from t.expires_at - now())::float8`.as("ends_in"),
			rolePermissions.as("own"),
			agenciesBelow.as("agency_ids"),
			agenciesBelowBound.as("bound_ids"),
		])
		.where("t.token_hash", "=", tokenHash)
		.where("t.revoked_at", "is", null)
		.where("t.expires_at", ">", sql<Date>`now()`)
		.where("p.is_active", "=", true)
		.executeTakeFirst();
	if (!row) return null;
	const own = knownPermissions(row.own).filter((permission) => row.permissions.includes(permission));
	const who = { regionId: row.region_id, staffId: row.staff_id, name: row.name, tokenId: row.id };
	const { agency_id: agencyId, agency_ids: agencyIds, bound_to: boundTo } = row;
	const reach =
		boundTo === null
			? { agencyId, agencyIds, permissions: new Set(own) }
			: {
					agencyId: boundTo,
					// the account may have moved since: what is no longer its own is no longer the token's
					agencyIds: agencyId === null ? row.bound_ids : row.bound_ids.filter((id) => agencyIds.includes(id)),
					permissions: narrowed(own),
				};
	return { caller: { ...who, ...reach }, usedAgoSeconds: row.used_ago, endsInSeconds: row.ends_in };
}

function narrowed(own: readonly Permission[]): Set<Permission> {
	const kept = own.filter((permission) => boundToAgency.includes(permission));
	return new Set(own.includes("case.read.region") ? [...kept, "case.read.agency"] : kept);
}

// "union" drops what was met before, so that even a ring of agencies would end
const agenciesBelowBound = sql<number[]>`array(
	with recursive below (id) as (
		select t.agency_id where t.agency_id is not null
		union select a.id from agency a join below b on a.region_id = t.region_id and a.parent_id = b.id
	) select id from below order by 1)`;

/** An account that tokens may be made for besides one's own. */
export async function findServiceAccount(db: Db | Tx, regionId: number, staffId: number): Promise<boolean> {
	const row = await db
		.selectFrom("staff")
		.select("id")
		.where("region_id", "=", regionId)
		.where("id", "=", staffId)
		.where("is_service", "=", true)
		.where("is_active", "=", true)
		.executeTakeFirst();
	return row !== undefined;
}

/** What roles allow together; null when one of them is not there. */
export async function permissionsOfRoles(
	db: Db | Tx,
	regionId: number,
	codes: readonly string[],
): Promise<Permission[] | null> {
	if (codes.length === 0) return [];
	const rows = await db
		.selectFrom("role")
		.select(["code", "permissions"])
		.where("region_id", "=", regionId)
		.where("code", "in", [...codes])
		.execute();
	if (rows.length < new Set(codes).size) return null;
	return knownPermissions(rows.flatMap((row) => row.permissions));
}

export async function agencyExists(db: Db | Tx, regionId: number, id: number): Promise<boolean> {
	const query = db.selectFrom("agency").select("id").where("region_id", "=", regionId).where("id", "=", id);
	return (await query.executeTakeFirst()) !== undefined;
}

/** A region's tokens, the newest first; of each only what tells it from others. */
export function listTokens(db: Db, caller: Caller) {
	return db
		.selectFrom("api_token as t")
		.innerJoin("staff as p", (join) => join.onRef("p.region_id", "=", "t.region_id").onRef("p.id", "=", "t.staff_id"))
		.select(["t.id", "t.name", "t.staff_id", "p.name as staff_name", "p.is_service", "t.permissions", "t.agency_id"])
		.select(["t.ending", "t.created_at", "t.created_by", "t.expires_at", "t.last_used_at", "t.revoked_at"])
		.select(sql<string | null>`host(t.last_used_ip)`.as("last_used_ip"))
		.where("t.region_id", "=", caller.regionId)
		.orderBy("t.id", "desc")
		.limit(500)
		.execute();
}

export function listServiceAccounts(db: Db, caller: Caller) {
	return db
		.selectFrom("staff as p")
		.select(["p.id", "p.name", "p.agency_id", "p.is_active"])
		.select(
			sql<string[]>`array(select sr.role_code from staff_role sr
				where sr.region_id = p.region_id and sr.staff_id = p.id order by 1)`.as("roles"),
		)
		.where("p.region_id", "=", caller.regionId)
		.where("p.is_service", "=", true)
		.orderBy("p.id")
		.limit(500)
		.execute();
}
