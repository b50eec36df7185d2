import type { Tx } from "../db/database.ts";
import { findManagers } from "../access/reads-managers.ts";
import { raiseDeskNotice } from "../notify/raise-desk-notice.ts";
import type { EndpointKey } from "./reads.ts";
import { findOwner } from "./reads.ts";

/** Those who may manage an endpoint are told that it was switched off: until somebody looks, its system hears nothing. */
export async function tellOfDisabled(
	tx: Tx,
	{ regionId, id: endpointId }: EndpointKey,
	reason: "gone" | "failing",
	now: Date,
): Promise<void> {
	const staffIds = await findManagers(tx, regionId, "integration.manage", await findOwner(tx, regionId, endpointId));
	await raiseDeskNotice(tx, { regionId, staffIds, code: "webhook-off", data: { endpointId, reason } }, now);
}
