import type { Tx } from "../db/database.ts";

/** Every INSERT and UPDATE of notice_choice. */

export async function upsertChoice(
	tx: Tx,
	{ regionId, staffId }: { regionId: number; staffId: number },
	{ kind, byMessage, inBrowser }: { kind: string; byMessage: boolean; inBrowser: boolean },
): Promise<void> {
	const values = { by_message: byMessage, in_browser: inBrowser };
	await tx
		.insertInto("notice_choice")
		.values({ region_id: regionId, staff_id: staffId, kind, ...values })
		.onConflict((conflict) => conflict.columns(["region_id", "staff_id", "kind"]).doUpdateSet(values))
		.execute();
}
