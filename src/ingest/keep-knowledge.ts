import type { Db } from "../db/database.ts";
import type { ShareTable } from "../domain/rank-agencies.ts";
import { keepGazetteer } from "../registry/keep-gazetteer.ts";
import { keepShares } from "../registry/keep-shares.ts";
import type { Registry } from "../registry/reads.ts";
import { keepModels } from "../text/keep-models.ts";
import type { Models } from "../text/keep-models.ts";
import { gazetteerOf } from "../text/place/compile-gazetteer.ts";
import type { Gazetteer } from "../text/place/compile-gazetteer.ts";

/** Everything by which a region's messages are read, at one moment. */
export type Knowledge = { registry: Registry; models: Models; gazetteer: Gazetteer; shares: ShareTable };

/**
 * Gives what a region's messages are read by; each part is read anew only when it changed or is seconds old.
 * @param onError told of a model that cannot be read; messages are read without it
 */
export function keepKnowledge(
	db: Db,
	registryOf: (regionId: number) => Promise<Registry>,
	onError: (error: unknown) => void,
): (regionId: number) => Promise<Knowledge> {
	const modelsOf = keepModels(db, onError);
	const gazetteerDataOf = keepGazetteer(db);
	const sharesOf = keepShares(db);
	return async (regionId) => {
		const registry = await registryOf(regionId);
		return {
			registry,
			models: await modelsOf(registry),
			gazetteer: gazetteerOf(await gazetteerDataOf(regionId)),
			shares: await sharesOf(regionId),
		};
	};
}
