import { channels } from "./channels/index.ts";
import { openDatabase } from "./db/database.ts";
import { openStore } from "./files/open-store.ts";
import type { FileSettings } from "./files/open-store.ts";
import { keepKnowledge } from "./ingest/keep-knowledge.ts";
import { handlersOf } from "./jobs.ts";
import { openQueue } from "./queue/enqueue.ts";
import { runWorker } from "./queue/run-worker.ts";
import { keepRegistry } from "./registry/keep-registry.ts";

export type WorkSettings = {
	databaseUrl: string;
	secretKey: Buffer;
	files: FileSettings;
	onError: (error: unknown) => void;
};

/** Starts a worker: everything that happens later. Any number may run on one database. */
export async function startWorker({
	databaseUrl,
	secretKey,
	files: fileSettings,
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
	const parts = { db, channels, secretKey, files, enqueue, registryOf, knowledgeOf, report: onError };
	try {
		const worker = await runWorker(databaseUrl, handlersOf(parts), onError);
		return { stop: () => worker.stop().then(close) };
	} catch (error) {
		await close();
		throw error;
	}
}
