import { sql } from "kysely";
import { caseScope } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { ClockKind } from "../domain/sla-profile.ts";
import type { Registry } from "../registry/reads.ts";
import type { ClockSubject } from "./clock-case.ts";
import type { Clock } from "./clock-times.ts";
import { explainOne } from "./explain-clock.ts";
import { inScope } from "./reads.ts";

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

/** Cases with a clock that stood as long as it may. */
export async function overlongWaits(db: Db, now: Date, limit: number): Promise<{ regionId: number; caseId: number }[]> {
	return db
		.selectFrom("case_clock")
		.select(["region_id as regionId", "case_id as caseId"])
		.where("ended_at", "is", null)
		.where("pause_until", "<=", now)
		.orderBy("pause_until")
		.limit(limit)
		.execute();
}

/**
 * Every clock of a case with its sentence; who takes part in the case by a task alone sees the clocks of their own agency.
 * @throws DomainError forbidden, not-found, also for a case of another agency
 */
export async function readCaseClocks(db: Db, registry: Registry, caller: Caller, caseId: number, now: Date) {
	const scope = caseScope(caller);
	const found = await sql<ClockSubject>`select c.agency_id, c.topic_code, c.priority from "case" c
		where c.region_id = ${caller.regionId} and c.id = ${caseId} and ${inScope(scope)}`.execute(db);
	const [subject] = found.rows;
	if (!subject) throw new DomainError("not-found", { caseId });
	const isTheirs = (agencyId: number | null) => scope === null || (agencyId !== null && scope.includes(agencyId));
	const clocks = await readClocks(db, caller.regionId, caseId);
	const shown = isTheirs(subject.agency_id) ? clocks : clocks.filter((clock) => isTheirs(clock.agency_id));
	return shown.map((clock) => ({
		id: clock.id,
		kind: clock.kind,
		agencyId: clock.agency_id,
		taskId: clock.task_id,
		isPaused: clock.paused_at !== null,
		pausedMinutes: clock.paused_minutes,
		stage: clock.stage,
		endedAt: clock.ended_at?.toISOString() ?? null,
		endState: clock.end_state as "met" | "missed" | "cancelled" | null,
		workedMinutes: clock.working_minutes,
		wallMinutes: clock.wall_minutes,
		due: explainOne(registry, subject, clock, now),
	}));
}
