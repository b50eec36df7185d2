import type { Db } from "../db/database.ts";
import { readGazetteer, readGazetteerVersion } from "./reads-gazetteer.ts";
import type { GazetteerData } from "./reads-gazetteer.ts";

type Kept = { lookedAt: number; version: string; data: GazetteerData };

/**
 * Gives a region's gazetteer, the same object until another one is loaded; an import is noticed within `ttlMs`.
 * What a message needs besides is one small query per `ttlMs`.
 */
export function keepGazetteer(db: Db, ttlMs = 3_000): (regionId: number) => Promise<GazetteerData> {
	const kept = new Map<number, Kept>();
	const looks = new Map<number, Promise<Kept>>();
	return async (regionId) => {
		const known = kept.get(regionId);
		if (known && performance.now() - known.lookedAt < ttlMs) return known.data;
		const look = looks.get(regionId) ?? lookAgain(db, regionId, known).finally(() => looks.delete(regionId));
		looks.set(regionId, look);
		const fresh = await look;
		kept.set(regionId, fresh);
		return fresh.data;
	};
}

async function lookAgain(db: Db, regionId: number, known: Kept | undefined): Promise<Kept> {
	const lookedAt = performance.now();
	// the version first: data read after it is at least as new
	const version = await readGazetteerVersion(db, regionId);
	if (known?.version === version) return { ...known, lookedAt };
	return { lookedAt, version, data: await readGazetteer(db, regionId) };
}
