import { fromKysely, PgBoss } from "pg-boss";
import type { Db, Tx } from "../db/database.ts";
import type { JobName, Jobs, JobTiming } from "./job.ts";

/** Puts a job into the caller's transaction: it exists if and only if the transaction commits. */
export type Enqueue = <N extends JobName>(tx: Db | Tx, name: N, payload: Jobs[N], timing?: JobTiming) => Promise<void>;

/** A sender that holds no connection of its own: every statement goes through the given transaction or pool. */
export async function openQueue(db: Db): Promise<{ enqueue: Enqueue; close: () => Promise<void> }> {
	const boss = new PgBoss({
		db: fromKysely(db),
		supervise: false,
		schedule: false,
		migrate: false,
		createSchema: false,
		queueCacheIntervalSeconds: 3600,
	});
	// a failed statement rejects its own call; the emitter only repeats it
	boss.on("error", () => {});
	await boss.start();
	return {
		enqueue: async (tx, name, payload, timing = {}) => {
			await boss.send(name, payload, { db: fromKysely(tx), ...timing });
		},
		close: () => boss.stop({ graceful: false, close: false }),
	};
}
