import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Agency } from "./reads.ts";

export type AgencyKind = "centre" | "ministry" | "municipality" | "institution" | "other";
export type AgencyRow = Agency & {
	/** the agency above; null: none */
	parentId: number | null;
	kind: AgencyKind;
	territoryCode: string | null;
	/** people who may sign in for it */
	staff: number;
};

/** Every agency of the region by name, with the one above it. */
export async function listAgencies(db: Db, caller: Caller): Promise<AgencyRow[]> {
	return db
		.selectFrom("agency as a")
		.select(["a.id", "a.code", "a.name", "a.short_name as shortName", "a.time_zone as timeZone"])
		.select(["a.calendar_id as calendarId", "a.parent_id as parentId", "a.territory_code as territoryCode"])
		.select(({ ref }) => ref("a.kind").$castTo<AgencyKind>().as("kind"))
		.select((where) =>
			where
				.selectFrom("staff as s")
				.select(({ fn }) => fn.countAll<number>().as("count"))
				.whereRef("s.region_id", "=", "a.region_id")
				.whereRef("s.agency_id", "=", "a.id")
				.where("s.is_active", "=", true)
				.$asScalar()
				.$notNull()
				.as("staff"),
		)
		.where("a.region_id", "=", caller.regionId)
		.orderBy("a.name")
		.orderBy("a.id")
		.execute();
}

/** Who stands above whom, held until the transaction ends: two moves at once must not make a ring. */
export async function lockTree(tx: Tx, regionId: number): Promise<Map<number, number | null>> {
	const rows = await tx
		.selectFrom("agency")
		.select(["id", "parent_id"])
		.where("region_id", "=", regionId)
		.orderBy("id")
		.forNoKeyUpdate()
		.execute();
	return new Map(rows.map((row) => [row.id, row.parent_id]));
}

/** Whether an agency works by another zone or calendar than these. */
export async function areOtherHours(
	tx: Tx,
	regionId: number,
	id: number,
	hours: { time_zone: string; calendar_id: number },
): Promise<boolean> {
	const row = await tx
		.selectFrom("agency")
		.select(["time_zone", "calendar_id"])
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.executeTakeFirst();
	return row?.time_zone !== hours.time_zone || row.calendar_id !== hours.calendar_id;
}

/** The calendar of that number, or the region's first where none is named; null: there is none. */
export async function findCalendar(tx: Tx, regionId: number, calendarId: number | null): Promise<number | null> {
	let query = tx.selectFrom("calendar").select("id").where("region_id", "=", regionId);
	if (calendarId !== null) query = query.where("id", "=", calendarId);
	return (await query.orderBy("id").limit(1).executeTakeFirst())?.id ?? null;
}

export async function hasTerritory(tx: Tx, regionId: number, code: string): Promise<boolean> {
	const query = tx.selectFrom("territory").select("code").where("region_id", "=", regionId).where("code", "=", code);
	return (await query.executeTakeFirst()) !== undefined;
}
