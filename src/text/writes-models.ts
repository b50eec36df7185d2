import { sql } from "kysely";
import type { Insertable } from "kysely";
import type { Tx } from "../db/database.ts";
import type { TextModel } from "../db/tables.ts";
import type { ErrorCode } from "../domain/errors.ts";
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

/** @returns the training's id; null when another is under way in the region */
export async function openTraining(tx: Tx, regionId: number, staffId: number): Promise<number | null> {
	const row = await tx
		.insertInto("model_training")
		.values({ region_id: regionId, started_by: staffId })
		.onConflict((conflict) => conflict.column("region_id").where("ended_at", "is", null).doNothing())
		.returning("id")
		.executeTakeFirst();
	return row?.id ?? null;
}

/** @returns false when it has ended before: a job may run twice */
export async function endTraining(
	tx: Tx,
	regionId: number,
	trainingId: number,
	failure: { code: ErrorCode; details: Record<string, unknown> } | null,
): Promise<boolean> {
	const result = await tx
		.updateTable("model_training")
		.set({ ended_at: sql<Date>`now()`, failure: failure && JSON.stringify(failure) })
		.where("region_id", "=", regionId)
		.where("id", "=", trainingId)
		.where("ended_at", "is", null)
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
}

/** A training whose workers died every time would bar the way for ever: after an hour it has failed. */
export async function endLostTrainings(tx: Tx, regionId: number): Promise<void> {
	await tx
		.updateTable("model_training")
		.set({ ended_at: sql<Date>`now()`, failure: JSON.stringify({ code: "internal", details: {} }) })
		.where("region_id", "=", regionId)
		.where("ended_at", "is", null)
		.where("started_at", "<", sql<Date>`now() - interval '1 hour'`)
		.execute();
}

export async function insertModel(tx: Tx, model: Insertable<TextModel>): Promise<number> {
	return (await tx.insertInto("text_model").values(model).returning("id").executeTakeFirstOrThrow()).id;
}
