import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { labelsOf, readModel } from "./model/read-model.ts";
import { boxId, findModel, readLabels, readModelBytes } from "./reads-models.ts";
import type { ModelKind } from "./reads-models.ts";
import { deactivateModels, markActive } from "./writes-models.ts";

/**
 * Puts a model to work in the place of the one of its kind; `boxId` puts the shipped one back.
 * @throws DomainError forbidden, not-found, model-broken
 */
export async function activateModel(db: Db, caller: Caller, id: number): Promise<void> {
	requirePermission(caller, "model.manage");
	const { regionId } = caller;
	await db.transaction().execute(async (tx) => {
		if (id === boxId) await deactivateModels(tx, regionId, "topic");
		else {
			const model = await findModel(tx, regionId, id);
			if (!model) throw new DomainError("not-found", { modelId: id });
			await checkModel(tx, regionId, model.kind, (await readModelBytes(tx, regionId, id)) ?? Buffer.alloc(0));
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

/**
 * Sees whether the region can use a model: it can be read, and something that it names is known here.
 * @throws DomainError model-broken
 */
export async function checkModel(tx: Db | Tx, regionId: number, kind: ModelKind, bytes: Buffer): Promise<void> {
	const labels = labelsOf(readModel(bytes));
	const known = await readLabels(tx, regionId, kind);
	if (!labels.some((label) => known.has(label)))
		throw new DomainError("model-broken", { reason: "labels-unknown", labels: labels.slice(0, 5) });
}
