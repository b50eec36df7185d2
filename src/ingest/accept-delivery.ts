import type { Db } from "../db/database.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import { insertDeliveries } from "./writes.ts";
import type { RawRow } from "./writes.ts";

/**
 * Stores raw bodies so that every caller is answered only after its commit. Deliveries that come while a commit is
 * under way share the next one: the durable write is the costly part, not the row.
 */
export type Acceptor = {
	/** Resolves after the commit; rejects when the database did not take it. */
	accept: (row: RawRow) => Promise<void>;
};

const largestBatch = 500;
/** A job is only the call to look: under load one call is enough for all that came meanwhile. */
const callEveryMs = 50;

type Waiting = { row: RawRow; resolve: () => void; reject: (error: unknown) => void };

export function createAcceptor(db: Db, enqueue: Enqueue): Acceptor {
	const waiting: Waiting[] = [];
	const store = storeAndCall(db, enqueue);
	let isStoring = false;
	// one commit at a time: a second one would only make both smaller
	const drain = async (): Promise<void> => {
		while (waiting.length > 0) {
			const batch = waiting.splice(0, largestBatch);
			try {
				await store(batch.map((one) => one.row));
				for (const one of batch) one.resolve();
			} catch (error) {
				for (const one of batch) one.reject(error);
			}
		}
		isStoring = false;
	};
	return {
		accept: (row) =>
			new Promise((resolve, reject) => {
				waiting.push({ row, resolve, reject });
				if (isStoring) return;
				isStoring = true;
				// the rest of this turn of the event loop may bring more for the same commit
				setImmediate(() => void drain());
			}),
	};
}

/**
 * Stores rows and calls the workers. The call commits with the rows, except under load: rows that follow a call within
 * moments get the next one, which a timer sends if no later rows do. Should this process die in those moments, the
 * workers find its rows without being called (`wakeIngest`).
 */
function storeAndCall(db: Db, enqueue: Enqueue): (rows: RawRow[]) => Promise<void> {
	/** regions called for lately; true when rows came since */
	const called = new Map<number, boolean>();
	const rest = (regionId: number): void => {
		called.set(regionId, false);
		const wake = (): void => {
			if (!called.get(regionId)) return void called.delete(regionId);
			rest(regionId);
			// a call that fails is made up for in a minute
			enqueue(db, "ingest-delivery", { regionId }).catch(() => {});
		};
		setTimeout(wake, callEveryMs);
	};
	return async (rows) => {
		const regions = [...new Set(rows.map((row) => row.regionId))];
		const uncalled = regions.filter((regionId) => !called.has(regionId));
		if (uncalled.length === 0) await insertDeliveries(db, rows);
		else
			await db.transaction().execute(async (tx) => {
				await insertDeliveries(tx, rows);
				for (const regionId of uncalled) await enqueue(tx, "ingest-delivery", { regionId });
			});
		for (const regionId of regions) {
			if (!called.has(regionId)) rest(regionId);
			if (!uncalled.includes(regionId)) called.set(regionId, true);
		}
	};
}
