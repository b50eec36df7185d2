import { migrate } from "./db/migrate.ts";
import { installQueue } from "./queue/install-queue.ts";

/**
 * Brings everything in the database at `url` to this version: our tables, then the job library's.
 * @returns names of the migrations applied now
 * @throws SetupError when the database is of a newer version
 */
export async function upgrade(url: string): Promise<{ applied: string[] }> {
	const result = await migrate(url);
	await installQueue(url);
	return result;
}
