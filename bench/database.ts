import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbedded } from "../src/db/embedded.ts";
import { upgrade } from "../src/upgrade.ts";
import { closeLater } from "./closing.ts";
import { say } from "./figures.ts";

/**
 * A private PostgreSQL with our tables, on the settings of production: every commit waits for the disk.
 * It lies in the folder for temporary files (TMPDIR) and is gone when the bench ends.
 * @returns its address
 */
export async function makeDatabase(settings: Record<string, string> = {}): Promise<string> {
	const dataDir = mkdtempSync(join(tmpdir(), "otklik-bench-"));
	closeLater(() => rmSync(dataDir, { recursive: true, force: true }));
	say(`starting a private PostgreSQL in ${dataDir}`);
	const server = await startEmbedded({ dataDir, settings: { fsync: "on", synchronous_commit: "on", ...settings } });
	closeLater(() => server.stop());
	await upgrade(server.url);
	return server.url;
}

/** A plain connection, ended with the bench. */
export async function openConnection(url: string): Promise<pg.Client> {
	const client = new pg.Client({ connectionString: url });
	// whoever waits for an answer hears of a broken connection by it
	client.on("error", () => {});
	await client.connect();
	closeLater(() => client.end());
	return client;
}
