import type { Tx } from "../db/database.ts";

/** What people call the region, and by which clock it lives. */
export async function updateRegion(tx: Tx, regionId: number, to: { name: string; timeZone: string }): Promise<void> {
	await tx.updateTable("region").set({ name: to.name, time_zone: to.timeZone }).where("id", "=", regionId).execute();
}
