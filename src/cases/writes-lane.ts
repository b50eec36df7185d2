import { sql } from "kysely";
import type { Insertable } from "kysely";
import type { Tx } from "../db/database.ts";
import type { CaseHandover, CaseSecondReview } from "../db/tables.ts";

/** Every INSERT and UPDATE of case_handover and case_second_review. */

/** @returns false when another hand-over of the case waits already */
export async function insertHandover(
	tx: Tx,
	handover: Pick<Insertable<CaseHandover>, "region_id" | "case_id" | "from_id" | "to_id" | "note" | "offered_by">,
): Promise<boolean> {
	const row = await tx
		.insertInto("case_handover")
		.values(handover)
		.onConflict((conflict) => conflict.doNothing())
		.returning("id")
		.executeTakeFirst();
	return row !== undefined;
}

export async function endHandover(
	tx: Tx,
	regionId: number,
	id: number,
	end: { state: "acknowledged" | "declined" | "withdrawn"; reason?: string | undefined },
): Promise<void> {
	await tx
		.updateTable("case_handover")
		.set({ state: end.state, reason: end.reason ?? null, ended_at: sql<Date>`now()` })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.where("state", "=", "offered")
		.execute();
}

/** @returns false when one of the same kind waits or stands already */
export async function insertReview(
	tx: Tx,
	review: Pick<Insertable<CaseSecondReview>, "region_id" | "case_id" | "action" | "reason" | "asked_by">,
): Promise<boolean> {
	const row = await tx
		.insertInto("case_second_review")
		.values(review)
		.onConflict((conflict) => conflict.doNothing())
		.returning("id")
		.executeTakeFirst();
	return row !== undefined;
}

export async function decideReview(
	tx: Tx,
	regionId: number,
	id: number,
	decision: { state: "agreed" | "refused"; staffId: number; words: string },
): Promise<void> {
	await tx
		.updateTable("case_second_review")
		.set({
			state: decision.state,
			decided_by: decision.staffId,
			decided_at: sql<Date>`now()`,
			decision: decision.words,
		})
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.where("state", "=", "asked")
		.execute();
}

/** An agreement serves once. @returns false when there is none */
export async function spendReview(tx: Tx, regionId: number, caseId: number, action: string): Promise<boolean> {
	const result = await tx
		.updateTable("case_second_review")
		.set({ state: "used" })
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.where("action", "=", action)
		.where("state", "=", "agreed")
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
}

/** What was asked or agreed of a case counts no longer. */
export async function lapseReviews(tx: Tx, regionId: number, caseId: number): Promise<void> {
	await tx
		.updateTable("case_second_review")
		.set({ state: "lapsed" })
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.where("state", "in", ["asked", "agreed"])
		.execute();
}
