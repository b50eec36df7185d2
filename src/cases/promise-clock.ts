import type { Tx } from "../db/database.ts";
import type { Registry } from "../registry/reads.ts";
import type { LockedCase } from "./reads.ts";
import { runningClocks } from "./reads-clock.ts";
import { endClocks, startClock } from "./run-clocks.ts";

/**
 * Starts the clock of a promise that is looked after (field description, section 6: control check the day after).
 * @returns when the result has to be shown
 * @throws DomainError agency-unknown
 */
export async function startPromiseClock(
	tx: Tx,
	registry: Registry,
	locked: LockedCase,
	agencyId: number,
	from: Date,
): Promise<Date> {
	await startClock(tx, registry, locked, "promise", from, { agencyId });
	return (await promiseClockDue(tx, locked)) ?? from;
}

/** Ends it; met after its time is missed. */
export function endPromiseClock(
	tx: Tx,
	registry: Registry,
	locked: LockedCase,
	at: Date,
	state: "met" | "missed" | "cancelled",
): Promise<void> {
	return endClocks(tx, registry, locked, ["promise"], at, state);
}

/** When the running one is due; null where none runs. */
export async function promiseClockDue(tx: Tx, locked: LockedCase): Promise<Date | null> {
	const clocks = await runningClocks(tx, locked.region_id, locked.id);
	return clocks.find(({ kind }) => kind === "promise")?.due_at ?? null;
}
