import { openDatabase } from "../db/database.ts";
import { buildServer } from "./server.ts";

/**
 * The description of the API as it is committed in openapi.json. Connects to nothing.
 * @param version of the program
 */
export async function openApiText(version: string): Promise<string> {
	const refuse = () => Promise.reject(new Error("this server only describes itself"));
	const db = openDatabase("postgres://localhost/none", 1);
	const app = buildServer({
		db,
		databaseUrl: "",
		channels: new Map(),
		secretKey: Buffer.alloc(32),
		accept: refuse,
		enqueue: refuse,
		files: { put: refuse, get: refuse, has: refuse, remove: refuse },
		demo: null,
		webRoot: null,
		version,
		publicUrl: "",
		logger: false,
	});
	try {
		await app.ready();
		return `${JSON.stringify(app.swagger(), null, 2)}\n`;
	} finally {
		await app.close();
		await db.destroy();
	}
}
