import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { Caller } from "./permissions.ts";

/** One's passkeys, the newest last. */
export function listPasskeys(db: Db | Tx, { regionId, staffId }: Pick<Caller, "regionId" | "staffId">) {
	return db
		.selectFrom("passkey")
		.select(["id", "name", "credential_id", "transports", "created_at", "last_used_at"])
		.where("region_id", "=", regionId)
		.where("staff_id", "=", staffId)
		.orderBy("id")
		.execute();
}

/** A passkey and whose it is, by the name that browsers give it; undefined when nobody has it. */
export function findPasskey(db: Db, credentialId: string) {
	return db
		.selectFrom("passkey as k")
		.innerJoin("staff as p", (join) => join.onRef("p.region_id", "=", "k.region_id").onRef("p.id", "=", "k.staff_id"))
		.select(["k.id as key_id", "k.public_key", "k.counter", "k.transports"])
		.select(["p.region_id", "p.id", "p.is_active"])
		.where("k.credential_id", "=", credentialId)
		.where(sql<boolean>`not p.is_service`)
		.executeTakeFirst();
}
