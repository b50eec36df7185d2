import type { Insertable, Updateable } from "kysely";
import type { Tx } from "../db/database.ts";
import type { Case, CaseClock } from "../db/tables.ts";

/** Every INSERT and UPDATE of case_clock. */

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
