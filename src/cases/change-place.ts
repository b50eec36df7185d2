import { caseScope, requirePermission } from "../access/permissions.ts";
import type { Caller } from "../access/permissions.ts";
import type { Db } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Registry } from "../registry/reads.ts";
import { lockCase } from "./reads.ts";
import { updateCase } from "./writes.ts";
import { tellHistory } from "./tell-history.ts";

/**
 * A person names the territory, accepts the machine's, or says that there is none: from then on it is the person's.
 * An address that the machine had found in another territory goes.
 * @throws DomainError territory-unknown, case-changed-meanwhile, not-found, forbidden
 */
export async function changePlace(
	db: Db,
	registry: Registry,
	caller: Caller,
	caseId: number,
	order: { version: number; territoryCode: string | null },
): Promise<void> {
	if (!caller.permissions.has("case.work")) requirePermission(caller, "case.triage");
	const { territoryCode } = order;
	if (territoryCode !== null && !registry.territories.some(({ code }) => code === territoryCode))
		throw new DomainError("territory-unknown", { territoryCode });
	await db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, caller.regionId, caseId, caseScope(caller));
		if (locked.version !== order.version) throw new DomainError("case-changed-meanwhile", { version: locked.version });
		await updateCase(tx, locked.region_id, caseId, {
			territory_code: territoryCode,
			place_by: "person",
			...(territoryCode !== locked.territory_code && { address: null, latitude: null, longitude: null }),
		});
		await tellHistory(tx, caller, locked, "placeChanged", { fromTerritoryCode: locked.territory_code, territoryCode });
	});
}
