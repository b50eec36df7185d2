import { sql } from "kysely";
import type { Insertable, Updateable } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { Case, CaseClock, ClockRecount } from "../db/tables.ts";

/** Every INSERT and UPDATE of case_clock and clock_recount. */

/** A kind that runs already on the case (or the task) goes on as it is. */
export async function insertClocks(tx: Tx, clocks: Insertable<CaseClock>[]): Promise<void> {
	if (clocks.length === 0) return;
	await tx
		.insertInto("case_clock")
		.values(clocks)
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

export async function updateClock(tx: Tx, regionId: number, id: number, change: Updateable<CaseClock>): Promise<void> {
	await tx.updateTable("case_clock").set(change).where("region_id", "=", regionId).where("id", "=", id).execute();
}

/** The case's own term. Its version stays: nobody's work on the case is out of date because of it. */
export async function updateTerm(
	tx: Tx,
	regionId: number,
	caseId: number,
	term: Pick<Updateable<Case>, "clock_from" | "due_at" | "is_round_the_clock">,
): Promise<void> {
	await tx.updateTable("case").set(term).where("region_id", "=", regionId).where("id", "=", caseId).execute();
}

/** @returns its number */
export async function insertRecount(tx: Tx, recount: Insertable<ClockRecount>): Promise<number> {
	const row = await tx.insertInto("clock_recount").values(recount).returning("id").executeTakeFirstOrThrow();
	return row.id;
}

/** @returns false when somebody else has gone on meanwhile */
export async function advanceRecount(
	db: Db,
	regionId: number,
	id: number,
	step: { from: number; to: number; done: number; changed: number; total: number },
): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable("clock_recount")
		.set({
			last_case_id: step.to,
			total: step.total,
			done: sql`done + ${step.done}`,
			changed: sql`changed + ${step.changed}`,
		})
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.where("last_case_id", "=", step.from)
		.where("ended_at", "is", null)
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}

export async function endRecount(db: Db, regionId: number, id: number, total: number): Promise<void> {
	await db
		.updateTable("clock_recount")
		.set({ ended_at: sql`now()`, total })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.where("ended_at", "is", null)
		.execute();
}
