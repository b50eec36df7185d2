import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import { standInOf } from "../domain/stand-in.ts";
import type { AbsenceSpan } from "../domain/stand-in.ts";
import type { Caller } from "./permissions.ts";

/** Absences of a region that are under way or to come. */
export async function currentAbsences(
	tx: Db | Tx,
	regionId: number,
	now: Date,
): Promise<(AbsenceSpan & { id: number })[]> {
	const rows = await tx
		.selectFrom("absence")
		.select(["id", "staff_id", "substitute_id", "starts_at", "ends_at"])
		.where("region_id", "=", regionId)
		.where("ends_at", ">", now)
		.orderBy("id")
		.execute();
	return rows.map((row) => ({
		id: row.id,
		staffId: row.staff_id,
		substituteId: row.substitute_id,
		from: row.starts_at.getTime(),
		to: row.ends_at.getTime(),
	}));
}

/** Who does each person's work at this moment: themselves, or whoever stands in for them. */
export async function readStandIns(tx: Db | Tx, regionId: number, now: Date): Promise<(staffId: number) => number> {
	const absences = await currentAbsences(tx, regionId, now);
	return (staffId) => standInOf(absences, staffId, now.getTime());
}

/** The caller, and everybody whose work is theirs at this moment. */
export async function workOf(db: Db, caller: Caller, now: Date): Promise<number[]> {
	const absences = await currentAbsences(db, caller.regionId, now);
	const away = new Set(absences.map((absence) => absence.staffId));
	const stood = [...away].filter((id) => standInOf(absences, id, now.getTime()) === caller.staffId);
	return [...new Set([caller.staffId, ...stood])];
}

export type ListedAbsence = {
	id: number;
	staffId: number;
	staffName: string;
	substituteId: number;
	substituteName: string;
	from: string;
	to: string;
};

/** Whose absences a person may read and change: everybody's, their agency's, their own. */
export type AbsenceReach = "region" | { agencyId: number } | "own";

/** Absences within a time, in the order they begin: those the caller may change, and those in which they stand in. */
export async function listAbsences(
	db: Db,
	caller: Caller,
	reach: AbsenceReach,
	{ from, to }: { from: Date; to: Date },
): Promise<ListedAbsence[]> {
	const isReached =
		reach === "region"
			? sql<boolean>`true`
			: reach === "own"
				? sql<boolean>`s.id = ${caller.staffId}`
				: sql<boolean>`s.agency_id = ${reach.agencyId}`;
	const { rows } = await sql<Omit<ListedAbsence, "from" | "to"> & { from: Date; to: Date }>`
		select a.id, a.staff_id as "staffId", s.name as "staffName", a.substitute_id as "substituteId", t.name as "substituteName",
			a.starts_at as "from", a.ends_at as "to"
		from absence a
		join staff s on s.region_id = a.region_id and s.id = a.staff_id
		join staff t on t.region_id = a.region_id and t.id = a.substitute_id
		where a.region_id = ${caller.regionId} and a.ends_at > ${from} and a.starts_at < ${to}
			and (a.staff_id = ${caller.staffId} or a.substitute_id = ${caller.staffId} or ${isReached})
		order by a.starts_at, a.id limit 1000`.execute(db);
	return rows.map((row) => ({ ...row, from: row.from.toISOString(), to: row.to.toISOString() }));
}

/** An absence, held by the transaction. */
export async function lockAbsence(tx: Tx, regionId: number, id: number) {
	const { rows } = await sql<{ staffId: number; agencyId: number | null; from: Date; to: Date }>`
		select a.staff_id as "staffId", s.agency_id as "agencyId", a.starts_at as "from", a.ends_at as "to"
		from absence a join staff s on s.region_id = a.region_id and s.id = a.staff_id
		where a.region_id = ${regionId} and a.id = ${id} for update of a`.execute(tx);
	return rows[0] ?? null;
}

/** People of a region who are active. */
export async function findActive(
	tx: Tx,
	regionId: number,
	ids: readonly number[],
): Promise<Map<number, { agencyId: number | null }>> {
	const rows = await tx
		.selectFrom("staff")
		.select(["id", "agency_id"])
		.where("region_id", "=", regionId)
		.where("id", "in", [...ids])
		.where("is_active", "=", true)
		.execute();
	return new Map(rows.map((row) => [row.id, { agencyId: row.agency_id }]));
}
