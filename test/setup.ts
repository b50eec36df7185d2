import { startTestServer } from "./database.ts";

/** Vitest's global setup: the run's PostgreSQL. */
export default async function setup(): Promise<() => Promise<void>> {
	const server = await startTestServer();
	return () => server.stop();
}
