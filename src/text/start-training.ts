import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import { countTaught, needEnough } from "./reads-training.ts";
import { endLostTrainings, openTraining } from "./writes-models.ts";

/**
 * Has a model trained from the region's own cases, later and elsewhere.
 * @throws DomainError forbidden, training-under-way, training-too-small
 */
export async function startTraining(db: Db, enqueue: Enqueue, caller: Caller): Promise<void> {
	requirePermission(caller, "model.manage");
	const { regionId } = caller;
	await db.transaction().execute(async (tx) => {
		await endLostTrainings(tx, regionId);
		const trainingId = await openTraining(tx, regionId, caller.staffId);
		if (trainingId === null) throw new DomainError("training-under-way");
		needEnough(await countTaught(tx, regionId));
		await recordAudit(tx, caller, "model-training-started", { trainingId });
		await enqueue(tx, "train-model", { regionId, trainingId });
	});
}
