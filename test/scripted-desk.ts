import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { approveReply } from "../src/cases/approve-reply.ts";
import { readCase } from "../src/cases/reads-case.ts";
import { saveReply } from "../src/cases/save-reply.ts";
import { submitReply } from "../src/cases/submit-reply.ts";
import type { Channel, PublishOrder, PublishOutcome, ReadBack } from "../src/channels/channel.ts";
import { channels as realChannels } from "../src/channels/index.ts";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import { createAcceptor } from "../src/ingest/accept-delivery.ts";
import { ingestDeliveries } from "../src/ingest/ingest-delivery.ts";
import { keepKnowledge } from "../src/ingest/keep-knowledge.ts";
import { publishReply } from "../src/publishing/publish-reply.ts";
import { openQueue } from "../src/queue/enqueue.ts";
import type { Enqueue } from "../src/queue/enqueue.ts";
import { readRegistry } from "../src/registry/reads.ts";
import type { Registry } from "../src/registry/reads.ts";
import { createTestDatabase } from "./database.ts";
import { memoryStore } from "./memory-store.ts";
import { comment, makeRegion, secretKey, vkBody } from "./region.ts";
import type { TestRegion } from "./region.ts";

/** A desk on a database of its own whose network says what a test has scripted; emptied before each test. */
export const desk = {} as {
	db: Db;
	region: TestRegion;
	registry: Registry;
	enqueue: Enqueue;
	close: () => Promise<void>;
};

/** The network of these tests: VK's rules with scripted outcomes. */
export const network = {
	outcomes: [] as PublishOutcome[],
	calls: [] as PublishOrder[],
	seen: { kind: "cannot-read" } as ReadBack,
	repeatsDroppedMinutes: 55,
	/** photos it takes under a post; in a dialogue it takes ten */
	maxPhotos: 0,
};
export const files = memoryStore();

const vk = realChannels.get("vk") as Channel;
const scripted: Channel = {
	...vk,
	maxPhotos: (_page, { threadKind }) => (threadKind === "direct" ? 10 : network.maxPhotos),
	repeatsDroppedMinutes: () => network.repeatsDroppedMinutes,
	publish: async (_page, order) => {
		network.calls.push(order);
		const externalId = `wall-900001_55_reply_${500 + network.calls.length}`;
		return network.outcomes.shift() ?? { kind: "sent", externalId };
	},
	readBack: async () => network.seen,
};
export const channels = new Map([["vk", scripted]]);

/** Called once in a test file: opens and empties the desk. */
export function useScriptedDesk(): void {
	beforeAll(async () => {
		const database = await createTestDatabase();
		const db = openDatabase(database.url, 10);
		const queue = await openQueue(db);
		const region = await makeRegion(db);
		const close = async () => {
			await queue.close();
			await db.destroy();
			await database.drop();
		};
		Object.assign(desk, { db, region, enqueue: queue.enqueue, registry: await readRegistry(db, 1), close });
	});
	afterAll(() => desk.close());
	beforeEach(async () => {
		await emptyCases(desk.db);
		await sql`truncate file cascade`.execute(desk.db);
		files.held.clear();
		await sql`update page set status = 'active', send_after = '-infinity'`.execute(desk.db);
		Object.assign(network, {
			outcomes: [],
			calls: [],
			seen: { kind: "cannot-read" },
			repeatsDroppedMinutes: 55,
			maxPhotos: 0,
		});
	});
}

/** Leaves the region and takes away everything that residents and officials did. */
export async function emptyCases(db: Db): Promise<void> {
	await sql`alter table case_event disable trigger user`.execute(db);
	await sql`truncate delivery, message_tombstone, publication, reply, case_event, message, text_print, "case", thread cascade`.execute(
		db,
	);
	await sql`alter table case_event enable trigger user`.execute(db);
}

export const parts = () => {
	const { db, enqueue, registry } = desk;
	const registryOf = async () => registry;
	return {
		db,
		channels,
		secretKey,
		enqueue,
		registry,
		registryOf,
		knowledgeOf: keepKnowledge(db, registryOf, console.error),
		files,
		report: console.error,
	};
};
export const publish = () => publishReply(parts(), { regionId: 1, pageId: 1 });

export async function deliver(...bodies: Buffer[]): Promise<void> {
	const acceptor = createAcceptor(desk.db, desk.enqueue);
	for (const body of bodies) await acceptor.accept({ regionId: 1, pageId: 1, body });
	await ingestDeliveries(parts(), 1);
}

/** A case of the housing agency, assigned. */
export async function openCase(id = 1): Promise<number> {
	const text = "Нет горячей воды третий день, дом без воды";
	await deliver(vkBody(desk.region, "wall_reply_new", comment(desk.region, id, { text })));
	const row = await desk.db.selectFrom("case").select(["id", "status"]).orderBy("id", "desc").executeTakeFirstOrThrow();
	expect(row.status).toBe("assigned");
	return row.id;
}

export const read = (caseId: number, caller = desk.region.executor) =>
	readCase(
		{ ...desk, channels, secretKey, models: { topic: null, topicId: 0, agency: null } },
		caller,
		caseId,
		new Date(),
	);

/** @returns the revision to approve */
export async function submit(
	caseId: number,
	text = "Бригада восстановит подачу воды сегодня до 18:00.",
): Promise<number> {
	await saveReply(desk.db, desk.region.executor, caseId, { text, revision: null });
	const draft = (await read(caseId)).reply;
	const order = { revision: draft?.revision ?? 0, requestKey: "request-key-1" };
	await submitReply(parts(), desk.region.executor, caseId, order);
	return (await read(caseId)).reply?.revision ?? 0;
}

export async function approved(caseId: number): Promise<void> {
	await approveReply(parts(), desk.region.approver, caseId, await submit(caseId));
}
