import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { ClockKind } from "../domain/sla-profile.ts";
import type { Clock } from "./clock-times.ts";

/** Every clock of a case, those that ended included, in the order they started. */
export async function readClocks(db: Db | Tx, regionId: number, caseId: number): Promise<Clock[]> {
	const rows = await db
		.selectFrom("case_clock")
		.selectAll()
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.orderBy("id")
		.execute();
	return rows as unknown as Clock[];
}

/** Clocks of a case that run or stand. */
export async function runningClocks(tx: Tx, regionId: number, caseId: number): Promise<Clock[]> {
	const rows = await tx
		.selectFrom("case_clock")
		.selectAll()
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.where("ended_at", "is", null)
		.orderBy("id")
		.execute();
	return rows as unknown as Clock[];
}

/** The kind of the last clock of these kinds that ran on a case. */
export async function lastKind(
	tx: Tx,
	regionId: number,
	caseId: number,
	kinds: readonly ClockKind[],
): Promise<ClockKind | null> {
	const row = await tx
		.selectFrom("case_clock")
		.select("kind")
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.where("kind", "in", kinds)
		.orderBy("id", "desc")
		.executeTakeFirst();
	return (row?.kind ?? null) as ClockKind | null;
}

/** Of these cases those for which a clock runs or stands. */
export async function clockedOf(tx: Tx, regionId: number, caseIds: readonly number[]): Promise<Set<number>> {
	const { rows } = await sql<{ case_id: number }>`select distinct case_id from case_clock
		where region_id = ${regionId} and case_id = any (${caseIds}::bigint[]) and ended_at is null`.execute(tx);
	return new Set(rows.map((row) => row.case_id));
}
