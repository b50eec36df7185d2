import { sql } from "kysely";
import type { Insertable, UpdateObject } from "kysely";
import type { Tx } from "../db/database.ts";
import type { Correction, DB } from "../db/tables.ts";
import type { CorrectionState } from "./reads-correction.ts";

/** Every INSERT and UPDATE of correction, and of the words of a publication that one takes the place of. */

export async function insertCorrection(tx: Tx, row: Omit<Insertable<Correction>, "id">): Promise<number> {
	const { id } = await tx.insertInto("correction").values(row).returning("id").executeTakeFirstOrThrow();
	return id;
}

/** Seconds a claim lasts: the network call takes at most 15. */
const leaseSeconds = 30;

/** Holds a correction for one call; the row is locked by the caller. */
export async function claimCorrection(tx: Tx, regionId: number, id: number): Promise<void> {
	await tx
		.updateTable("correction")
		.set({
			state: "claimed",
			attempts: sql`attempts + 1`,
			lease_until: sql`now() + make_interval(secs => ${leaseSeconds})`,
		})
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.execute();
}

/** Moves a correction on if it is still in one of the states `from`. @returns false when somebody else has moved it */
export async function moveCorrection(
	tx: Tx,
	regionId: number,
	id: number,
	from: readonly CorrectionState[],
	change: UpdateObject<DB, "correction"> & { state: CorrectionState },
): Promise<boolean> {
	const result = await tx
		.updateTable("correction")
		.set({ lease_until: null, ...change })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.where("state", "in", from)
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
}

/** The publication says what stands in the thread now; what was read back of it was the old text. */
export async function correctPublication(tx: Tx, regionId: number, id: number, text: string): Promise<void> {
	await tx
		.updateTable("publication")
		.set({ text, seen_text: null, seen_at: null })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.execute();
}
