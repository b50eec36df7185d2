import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import type { ModelKind } from "./reads-models.ts";

/** Every INSERT and UPDATE of text_model and model_training. */

/** Takes the active model of a kind from its place. */
export async function deactivateModels(tx: Tx, regionId: number, kind: ModelKind): Promise<void> {
	await tx
		.updateTable("text_model")
		.set({ is_active: false })
		.where("region_id", "=", regionId)
		.where("kind", "=", kind)
		.where("is_active", "=", true)
		.execute();
}

export async function markActive(tx: Tx, regionId: number, id: number, staffId: number): Promise<void> {
	await tx
		.updateTable("text_model")
		.set({ is_active: true, activated_at: sql<Date>`now()`, activated_by: staffId })
		.where("region_id", "=", regionId)
		.where("id", "=", id)
		.execute();
}
