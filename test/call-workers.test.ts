import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { channels } from "../src/channels/index.ts";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import { createAcceptor } from "../src/ingest/accept-delivery.ts";
import { ingestDeliveries } from "../src/ingest/ingest-delivery.ts";
import { keepKnowledge } from "../src/ingest/keep-knowledge.ts";
import type { IngestParts } from "../src/ingest/ingest-delivery.ts";
import { openQueue } from "../src/queue/enqueue.ts";
import type { Enqueue } from "../src/queue/enqueue.ts";
import { keepRegistry } from "../src/registry/keep-registry.ts";
import { createTestDatabase } from "./database.ts";
import { comment, makeRegion, vkBody } from "./region.ts";
import type { TestRegion } from "./region.ts";

let db: Db;
let region: TestRegion;
let enqueue: Enqueue;
let parts: IngestParts;
let close: () => Promise<void>;

beforeAll(async () => {
	const database = await createTestDatabase();
	db = openDatabase(database.url, 4);
	const queue = await openQueue(db);
	enqueue = queue.enqueue;
	region = await makeRegion(db);
	parts = { db, channels, enqueue, knowledgeOf: keepKnowledge(db, keepRegistry(db), console.error) };
	close = async () => {
		await queue.close();
		await db.destroy();
		await database.drop();
	};
});
afterAll(() => close());
beforeEach(async () => {
	await sql`truncate delivery`.execute(db);
});

const statuses = async () =>
	(await sql<{ status: string }>`select status from delivery order by id`.execute(db)).rows.map((row) => row.status);

test("workers are called with the first row, and once more for all that follow within moments", async () => {
	const calls: number[] = [];
	const acceptor = createAcceptor(db, async (tx, name, payload) => {
		calls.push((await sql<{ n: number }>`select count(*) as n from delivery`.execute(tx)).rows[0]!.n);
		await enqueue(tx, name, payload);
	});
	const accept = (id: number) =>
		acceptor.accept({ regionId: 1, pageId: 1, body: vkBody(region, "wall_reply_new", comment(region, id)) });
	await accept(1);
	expect(calls).toEqual([1]);
	await Promise.all([accept(2), accept(3)]);
	await accept(4);
	expect((await statuses()).length).toBe(4);
	await vi.waitFor(() => expect(calls.at(-1)).toBe(4));
	const whenAllWereSeen = calls.length;
	expect(whenAllWereSeen).toBeLessThanOrEqual(3);
	// with nothing new, nobody is called
	await new Promise((resolve) => setTimeout(resolve, 200));
	expect(calls).toHaveLength(whenAllWereSeen);
	await accept(5);
	expect(calls.at(-1)).toBe(5);
});

test("a pile larger than a batch calls one more worker, once; a smaller one calls nobody", async () => {
	const bodies = Array.from({ length: 250 }, (_, index) =>
		vkBody(region, "wall_reply_new", comment(region, index + 1)),
	);
	const acceptor = createAcceptor(db, enqueue);
	const accept = (some: Buffer[]) => Promise.all(some.map((body) => acceptor.accept({ regionId: 1, pageId: 1, body })));
	const callAnother = vi.fn<() => Promise<void>>(async () => {});
	await accept(bodies.slice(0, 10));
	await ingestDeliveries(parts, 1, callAnother);
	expect(callAnother).not.toHaveBeenCalled();
	await accept(bodies.slice(10));
	await ingestDeliveries(parts, 1, callAnother);
	expect(callAnother).toHaveBeenCalledOnce();
	expect(await statuses()).toEqual(Array(250).fill("done"));
});
