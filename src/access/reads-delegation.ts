import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { Caller } from "./permissions.ts";

export type Delegation = {
	id: number;
	fromId: number;
	fromName: string;
	toId: number;
	toName: string;
	startsAt: string;
	endsAt: string;
	revokedAt: string | null;
};

/** Who has lent the right to approve to whom: the caller's own, given and received, the latest first. */
export async function listDelegations(db: Db, caller: Caller): Promise<{ items: Delegation[] }> {
	const rows = await db
		.selectFrom("approval_delegation as d")
		.innerJoin("staff as a", (join) => join.onRef("a.region_id", "=", "d.region_id").onRef("a.id", "=", "d.from_id"))
		.innerJoin("staff as b", (join) => join.onRef("b.region_id", "=", "d.region_id").onRef("b.id", "=", "d.to_id"))
		.select(["d.id", "d.from_id", "d.to_id", "d.starts_at", "d.ends_at", "d.revoked_at"])
		.select(["a.name as from_name", "b.name as to_name"])
		.where("d.region_id", "=", caller.regionId)
		.where((is) => is.or([is("d.from_id", "=", caller.staffId), is("d.to_id", "=", caller.staffId)]))
		.orderBy("d.id", "desc")
		.limit(100)
		.execute();
	return {
		items: rows.map((row) => ({
			id: row.id,
			fromId: row.from_id,
			fromName: row.from_name,
			toId: row.to_id,
			toName: row.to_name,
			startsAt: row.starts_at.toISOString(),
			endsAt: row.ends_at.toISOString(),
			revokedAt: row.revoked_at?.toISOString() ?? null,
		})),
	};
}

/** Whether this colleague works now, in the same agency as the caller or with them for the whole region. */
export async function isColleague(tx: Tx, caller: Caller, staffId: number): Promise<boolean> {
	const row = await tx
		.selectFrom("staff")
		.select("id")
		.where("region_id", "=", caller.regionId)
		.where("id", "=", staffId)
		.where("is_active", "=", true)
		.where(sql<boolean>`agency_id is not distinct from ${caller.agencyId}::int`)
		.executeTakeFirst();
	return row !== undefined;
}
