import { channels } from "./channels/index.ts";
import { watchViews } from "./cases/keep-views.ts";
import { openDatabase } from "./db/database.ts";
import { workOnWebhooks } from "./events/keep-webhooks.ts";
import { openStore } from "./files/open-store.ts";
import type { FileSettings } from "./files/open-store.ts";
import { keepKnowledge } from "./ingest/keep-knowledge.ts";
import { handlersOf } from "./jobs.ts";
import { workOnPages } from "./page-works.ts";
import { openPublishLanes } from "./publishing/publish-lanes.ts";
import { publishNext } from "./publishing/publish-reply.ts";
import { openQueue } from "./queue/enqueue.ts";
import { runWorker } from "./queue/run-worker.ts";
import { keepRegistry } from "./registry/keep-registry.ts";

const webhookSettings = { trustedHost: null, now: () => new Date(), chance: Math.random, withinMs: 15_000 };

export type WorkSettings = {
	databaseUrl: string;
	secretKey: Buffer;
	files: FileSettings;
	/** the address under which networks reach the server, without a slash at the end */
	publicUrl: string;
	onError: (error: unknown) => void;
};

/** Starts a worker: everything that happens later. Any number may run on one database. */
export async function startWorker({
	databaseUrl,
	secretKey,
	files: fileSettings,
	publicUrl,
	onError,
}: WorkSettings): Promise<{ stop: () => Promise<void> }> {
	const files = await openStore(fileSettings);
	const db = openDatabase(databaseUrl, 10);
	const queue = await openQueue(db);
	const close = async (): Promise<void> => {
		await queue.close();
		await db.destroy();
	};
	const registryOf = keepRegistry(db);
	const knowledgeOf = keepKnowledge(db, registryOf, onError);
	const { enqueue } = queue;
	const shared = { db, channels, secretKey, files, enqueue, registryOf, knowledgeOf, publicUrl };
	const parts = { ...shared, report: onError };
	try {
		const lanes = openPublishLanes((key) => publishNext(parts, key), onError);
		const worker = await runWorker(databaseUrl, handlersOf({ ...parts, lanes }), onError);
		const pages = workOnPages({ ...parts, onError });
		const webhooks = workOnWebhooks({ db, secretKey, onError, ...webhookSettings });
		const views = watchViews({ db, registryOf, onError });
		const stop = async (): Promise<void> => {
			await Promise.all([worker.stop(), pages.stop(), webhooks.stop(), views.stop()]);
			await lanes.stop();
			await close();
		};
		return { stop };
	} catch (error) {
		await close();
		throw error;
	}
}
