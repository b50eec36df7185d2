import { requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Db } from "../db/database.ts";
import { updateWantedPrecision } from "./writes.ts";

/**
 * How often the machine must be right where it acts alone.
 * @param wantedPrecision 0.5 … 0.99
 * @throws DomainError forbidden
 */
export async function setWantedPrecision(db: Db, caller: Caller, wantedPrecision: number): Promise<void> {
	requirePermission(caller, "model.manage");
	await db.transaction().execute(async (tx) => {
		await updateWantedPrecision(tx, caller.regionId, wantedPrecision);
		await recordAudit(tx, caller, "wanted-precision-set", { wantedPrecision });
	});
}
