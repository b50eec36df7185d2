import pg from "pg";
import type { Config } from "./config.ts";
import { findEmbedded, startEmbedded } from "./db/embedded.ts";
import { pendingMigrations } from "./db/migrate.ts";
import { SetupError } from "./db/setup-error.ts";

/** A database at hand; `stop` ends it if it was started for the caller. */
export type Reached = { url: string; stop: () => Promise<void> };

/** The database of the settings: the given one, the private one another process runs, or the private one started now. */
export async function reachDatabase(config: Config): Promise<Reached> {
	const found = config.databaseUrl ?? findEmbedded(config.dataDir)?.url;
	if (found) return { url: found, stop: async () => {} };
	return startEmbedded({ dataDir: config.dataDir });
}

const oldestVersion = 150_000;

/**
 * Connects once to see that the database can be used.
 * @returns names of migrations it still lacks
 * @throws SetupError when it cannot be reached, is too old, or is of a newer version of the program
 */
export async function inspectDatabase(url: string): Promise<string[]> {
	const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
	try {
		await connect(client);
		const { rows } = await client.query<{ version: number }>(
			"select current_setting('server_version_num')::int as version",
		);
		const version = rows[0]?.version ?? 0;
		if (version < oldestVersion) {
			const number = Math.floor(version / 10_000);
			throw new SetupError(
				`Нужен PostgreSQL 15 или новее, а здесь ${number}.`,
				`PostgreSQL 15 or newer is needed, this is ${number}.`,
			);
		}
		return await pendingMigrations(client);
	} finally {
		await client.end().catch(() => {});
	}
}

async function connect(client: pg.Client): Promise<void> {
	try {
		await client.connect();
	} catch (error) {
		const reason = (error as Error).message || (error as NodeJS.ErrnoException).code || String(error);
		throw new SetupError(
			`База данных недоступна: ${reason}. Проверьте DATABASE_URL.`,
			`The database cannot be reached: ${reason}. Check DATABASE_URL.`,
			error,
		);
	}
}

/** @throws SetupError unless the database is just of this version */
export async function needMigrated(url: string): Promise<void> {
	const waiting = await inspectDatabase(url);
	if (waiting.length > 0) {
		throw new SetupError(
			`База данных старее программы: не хватает ${waiting.join(", ")}. Выполните: npx otklik migrate`,
			`The database is older than the program: it lacks ${waiting.join(", ")}. Run: npx otklik migrate`,
		);
	}
}
