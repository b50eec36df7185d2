import type { Channel, Channels } from "../../src/channels/channel.ts";
import { openDatabase } from "../../src/db/database.ts";
import { fileName } from "../../src/files/store.ts";
import type { FileStore } from "../../src/files/store.ts";
import { buildServer } from "../../src/http/server.ts";
import { createAcceptor } from "../../src/ingest/accept-delivery.ts";
import { openQueue } from "../../src/queue/enqueue.ts";
import { createTestDatabase } from "../database.ts";
import { memoryStore } from "../memory-store.ts";
import { secretKey } from "../region.ts";
import { relations, makeAskers, makeGrounds } from "./region.ts";
import type { Asker, Relation } from "./region.ts";
import { openForgetting } from "./rolled-back.ts";
import type { ForgettingDb } from "./rolled-back.ts";
import { makeWorld } from "./world.ts";
import type { World } from "./world.ts";

export const publicUrl = "http://desk.example";

/** A server that forgets every question, with a world of each relation and everybody who asks. */
export type AccessDesk = {
	url: string;
	worlds: Record<Relation, World>;
	askers: Asker[];
	/** every route outside the API, as `METHOD /path` */
	doors: string[];
	forget: ForgettingDb["forget"];
	close: () => Promise<void>;
};

/** Takes nothing and calls nobody. */
const channel: Channel = {
	name: "vk",
	maxLength: () => 1000,
	maxPhotos: () => 5,
	minIntervalMs: () => 0,
	repeatsDroppedMinutes: () => 0,
	verify: () => ({ kind: "refuse", reason: "a test" }),
	parse: () => ({ kind: "ignored", eventId: null, reason: "a test" }),
	publish: async () => ({ kind: "unknown", code: "test", text: "" }),
	readBack: async () => ({ kind: "cannot-read" }),
};

/** The photo of every world, in every size. */
async function filesOf(worlds: readonly World[]): Promise<FileStore> {
	const files = memoryStore();
	for (const { regionId, ids } of worlds)
		for (const kind of ["original", "thumb", "view", "answer"] as const)
			await files.put(fileName(regionId, String(ids.photo), kind), Buffer.from("a picture"));
	return files;
}

export async function openAccessDesk(): Promise<AccessDesk> {
	const database = await createTestDatabase();
	const filling = openDatabase(database.url, 1);
	const grounds = await makeGrounds(filling);
	const { askers, ids } = await makeAskers(filling, grounds.own);
	const { curator, approver, executor, qualityController } = ids;
	grounds.own.keepers = { bulk: curator!, delegation: approver!, evidence: executor!, review: qualityController! };
	const worlds = {} as Record<Relation, World>;
	for (const one of relations) worlds[one] = await makeWorld(filling, grounds[one], grounds.own.agencyId);
	await filling.destroy();
	const { db, forget, close } = await openForgetting(database.url);
	const queue = await openQueue(db);
	const channels: Channels = new Map([[channel.name, channel]]);
	const app = buildServer({
		...{ db, databaseUrl: database.url, channels, secretKey, publicUrl, files: await filesOf(Object.values(worlds)) },
		...{ accept: createAcceptor(db, queue.enqueue).accept, enqueue: queue.enqueue },
		...{ demo: null, webRoot: null, version: "test", logger: false },
	});
	const doors: string[] = [];
	app.addHook("onRoute", ({ method, url }) => {
		if (!url.startsWith("/api/")) doors.push(...[method].flat().map((one) => `${one} ${url}`));
	});
	const url = await app.listen({ host: "127.0.0.1", port: 0 });
	return {
		...{ url, worlds, askers, doors, forget },
		close: async () => {
			await app.close();
			await queue.close();
			await close();
			await database.drop();
		},
	};
}
