import type { Tx } from "../db/database.ts";

/** Every INSERT, UPDATE and DELETE of case_snooze. */

export type Snooze = {
	region_id: number;
	case_id: number;
	version: number;
	until: Date;
	reason: string;
	by_id: number;
};

export async function putSnooze(tx: Tx, snooze: Snooze): Promise<void> {
	const { version, until, reason, by_id } = snooze;
	await tx
		.insertInto("case_snooze")
		.values(snooze)
		.onConflict((conflict) =>
			conflict.columns(["region_id", "case_id"]).doUpdateSet({ version, until, reason, by_id, at: new Date() }),
		)
		.execute();
}

/** @returns whether there was one */
export async function deleteSnooze(tx: Tx, regionId: number, caseId: number): Promise<boolean> {
	const { numDeletedRows } = await tx
		.deleteFrom("case_snooze")
		.where("region_id", "=", regionId)
		.where("case_id", "=", caseId)
		.executeTakeFirst();
	return numDeletedRows > 0n;
}
