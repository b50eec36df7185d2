import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";

/** What was changed; "upgrade": the case is from before clocks. */
export type RecountReason = "profile" | "calendar" | "agency" | "upgrade";

/** A recount that is not over; null when it is. */
export async function readRecountWork(
	db: Db,
	regionId: number,
	recountId: number,
): Promise<{ reason: RecountReason; agencyId: number | null; total: number | null; lastCaseId: number } | null> {
	const row = await db
		.selectFrom("clock_recount")
		.select(["reason", "agency_id as agencyId", "total", "last_case_id as lastCaseId"])
		.where("region_id", "=", regionId)
		.where("id", "=", recountId)
		.where("ended_at", "is", null)
		.executeTakeFirst();
	return row ? { ...row, reason: row.reason as RecountReason } : null;
}

/** Cases after the given one that are open or have a clock that runs, of an agency or with a clock of its own on them. */
function clocked(regionId: number, agencyId: number | null, after: number): RawBuilder<unknown> {
	return sql`(select id from "case" where region_id = ${regionId} and is_open and id > ${after}
			and (${agencyId}::int is null or agency_id = ${agencyId}::int)
		union select case_id from case_clock where region_id = ${regionId} and ended_at is null and case_id > ${after}
			and (${agencyId}::int is null or agency_id = ${agencyId}::int))`;
}

export async function countClocked(db: Db, regionId: number, agencyId: number | null): Promise<number> {
	const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${clocked(regionId, agencyId, 0)} c`.execute(
		db,
	);
	return rows[0]?.n ?? 0;
}

/** @returns their numbers, ascending */
export async function nextClocked(
	db: Db,
	regionId: number,
	agencyId: number | null,
	after: number,
	limit: number,
): Promise<number[]> {
	const { rows } = await sql<{ id: number }>`select id from ${clocked(regionId, agencyId, after)} c
		order by id limit ${limit}`.execute(db);
	return rows.map(({ id }) => id);
}

const columns = ["id", "reason", "agency_id", "total", "done", "changed", "created_at", "ended_at"] as const;

/** The latest recounts with their progress. @throws DomainError forbidden */
export async function listRecounts(db: Db, caller: Caller) {
	requirePermission(caller, "sla.manage");
	const rows = await db
		.selectFrom("clock_recount")
		.select(columns)
		.where("region_id", "=", caller.regionId)
		.orderBy("id", "desc")
		.limit(20)
		.execute();
	return rows.map(toRecount);
}

/** One recount with its progress. @throws DomainError forbidden, not-found */
export async function readRecount(db: Db, caller: Caller, recountId: number) {
	requirePermission(caller, "sla.manage");
	const row = await db
		.selectFrom("clock_recount")
		.select(columns)
		.where("region_id", "=", caller.regionId)
		.where("id", "=", recountId)
		.executeTakeFirst();
	if (!row) throw new DomainError("not-found", { recountId });
	return toRecount(row);
}

function toRecount(row: {
	id: number;
	reason: string;
	agency_id: number | null;
	total: number | null;
	done: number;
	changed: number;
	created_at: Date;
	ended_at: Date | null;
}) {
	return {
		id: row.id,
		reason: row.reason as RecountReason,
		agencyId: row.agency_id,
		total: row.total,
		done: row.done,
		changed: row.changed,
		createdAt: row.created_at.toISOString(),
		endedAt: row.ended_at?.toISOString() ?? null,
	};
}
