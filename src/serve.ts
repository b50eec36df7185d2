import { channels } from "./channels/index.ts";
import { openDatabase } from "./db/database.ts";
import { openStore } from "./files/open-store.ts";
import type { FileSettings } from "./files/open-store.ts";
import { buildServer } from "./http/server.ts";
import type { ServerParts } from "./http/parts.ts";
import { createAcceptor } from "./ingest/accept-delivery.ts";
import { openQueue } from "./queue/enqueue.ts";

export type ServeSettings = Pick<
	ServerParts,
	| "databaseUrl"
	| "secretKey"
	| "demo"
	| "webRoot"
	| "version"
	| "publicUrl"
	| "trustedProxies"
	| "trustedProviders"
	| "undoSeconds"
> & {
	host: string;
	port: number;
	files: FileSettings;
	logger: boolean;
};

export type Running = { url: string; stop: () => Promise<void> };

/**
 * Starts the HTTP server: the API, the web app and the webhooks. Any number may run on one database.
 * @throws when the port is taken or the database is away
 */
export async function startServer(settings: ServeSettings): Promise<Running> {
	const { host, port, files: fileSettings, ...rest } = settings;
	const files = await openStore(fileSettings);
	const db = openDatabase(settings.databaseUrl, 10);
	const queue = await openQueue(db);
	const acceptor = createAcceptor(db, queue.enqueue);
	const server = buildServer({ ...rest, db, channels, files, accept: acceptor.accept, enqueue: queue.enqueue });
	const stop = async (): Promise<void> => {
		await server.close();
		await queue.close();
		await db.destroy();
	};
	try {
		return { url: await server.listen({ host, port }), stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
