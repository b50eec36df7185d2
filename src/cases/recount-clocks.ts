import { sql } from "kysely";
import type { Caller } from "../access/permissions.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import { registryTtlMs } from "../registry/keep-registry.ts";
import { readRegistry } from "../registry/reads.ts";
import type { Registry } from "../registry/reads.ts";
import { saveAgency } from "../registry/save-agency.ts";
import type { AgencyOrder } from "../registry/save-agency.ts";
import { lockCase } from "./reads.ts";
import { countClocked, nextClocked, readRecountWork } from "./reads-recount.ts";
import type { RecountReason } from "./reads-recount.ts";
import { reclockCase } from "./run-clocks.ts";
import { tellHistory } from "./tell-history.ts";
import { advanceRecount, endRecount, insertRecount } from "./writes-clock.ts";

type Order = { regionId: number; recountId: number };

const batchSize = 100;

/**
 * Changes terms or hours and has the open cases clocked anew in the background.
 * @param about `agencyId` null: the cases of all agencies
 * @returns what `change` gave, and the number under which the recount's progress is read
 */
export async function changeTerms<T>(
	{ db, enqueue }: { db: Db; enqueue: Enqueue },
	caller: Caller,
	about: About,
	change: (tx: Tx) => Promise<T>,
): Promise<{ made: T; recountId: number }> {
	return db.transaction().execute(async (tx) => {
		const made = await change(tx);
		return { made, recountId: await askRecount(tx, enqueue, caller, about) };
	});
}

/**
 * Changes an agency; where its hours are others now, its open cases are clocked anew.
 * @throws DomainError as `saveAgency`
 */
export async function changeAgency(
	{ db, enqueue }: { db: Db; enqueue: Enqueue },
	caller: Caller,
	agencyId: number,
	order: AgencyOrder,
): Promise<void> {
	await db.transaction().execute(async (tx) => {
		const { areHoursNew } = await saveAgency(tx, caller, agencyId, order);
		if (areHoursNew) await askRecount(tx, enqueue, caller, { reason: "agency", agencyId });
	});
}

type About = { reason: RecountReason; agencyId: number | null };

async function askRecount(tx: Tx, enqueue: Enqueue, caller: Caller, { reason, agencyId }: About): Promise<number> {
	const { regionId, staffId } = caller;
	const recountId = await insertRecount(tx, { region_id: regionId, reason, agency_id: agencyId, created_by: staffId });
	// others may go on opening cases by the old terms as long as they keep the registry
	const startAfter = new Date(Date.now() + registryTtlMs + 2_000);
	await enqueue(tx, "recount-clocks", { regionId, recountId }, { startAfter });
	return recountId;
}

/**
 * Clocks every open case of a recount anew, case by case, so that nobody who works on one waits for long. A job: a second run
 * goes on where the first one stopped, and of two at once one gives way.
 * @param report told of a case whose clocks cannot be counted: it keeps them as they are, and the others go on
 */
export async function recountClocks(
	db: Db,
	{ regionId, recountId }: Order,
	report: (error: unknown) => void,
): Promise<void> {
	const work = await readRecountWork(db, regionId, recountId);
	if (!work) return;
	const registry = await readRegistry(db, regionId);
	let { lastCaseId } = work;
	const total = work.total ?? (await countClocked(db, regionId, work.agencyId));
	for (;;) {
		const ids = await nextClocked(db, regionId, work.agencyId, lastCaseId, batchSize);
		const last = ids.at(-1);
		if (last === undefined) break;
		let changed = 0;
		for (const caseId of ids) if (await recountOne(db, registry, caseId, work.reason, report)) changed += 1;
		const step = { from: lastCaseId, to: last, done: ids.length, changed, total };
		if (!(await advanceRecount(db, regionId, recountId, step))) return;
		lastCaseId = last;
	}
	await endRecount(db, regionId, recountId, total);
}

async function recountOne(
	db: Db,
	registry: Registry,
	caseId: number,
	reason: RecountReason,
	report: (error: unknown) => void,
): Promise<boolean> {
	try {
		return await db.transaction().execute(async (tx) => {
			const locked = await lockCase(tx, registry.region.id, caseId, null);
			const before = locked.due_at;
			const isMoved = await reclockCase(tx, registry, locked);
			if (locked.due_at.getTime() !== before.getTime()) {
				const data = { reason, fromDueAt: before.toISOString(), dueAt: locked.due_at.toISOString() };
				await tellHistory(tx, "system", locked, "reclocked", data);
			}
			return isMoved;
		});
	} catch (error) {
		// whatever else goes wrong may pass: the job comes again
		if (!(error instanceof DomainError) && !(error instanceof RangeError)) throw error;
		report(error);
		return false;
	}
}

/** Wakes recounts whose job was lost, and those that a migration asked for. */
export async function wakeRecounts(db: Db, enqueue: Enqueue): Promise<void> {
	const { rows } = await sql<{ region_id: number; id: number }>`select region_id, id from clock_recount
		where ended_at is null and created_at < now() - interval '30 seconds' order by created_at limit 100`.execute(db);
	for (const row of rows) await enqueue(db, "recount-clocks", { regionId: row.region_id, recountId: row.id });
}
