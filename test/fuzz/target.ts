import { sql } from "kysely";
import { channels } from "../../src/channels/index.ts";
import { openDatabase } from "../../src/db/database.ts";
import { buildServer } from "../../src/http/server.ts";
import { createAcceptor } from "../../src/ingest/accept-delivery.ts";
import { ingestDeliveries } from "../../src/ingest/ingest-delivery.ts";
import { keepKnowledge } from "../../src/ingest/keep-knowledge.ts";
import { openQueue } from "../../src/queue/enqueue.ts";
import { keepRegistry } from "../../src/registry/keep-registry.ts";
import { sealSecrets } from "../../src/registry/page-secrets.ts";
import { createTestDatabase } from "../database.ts";
import { samples } from "../fixtures/samples.ts";
import type { Sample } from "../fixtures/samples/sample.ts";
import { memoryStore } from "../memory-store.ts";
import { makeRegion, secretKey } from "../region.ts";
import { emptyCases } from "../scripted-desk.ts";

/** What the network or a stranger hears, and whether the body was to be kept. */
export type Heard = { status: number; isKept: boolean };

/** A desk with a page of every channel, taking bodies as its webhooks do. */
export type Target = {
	deliver: (sample: Sample, body: Buffer) => Promise<Heard>;
	/** reads all that was kept, counts what became of it, and empties the desk again */
	digest: () => Promise<Record<string, number>>;
	close: () => Promise<void>;
};

export async function openTarget(onError: (error: unknown) => void): Promise<Target> {
	const database = await createTestDatabase();
	const db = openDatabase(database.url, 10);
	await makeRegion(db);
	const pageIds = new Map<string, number>();
	for (const [index, { channel, page }] of samples.entries()) {
		const id = 100 + index;
		pageIds.set(channel.name, id);
		await sql`insert into page (region_id, id, channel, external_id, name, agency_id, webhook_key, settings, secrets)
			values (1, ${id}, ${channel.name}, ${page.externalId}, ${channel.name}, 1, ${`fuzz-${channel.name}`},
				${JSON.stringify(page.settings)}, ${sealSecrets(secretKey, page.secrets)})`.execute(db);
	}
	const queue = await openQueue(db);
	// nobody takes jobs here: what is kept is read by `digest`
	const enqueue = async () => {};
	const { accept } = createAcceptor(db, enqueue);
	const app = buildServer({
		db,
		databaseUrl: database.url,
		channels,
		secretKey,
		accept,
		enqueue,
		files: memoryStore(),
		demo: null,
		webRoot: null,
		version: "fuzz",
		publicUrl: "http://desk.example",
		logger: false,
	});
	app.addHook("onError", async (_request, reply, error) => {
		if (reply.statusCode >= 500) onError(error);
	});
	await app.ready();
	const registryOf = keepRegistry(db);
	const parts = { db, channels, secretKey, enqueue, registryOf, knowledgeOf: keepKnowledge(db, registryOf, onError) };
	return {
		deliver: async ({ channel, page, headers, ip }, body) => {
			// a door without a webhook hears through the desk's own readings: those bodies are kept without asking
			if (channel.verify(page, { body, headers, ip }).kind !== "store" && !isTold(channel.name)) {
				await accept({ regionId: 1, pageId: pageIds.get(channel.name) ?? 0, body, source: "poll" });
				return { status: 200, isKept: true };
			}
			const url = `/webhooks/${channel.name}/fuzz-${channel.name}`;
			const { statusCode } = await app.inject({ method: "POST", url, payload: body, headers, remoteAddress: ip });
			return {
				status: statusCode,
				isKept: statusCode === 200 && channel.verify(page, { body, headers, ip }).kind === "store",
			};
		},
		digest: async () => {
			await ingestDeliveries(parts, 1);
			const { rows } = await sql<{ word: string; count: number }>`
				select case when reason like 'internal:%' then reason else status end as word, count(*)::int as count
				from delivery group by 1`.execute(db);
			await emptyCases(db);
			return Object.fromEntries(rows.map(({ word, count }) => [word, count]));
		},
		close: async () => {
			await app.close();
			await queue.close();
			await db.destroy();
			await database.drop();
		},
	};
}

/** Whether the channel takes its own sample by webhook. */
const told = new Map<string, boolean>();
function isTold(name: string): boolean {
	const known = told.get(name);
	if (known !== undefined) return known;
	const sample = samples.find(({ channel }) => channel.name === name);
	const body = sample && Buffer.from(JSON.stringify(sample.read(sample.message)));
	const is =
		!!body && sample.channel.verify(sample.page, { body, headers: sample.headers, ip: sample.ip }).kind === "store";
	told.set(name, is);
	return is;
}
