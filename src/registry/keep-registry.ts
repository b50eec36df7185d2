import type { Db } from "../db/database.ts";
import type { Registry } from "./reads.ts";
import { readRegistry } from "./reads.ts";

export const registryTtlMs = 3_000;

/** Gives a region's registry, at most `ttlMs` old: calendars and rules change rarely, and every message needs them. */
export function keepRegistry(db: Db, ttlMs = registryTtlMs): (regionId: number) => Promise<Registry> {
	const kept = new Map<number, { at: number; registry: Promise<Registry> }>();
	return (regionId) => {
		const known = kept.get(regionId);
		if (known && Date.now() - known.at < ttlMs) return known.registry;
		const registry = readRegistry(db, regionId);
		kept.set(regionId, { at: Date.now(), registry });
		// a failed read must not be served again
		registry.catch(() => kept.delete(regionId));
		return registry;
	};
}
