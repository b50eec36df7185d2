import type { Caller } from "../../access/permissions.ts";
import { readCase } from "../../cases/reads-case.ts";
import type { RouteParts } from "../parts.ts";

/** The case as its screen shows it: what every change of a case answers with. */
export async function readDetail({ db, registryOf, channels }: RouteParts, caller: Caller, caseId: number) {
	return readCase(db, await registryOf(caller.regionId), channels, caller, caseId, new Date());
}
