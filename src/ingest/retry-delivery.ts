import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import { regionsLeftBehind } from "./reads.ts";
import { reopenDelivery } from "./writes.ts";

/**
 * Has a delivery that was not understood read again.
 * @throws DomainError forbidden, delivery-not-retriable
 */
export async function retryDelivery(db: Db, enqueue: Enqueue, caller: Caller, id: number): Promise<void> {
	requirePermission(caller, "delivery.retry");
	await db.transaction().execute(async (tx) => {
		if (!(await reopenDelivery(tx, caller.regionId, id)))
			throw new DomainError("delivery-not-retriable", { deliveryId: id });
		await recordAudit(tx, caller, "delivery-retried", { deliveryId: id });
		await enqueue(tx, "ingest-delivery", { regionId: caller.regionId });
	});
}

/** Wakes the reading of deliveries that nobody reads: a safety net under the jobs, run once a minute. */
export async function wakeIngest(db: Db, enqueue: Enqueue): Promise<void> {
	for (const regionId of await regionsLeftBehind(db)) await enqueue(db, "ingest-delivery", { regionId });
}
