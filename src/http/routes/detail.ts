import type { Caller } from "../../access/permissions.ts";
import { readCase } from "../../cases/reads-case.ts";
import { withKeptPlans } from "../../db/kept-plans.ts";
import type { RouteParts } from "../parts.ts";

/** The case as its screen shows it: what every change of a case answers with. */
export async function readDetail(
	{ db, registryOf, modelsOf, channels, secretKey }: RouteParts,
	caller: Caller,
	caseId: number,
) {
	const registry = await registryOf(caller.regionId);
	return readCase(
		{ db: withKeptPlans(db), registry, channels, secretKey, models: await modelsOf(registry) },
		caller,
		caseId,
		new Date(),
	);
}
