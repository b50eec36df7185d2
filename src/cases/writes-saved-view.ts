import type { Insertable, Updateable } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import type { SavedView } from "../db/tables.ts";

/** Every INSERT and UPDATE of saved_view. */

export async function insertView(db: Db | Tx, view: Insertable<SavedView>): Promise<number> {
	const { id } = await db.insertInto("saved_view").values(view).returning("id").executeTakeFirstOrThrow();
	return id;
}

export async function updateView(
	db: Db | Tx,
	regionId: number,
	id: number,
	change: Updateable<SavedView>,
): Promise<void> {
	await db.updateTable("saved_view").set(change).where("region_id", "=", regionId).where("id", "=", id).execute();
}
