import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { boxId, findModel } from "./reads-models.ts";
import { deactivateModels, markActive } from "./writes-models.ts";

/**
 * Puts a model to work in the place of the one of its kind; `boxId` puts the shipped one back.
 * @throws DomainError forbidden, not-found
 */
export async function activateModel(db: Db, caller: Caller, id: number): Promise<void> {
	requirePermission(caller, "model.manage");
	const { regionId } = caller;
	await db.transaction().execute(async (tx) => {
		if (id === boxId) await deactivateModels(tx, regionId, "topic");
		else {
			const model = await findModel(tx, regionId, id);
			if (!model) throw new DomainError("not-found", { modelId: id });
			await deactivateModels(tx, regionId, model.kind);
			await markActive(tx, regionId, id, caller.staffId);
		}
		await recordAudit(tx, caller, "model-activated", { modelId: id });
	});
}

/**
 * Takes a model from its work: topics go back to the shipped one, agencies to rules and history alone.
 * @throws DomainError forbidden, not-found
 */
export async function deactivateModel(db: Db, caller: Caller, id: number): Promise<void> {
	requirePermission(caller, "model.manage");
	await db.transaction().execute(async (tx) => {
		const model = await findModel(tx, caller.regionId, id);
		if (!model) throw new DomainError("not-found", { modelId: id });
		if (!model.isActive) return;
		await deactivateModels(tx, caller.regionId, model.kind);
		await recordAudit(tx, caller, "model-deactivated", { modelId: id });
	});
}
