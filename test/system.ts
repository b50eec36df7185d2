import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startSystem as startSystemOn } from "../demo/system.ts";
import type { System, SystemOptions } from "../demo/system.ts";
import { createTestDatabase } from "./database.ts";

export const webRoot = fileURLToPath(new URL("../dist/web", import.meta.url));

/**
 * A whole desk with its demo network and the built web app on a database of its own: for browser tests and screenshots.
 * The demo network repeats refused events quickly.
 * @param begin an empty region instead of the demo, communities that wait to be connected; an approval cannot be taken back
 *   unless told for how long
 * @throws Error when the web app is not built
 */
export async function startSystem(
	begin: Pick<SystemOptions, "isEmpty" | "communities" | "undoSeconds"> = {},
): Promise<System> {
	if (!existsSync(webRoot)) throw new Error("the web app is not built: npm run build");
	const database = await createTestDatabase();
	const ladderSeconds = [0.1, 0.3, 1, 3, 10];
	const system = await startSystemOn({
		databaseUrl: database.url,
		secretKey: randomBytes(32),
		webRoot,
		undoSeconds: 0,
		...begin,
		ladderSeconds,
		onError: (error) => console.error(error),
	});
	return {
		...system,
		stop: async () => {
			await system.stop();
			await database.drop();
		},
	};
}
