import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import type { Db } from "../db/database.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import { printWaiting } from "./writes-print.ts";

const batchSize = 200;
/** between two batches: whoever waits for the database has it meanwhile */
const pauseMs = 50;

/** Takes the prints of all messages that came before prints were taken, the newest first. Safe to run at once and again. */
export async function printBacklog(db: Db): Promise<void> {
	while ((await db.transaction().execute((tx) => printWaiting(tx, batchSize))) === batchSize) await pause(pauseMs);
}

/** Calls for `printBacklog` as long as messages wait for it: nothing waits any more when it calls for nothing. */
export async function wakePrinting(db: Db, enqueue: Enqueue): Promise<boolean> {
	const { rows } = await sql`select 1 from text_print_backlog limit 1`.execute(db);
	if (rows.length === 0) return false;
	await enqueue(db, "print-backlog", {});
	return true;
}
