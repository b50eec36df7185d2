import { requireRegional } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { isTimeZone } from "./time-zone.ts";
import { updateRegion } from "./writes-region.ts";

/**
 * Names the region and sets its clock. The agencies keep their own zones.
 * @throws DomainError forbidden, time-zone-unknown
 */
export async function saveRegion(tx: Tx, caller: Caller, order: { name: string; timeZone: string }): Promise<void> {
	requireRegional(caller, "staff.manage");
	if (!isTimeZone(order.timeZone)) throw new DomainError("time-zone-unknown", { timeZone: order.timeZone });
	await updateRegion(tx, caller.regionId, order);
	await recordAudit(tx, caller, "region-saved", order);
}
