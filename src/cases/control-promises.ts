import type { Db, Tx } from "../db/database.ts";
import { promisedStatuses } from "../domain/case.ts";
import { controlAt } from "../domain/promise.ts";
import type { Registry } from "../registry/reads.ts";
import { actOnCase } from "./act-on-case.ts";
import { calendarOf } from "./clock-case.ts";
import { flagOnCase } from "./flag-systemic.ts";
import { endPromiseClock, promiseClockDue, startPromiseClock } from "./promise-clock.ts";
import { lockCase } from "./reads.ts";
import type { LockedCase } from "./reads.ts";
import { findPromise, promisesToBreak, promisesToControl } from "./reads-promise.ts";
import type { CasePromise, DuePromise } from "./reads-promise.ts";
import { tellOfPromise } from "./tell-of-promise.ts";
import { updatePromise } from "./writes-promise.ts";
import { tellHistory } from "./tell-history.ts";

export type ControlParts = {
	db: Db;
	registryOf: (regionId: number) => Promise<Registry>;
	report: (error: unknown) => void;
};

const batchSize = 200;

/**
 * Looks after promises: the working day after the promised one the case goes on and the executor is to show the result;
 * what is not shown in time is broken. Each promise in a transaction of its own; twice at once does nothing twice.
 */
export async function controlPromises(parts: ControlParts, now: Date): Promise<void> {
	await each(parts, (after) => promisesToControl(parts.db, now, batchSize, after), controlOne, now);
	await each(parts, (after) => promisesToBreak(parts.db, now, batchSize, after), breakOne, now);
}

type Work = (tx: Tx, registry: Registry, locked: LockedCase, promise: CasePromise, now: Date) => Promise<void>;

async function each(
	{ db, registryOf, report }: ControlParts,
	read: (after: number) => Promise<DuePromise[]>,
	work: Work,
	now: Date,
): Promise<void> {
	for (let after = 0; ; ) {
		const found = await read(after);
		for (const { region_id: regionId, id, case_id: caseId } of found) {
			after = id;
			// one promise that cannot be looked after keeps no other waiting
			try {
				const registry = await registryOf(regionId);
				await db.transaction().execute(async (tx) => {
					const locked = await lockCase(tx, regionId, caseId, null);
					const promise = await findPromise(tx, regionId, id);
					if (promise?.state === "open") await work(tx, registry, locked, promise, now);
				});
			} catch (error) {
				report(error);
			}
		}
		if (found.length < batchSize) return;
	}
}

async function controlOne(
	tx: Tx,
	registry: Registry,
	locked: LockedCase,
	promise: CasePromise,
	now: Date,
): Promise<void> {
	if (promise.controlled_at) return;
	const key = { regionId: locked.region_id, id: promise.id, state: "open" } as const;
	// the calendar may have changed since the promise was made
	const control_at = controlAt(calendarOf(registry, promise.agency_id), promise.due_on);
	if (control_at > now) {
		await updatePromise(tx, key, { control_at });
		return;
	}
	if (locked.status === "rejected" || locked.status === "handedTo59fz") {
		await updatePromise(tx, key, { state: "cancelled", ended_at: now });
		await note(tx, locked, promise, "promiseCancelled");
		return;
	}
	const control_due_at = await startPromiseClock(tx, registry, locked, promise.agency_id, now);
	await updatePromise(tx, key, { controlled_at: now, control_due_at });
	await note(tx, locked, promise, "promiseControlled", { until: control_due_at.toISOString() });
	if (promisedStatuses.includes(locked.status))
		await actOnCase(tx, registry, "system", locked, "continueWork", { at: now });
	if (locked.status === "answered" || locked.status === "closed")
		await actOnCase(
			tx,
			registry,
			"system",
			locked,
			"reopen",
			{ reason: "promise-due", at: now },
			{ promiseId: promise.id },
		);
	await tellOfPromise(tx, locked, "promise-due", control_due_at, now);
}

async function breakOne(
	tx: Tx,
	registry: Registry,
	locked: LockedCase,
	promise: CasePromise,
	now: Date,
): Promise<void> {
	const key = { regionId: locked.region_id, id: promise.id, state: "open" } as const;
	// the clock may have been counted anew
	const due = await promiseClockDue(tx, locked);
	if (due && due > now) {
		await updatePromise(tx, key, { control_due_at: due });
		return;
	}
	if (!promise.control_due_at || promise.control_due_at > now) return;
	await updatePromise(tx, key, { state: "broken", ended_at: now });
	await endPromiseClock(tx, registry, locked, now, "missed");
	await flagOnCase(tx, locked.region_id, promise);
	await note(tx, locked, promise, "promiseBroken");
	await tellOfPromise(tx, locked, "promise-broken", null, now);
}

async function note(
	tx: Tx,
	locked: LockedCase,
	promise: CasePromise,
	type: string,
	data: Record<string, unknown> = {},
): Promise<void> {
	await tellHistory(tx, "system", { ...locked, agency_id: promise.agency_id }, type, {
		promiseId: promise.id,
		dueOn: promise.due_on,
		...data,
	});
}
