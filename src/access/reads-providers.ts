import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { Permission } from "../domain/permission.ts";
import type { Caller } from "./permissions.ts";
import { knownPermissions } from "./reads.ts";

/** Providers that are on, in every region of the desk: who comes is known only afterwards. */
export function listOpenProviders(db: Db) {
	return db
		.selectFrom("sign_in_provider")
		.select(["id", "label"])
		.where("is_on", "=", true)
		.orderBy("label")
		.orderBy("id")
		.limit(50)
		.execute();
}

/** A provider whoever's it is; undefined when there is none. */
export function findProvider(db: Db, id: number) {
	return db.selectFrom("sign_in_provider").selectAll().where("id", "=", id).executeTakeFirst();
}
export type ProviderRow = NonNullable<Awaited<ReturnType<typeof findProvider>>>;

/** The region's providers, and how many people are linked with each. */
export function listProviders(db: Db, regionId: number) {
	return db
		.selectFrom("sign_in_provider as v")
		.select(["v.id", "v.label", "v.issuer", "v.client_id", "v.is_on", "v.finds_by"])
		.select(["v.is_second_factor", "v.new_roles", "v.new_agency_id"])
		.select(
			sql<number>`(select count(*)::int from sign_in_link l where l.region_id = v.region_id and l.provider_id = v.id)`.as(
				"people",
			),
		)
		.where("v.region_id", "=", regionId)
		.orderBy("v.label")
		.orderBy("v.id")
		.execute();
}

/** One of the region's, held until the transaction ends. */
export function lockProvider(tx: Tx, regionId: number, id: number) {
	return tx
		.selectFrom("sign_in_provider")
		.selectAll()
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.forUpdate()
		.executeTakeFirst();
}

/** Who is linked with a provider, by name. */
export function listLinks(db: Db, regionId: number, providerId: number) {
	return db
		.selectFrom("sign_in_link as l")
		.innerJoin("staff as p", (join) => join.onRef("p.region_id", "=", "l.region_id").onRef("p.id", "=", "l.staff_id"))
		.select(["l.staff_id", "p.name", "p.login", "l.subject", "l.linked_at", "l.last_used_at"])
		.where("l.region_id", "=", regionId)
		.where("l.provider_id", "=", providerId)
		.orderBy("p.name")
		.orderBy("p.id")
		.limit(1000)
		.execute();
}

/** Providers of one's region that are on, and since when one is linked with each. */
export function listOwnLinks(db: Db, { regionId, staffId }: Caller) {
	return db
		.selectFrom("sign_in_provider as v")
		.leftJoin("sign_in_link as l", (join) =>
			join.onRef("l.region_id", "=", "v.region_id").onRef("l.provider_id", "=", "v.id").on("l.staff_id", "=", staffId),
		)
		.select(["v.id", "v.label", "v.is_second_factor", "l.linked_at"])
		.where("v.region_id", "=", regionId)
		.where((is) => is.or([is("v.is_on", "=", true), is("l.linked_at", "is not", null)]))
		.orderBy("v.label")
		.orderBy("v.id")
		.execute();
}

type Linked = { regionId: number; providerId: number };

const people = (tx: Tx) =>
	tx.selectFrom("staff as p").select(["p.region_id", "p.id", "p.login", "p.is_active", "p.totp_secret"]);
export type ComingPerson = NonNullable<Awaited<ReturnType<typeof findLinked>>>;

/** Who is linked with this name at a provider. */
export function findLinked(tx: Tx, { regionId, providerId }: Linked, subject: string) {
	return people(tx)
		.innerJoin("sign_in_link as l", (join) =>
			join.onRef("l.region_id", "=", "p.region_id").onRef("l.staff_id", "=", "p.id"),
		)
		.where("l.region_id", "=", regionId)
		.where("l.provider_id", "=", providerId)
		.where("l.subject", "=", subject)
		.executeTakeFirst();
}

/** A person of the region by login, or by number; a program is nobody who signs in. */
export function findComing(tx: Tx, regionId: number, who: { login: string } | { id: number }) {
	return people(tx)
		.where("p.region_id", "=", regionId)
		.where("login" in who ? "p.login" : "p.id", "=", "login" in who ? who.login : who.id)
		.where("p.is_service", "=", false)
		.executeTakeFirst();
}

/** Everything that anybody at work in the region may do: whoever says how people sign in could become any of them. */
export async function rightsOfAll(tx: Tx, regionId: number): Promise<Permission[]> {
	const { rows } = await sql<{ permissions: string[] }>`
		select array(select distinct unnest(r.permissions) from staff_role sr
			join role r on r.region_id = sr.region_id and r.code = sr.role_code
			join staff p on p.region_id = sr.region_id and p.id = sr.staff_id and p.is_active and not p.is_service
			where sr.region_id = ${regionId}) as permissions`.execute(tx);
	return knownPermissions(rows[0]?.permissions ?? []);
}
