import { expect, test, vi } from "vitest";
import { openDatabase } from "../src/db/database.ts";
import { openQueue } from "../src/queue/enqueue.ts";
import { runWorker } from "../src/queue/run-worker.ts";
import type { Handlers } from "../src/queue/run-worker.ts";
import { createTestDatabase } from "./database.ts";

test("a job of the clock, which carries nothing, comes to its handler as an empty one", async () => {
	const database = await createTestDatabase();
	const db = openDatabase(database.url, 2);
	const taken: unknown[] = [];
	const escalate = { batchSize: 1, concurrency: 1, run: async (payloads: unknown[]) => void taken.push(...payloads) };
	const handlers = { "escalate-clocks": escalate } as unknown as Handlers;
	const errors: unknown[] = [];
	const worker = await runWorker(database.url, handlers, (error) => errors.push(error));
	const queue = await openQueue(db);
	await queue.enqueue(db, "escalate-clocks", null as never);
	await vi.waitFor(() => expect(taken.length).toBeGreaterThan(0), { timeout: 30_000 });
	expect(taken[0]).toEqual({});
	expect(errors).toEqual([]);
	await queue.close();
	await worker.stop();
	await db.destroy();
	await database.drop();
});
