import type { Db } from "../db/database.ts";
import { compileShares } from "../domain/rank-agencies.ts";
import type { ShareTable } from "../domain/rank-agencies.ts";

/** Gives a region's shares of agencies, at most `ttlMs` old: they are counted anew once a night. */
export function keepShares(db: Db, ttlMs = 60_000): (regionId: number) => Promise<ShareTable> {
	const kept = new Map<number, { at: number; shares: Promise<ShareTable> }>();
	return (regionId) => {
		const known = kept.get(regionId);
		if (known && performance.now() - known.at < ttlMs) return known.shares;
		const shares = readShares(db, regionId);
		kept.set(regionId, { at: performance.now(), shares });
		// a failed read must not be served again
		shares.catch(() => kept.delete(regionId));
		return shares;
	};
}

async function readShares(db: Db, regionId: number): Promise<ShareTable> {
	const rows = await db
		.selectFrom("routing_share")
		.select(["topic_code as topicCode", "territory_code as territoryCode", "agency_id as agencyId", "cases"])
		.where("region_id", "=", regionId)
		.execute();
	return compileShares(rows);
}
