import { startTestServers } from "./database.ts";

/** The global setup of Vitest and Playwright: a PostgreSQL for each of the run's two workers. */
export default async function setup(): Promise<() => Promise<void>> {
	const servers = await startTestServers(2);
	return () => servers.stop();
}
