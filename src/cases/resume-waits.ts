import { isDatabaseAway } from "../db/database.ts";
import type { Db } from "../db/database.ts";
import { readRegistry } from "../registry/reads.ts";
import type { Registry } from "../registry/reads.ts";
import { lockCase } from "./reads.ts";
import { overlongWaits } from "./reads-clock.ts";
import { resumeClocks } from "./run-clocks.ts";
import { tellHistory } from "./tell-history.ts";

/**
 * Clocks that stood for the resident as long as they may run on. A job, once a minute; a second run finds nothing to do.
 * @param report told of a case that could not be resumed; the others are
 */
export async function resumeWaits(db: Db, now: Date, report: (error: unknown) => void): Promise<void> {
	const waits = await overlongWaits(db, now, 1_000);
	for (const [regionId, cases] of Map.groupBy(waits, (wait) => wait.regionId)) {
		const registry = await readRegistry(db, regionId);
		for (const { caseId } of cases) {
			try {
				await resumeOne(db, registry, caseId, now);
			} catch (error) {
				if (isDatabaseAway(error)) throw error;
				report(error);
			}
		}
	}
}

async function resumeOne(db: Db, registry: Registry, caseId: number, now: Date): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const locked = await lockCase(tx, registry.region.id, caseId, null);
		if (!(await resumeClocks(tx, registry, locked, now))) return;
		await tellHistory(tx, "system", locked, "waitEnded", { dueAt: locked.due_at.toISOString() });
	});
}
