import { sql } from "kysely";
import type { Insertable, Updateable } from "kysely";
import type { Tx } from "../db/database.ts";
import type { CaseTask, OutsideLink, OutsideParty } from "../db/tables.ts";

/** Every INSERT and UPDATE of case_task, outside_party and outside_link; the caller holds the case. */

export async function insertTask(tx: Tx, row: Insertable<CaseTask>): Promise<number> {
	const made = await tx.insertInto("case_task").values(row).returning("id").executeTakeFirstOrThrow();
	return made.id;
}

/** Sets columns and counts the version up. */
export async function updateTask(tx: Tx, regionId: number, id: number, change: Updateable<CaseTask>): Promise<void> {
	await tx
		.updateTable("case_task")
		.set({ ...change, version: sql<number>`version + 1` })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.execute();
}

/** Open tasks of these cases end with them. @returns which they were */
export async function cancelOpenTasks(
	tx: Tx,
	regionId: number,
	caseIds: readonly number[],
	now: Date,
): Promise<{ id: number; case_id: number }[]> {
	if (caseIds.length === 0) return [];
	return tx
		.updateTable("case_task")
		.set({ state: "cancelled", ended_at: now, version: sql<number>`version + 1` })
		.where("region_id", "=", regionId)
		.where(sql<boolean>`case_id = any (${caseIds}::bigint[])`)
		.where("state", "=", "open")
		.returning(["id", "case_id"])
		.execute();
}

/**
 * Opens again what `cancelOpenTasks` ended since `from`, with the clocks and links that ended with it.
 * @returns cases whose clocks are the caller's to count anew
 */
export async function reviveTasks(
	tx: Tx,
	regionId: number,
	caseIds: readonly number[],
	from: Date,
): Promise<Set<number>> {
	const { rows } = await sql<{ case_id: number }>`with ended as (
			select id, ended_at from case_task where region_id = ${regionId} and case_id = any (${caseIds}::bigint[])
				and state = 'cancelled' and ended_by is null and reason is null and ended_at >= ${from}
		), clocks as (
			update case_clock c set ended_at = null, end_state = null, working_minutes = null, wall_minutes = null
			from ended e where c.region_id = ${regionId} and c.task_id = e.id and c.end_state = 'cancelled' and c.ended_at = e.ended_at
		), links as (
			update outside_link l set revoked_at = null
			from ended e where l.region_id = ${regionId} and l.task_id = e.id and l.revoked_at = e.ended_at
		)
		update case_task t set state = 'open', ended_at = null, version = version + 1
		from ended e where t.region_id = ${regionId} and t.id = e.id returning t.case_id`.execute(tx);
	return new Set(rows.map((row) => row.case_id));
}

/** One party of that kind and name; the one that is there already, if so. */
export async function putOutsideParty(tx: Tx, row: Insertable<OutsideParty>): Promise<void> {
	await tx
		.insertInto("outside_party")
		.values(row)
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

export async function insertLink(tx: Tx, row: Insertable<OutsideLink>): Promise<void> {
	await tx.insertInto("outside_link").values(row).execute();
}

/** Links of a task that could still be used lead nowhere from now on. @returns how many there were */
export async function revokeLinks(tx: Tx, regionId: number, taskId: number, now: Date): Promise<number> {
	const result = await tx
		.updateTable("outside_link")
		.set({ revoked_at: now })
		.where("region_id", "=", regionId)
		.where("task_id", "=", taskId)
		.where("used_at", "is", null)
		.where("revoked_at", "is", null)
		.executeTakeFirst();
	return Number(result.numUpdatedRows);
}

export async function useLink(tx: Tx, regionId: number, id: number, now: Date): Promise<void> {
	await tx
		.updateTable("outside_link")
		.set({ used_at: now })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.execute();
}
