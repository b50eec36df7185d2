import { createHash } from "node:crypto";
import { join } from "node:path";
import { playDemoMessages, readDemoCommunities } from "../demo/communities.ts";
import { startDemoNetwork } from "../demo/network.ts";
import { localUrl } from "./config.ts";
import type { Config } from "./config.ts";
import { openDatabase } from "./db/database.ts";

/**
 * Starts the demo network for the demo pages of the database: a place to write as a resident, speaking a real network's
 * protocol with the server of the same settings.
 */
export async function startDemo(
	config: Config,
	databaseUrl: string,
	secretKey: Buffer,
): Promise<{ url: string; stop: () => Promise<void> }> {
	const db = openDatabase(databaseUrl, 1);
	try {
		const communities = await readDemoCommunities(db, secretKey, localUrl(config.host, config.port));
		const network = await startDemoNetwork({
			host: config.host,
			port: config.demoPort,
			stateFile: join(config.dataDir, stateName(config.databaseUrl)),
			communities,
			logger: { error: (details, text) => console.error(text, details) },
		});
		playDemoMessages(network);
		return { url: localUrl(config.host, config.demoPort), stop: network.close };
	} finally {
		await db.destroy();
	}
}

/** What residents wrote belongs to one database. */
function stateName(databaseUrl: string | null): string {
	if (databaseUrl === null) return "demo-network.jsonl";
	return `demo-network-${createHash("sha256").update(databaseUrl).digest("hex").slice(0, 12)}.jsonl`;
}
