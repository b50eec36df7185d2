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
/** Two commits at once keep the disk busy while the other waits for it. */
const commitsAtOnce = 2;

type Waiting = { row: RawRow; resolve: () => void; reject: (error: unknown) => void };

export function createAcceptor(db: Db, enqueue: Enqueue): Acceptor {
	const waiting: Waiting[] = [];
	let running = 0;
	const drain = async (): Promise<void> => {
		running += 1;
		while (waiting.length > 0) {
			const batch = waiting.splice(0, largestBatch);
			try {
				await storeBatch(
					db,
					enqueue,
					batch.map((one) => one.row),
				);
				for (const one of batch) one.resolve();
			} catch (error) {
				for (const one of batch) one.reject(error);
			}
		}
		running -= 1;
	};
	return {
		accept: (row) =>
			new Promise((resolve, reject) => {
				waiting.push({ row, resolve, reject });
				// the rest of this turn of the event loop may bring more for the same commit
				if (running < commitsAtOnce && waiting.length === 1) setImmediate(() => void drain());
			}),
	};
}

async function storeBatch(db: Db, enqueue: Enqueue, rows: RawRow[]): Promise<void> {
	await db.transaction().execute(async (tx) => {
		await insertDeliveries(tx, rows);
		for (const regionId of new Set(rows.map((row) => row.regionId))) await enqueue(tx, "ingest-delivery", { regionId });
	});
}
