import { sql } from "kysely";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";

/** A shift; agencyId null: for the whole region. */
export type DutyShift = {
	id: number;
	agencyId: number | null;
	staffId: number;
	staffName: string;
	from: Date;
	to: Date;
};

const columns = sql`d.id, d.agency_id as "agencyId", d.staff_id as "staffId", s.name as "staffName", d.starts_at as "from", d.ends_at as "to"`;

/** Shifts of a region that lie in a time, in the order they begin. */
export async function findShifts(
	db: Db | Tx,
	regionId: number,
	{ from, to }: { from: Date; to: Date },
): Promise<DutyShift[]> {
	const { rows } = await sql<DutyShift>`select ${columns} from duty_shift d
		join staff s on s.region_id = d.region_id and s.id = d.staff_id
		where d.region_id = ${regionId} and d.ends_at > ${from} and d.starts_at < ${to}
		order by d.starts_at, d.id`.execute(db);
	return rows;
}

/** Who is on duty at a moment, those who have left aside. */
export async function findOnDuty(db: Db | Tx, regionId: number, now: Date): Promise<DutyShift[]> {
	const { rows } = await sql<DutyShift>`select ${columns} from duty_shift d
		join staff s on s.region_id = d.region_id and s.id = d.staff_id and s.is_active
		where d.region_id = ${regionId} and d.ends_at > ${now} and d.starts_at <= ${now} order by d.id`.execute(db);
	return rows;
}

/** A shift, held by the transaction. */
export async function lockShift(tx: Tx, regionId: number, id: number): Promise<DutyShift | null> {
	const { rows } = await sql<DutyShift>`select ${columns} from duty_shift d
		join staff s on s.region_id = d.region_id and s.id = d.staff_id
		where d.region_id = ${regionId} and d.id = ${id} for update of d`.execute(tx);
	return rows[0] ?? null;
}

/**
 * Whether a person is active and sees the cases of a shift: all of the region's, or those of the agency.
 * @param agencyId null: the whole region
 */
export async function isFitForDuty(tx: Tx, caller: Caller, staffId: number, agencyId: number | null): Promise<boolean> {
	const { rows } = await sql`
		with recursive above (id) as (
			select ${agencyId}::int where ${agencyId}::int is not null
			union select a.parent_id from above join agency a on a.region_id = ${caller.regionId} and a.id = above.id
			where a.parent_id is not null)
		select from staff s where s.region_id = ${caller.regionId} and s.id = ${staffId} and s.is_active and exists (
			select from staff_role sr join role r on r.region_id = sr.region_id and r.code = sr.role_code
			where sr.region_id = s.region_id and sr.staff_id = s.id and ('case.read.region' = any(r.permissions)
				or 'case.read.agency' = any(r.permissions) and s.agency_id in (select id from above)))`.execute(tx);
	return rows.length > 0;
}

export type CaseFacts = { id: number; agencyId: number | null; isUrgent: boolean };

/** What decides who of those on duty hears of a case. */
export async function readCaseFacts(tx: Tx, regionId: number, caseIds: readonly number[]): Promise<CaseFacts[]> {
	const { rows } =
		await sql<CaseFacts>`select id, agency_id as "agencyId", priority = 'urgent' as "isUrgent" from "case"
		where region_id = ${regionId} and id = any(${[...new Set(caseIds)]}::bigint[])`.execute(tx);
	return rows;
}

/** Agency → the one above it. */
export async function readParents(db: Db | Tx, regionId: number): Promise<Map<number, number>> {
	const { rows } = await sql<{ id: number; parentId: number }>`
		select id, parent_id as "parentId" from agency where region_id = ${regionId} and parent_id is not null`.execute(db);
	return new Map(rows.map(({ id, parentId }) => [id, parentId]));
}
