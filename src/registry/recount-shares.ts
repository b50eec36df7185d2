import type { Db } from "../db/database.ts";
import { replaceShares } from "./writes.ts";

/** Learns anew from every region's history which agency gets which topic where. */
export async function recountShares(db: Db): Promise<void> {
	const regions = await db.selectFrom("region").select("id").orderBy("id").execute();
	for (const { id } of regions) await db.transaction().execute((tx) => replaceShares(tx, id));
}
