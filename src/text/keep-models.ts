import type { Db } from "../db/database.ts";
import type { Registry } from "../registry/reads.ts";
import { boxModel } from "./box/box-model.ts";
import { readModel } from "./model/read-model.ts";
import type { TextModel } from "./model/read-model.ts";
import { boxId, readModelBytes } from "./reads-models.ts";

/**
 * The models at work: the region's own, or for topics the one in the box; null where there is none.
 * `topicId` is the number of the one for topics, `boxId` for the shipped one.
 */
export type Models = { topic: TextModel | null; topicId: number; agency: TextModel | null };

type Kept = { id: number; model: Promise<TextModel | null> };

/**
 * Gives the models that a region's registry names as active, each read from the database once: the bytes of a row never
 * change. One that cannot be read is left out, and told of, so that no message waits for it.
 */
export function keepModels(db: Db, onError: (error: unknown) => void): (registry: Registry) => Promise<Models> {
	const kept = new Map<string, Kept>();
	const modelOf = (regionId: number, kind: string, id: number | null): Promise<TextModel | null> | null => {
		const key = `${regionId} ${kind}`;
		if (id === null) {
			kept.delete(key);
			return null;
		}
		const known = kept.get(key);
		if (known?.id === id) return known.model;
		const model = load(db, regionId, id, onError);
		kept.set(key, { id, model });
		// a failed read must not be served again
		model.catch(() => kept.delete(key));
		return model;
	};
	const box = readBoxOnce(onError);
	return async ({ region, activeModels }) => {
		const own = await modelOf(region.id, "topic", activeModels.topic);
		return {
			topic: own ?? box(),
			topicId: own ? (activeModels.topic ?? boxId) : boxId,
			agency: await modelOf(region.id, "agency", activeModels.agency),
		};
	};
}

async function load(db: Db, regionId: number, id: number, onError: (error: unknown) => void) {
	const bytes = await readModelBytes(db, regionId, id);
	try {
		return bytes ? readModel(bytes) : null;
	} catch (error) {
		onError(error);
		return null;
	}
}

/** Null when the file that came with the program is broken: messages are taken all the same. */
function readBoxOnce(onError: (error: unknown) => void): () => TextModel | null {
	let box: TextModel | null | undefined;
	return () => {
		if (box !== undefined) return box;
		try {
			box = boxModel();
		} catch (error) {
			onError(error);
			box = null;
		}
		return box;
	};
}
