import type { Insertable } from "kysely";
import type { Tx } from "../db/database.ts";
import type { CaseReturn } from "../db/tables.ts";

/** Every INSERT and UPDATE of case_return and case_dispute; the caller holds the case. */

export async function insertReturn(tx: Tx, row: Insertable<CaseReturn>): Promise<void> {
	await tx.insertInto("case_return").values(row).execute();
}

/** The case is disputed from now on, unless it is already; one that was settled is open again. */
export async function putDispute(tx: Tx, regionId: number, caseId: number, now: Date): Promise<void> {
	await tx
		.insertInto("case_dispute")
		.values({ region_id: regionId, case_id: caseId, opened_at: now })
		.onConflict((conflict) =>
			conflict
				.columns(["region_id", "case_id"])
				.doUpdateSet({
					state: "open",
					opened_at: now,
					settled_at: null,
					settled_by: null,
					agency_id: null,
					reason: null,
				})
				.where("case_dispute.state", "=", "settled"),
		)
		.execute();
}

export async function settleDispute(
	tx: Tx,
	regionId: number,
	caseId: number,
	as: { settled_at: Date; settled_by: number; agency_id: number; reason: string },
): Promise<void> {
	await tx
		.updateTable("case_dispute")
		.set({ ...as, state: "settled" })
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.execute();
}
