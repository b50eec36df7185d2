import { startTestServers } from "./database.ts";

/** What Vitest tells a project's setup, or Playwright. */
type Run = { config: { maxWorkers: number } } | { workers: number };

/** The global setup of Vitest and Playwright: a PostgreSQL for each of the run's workers. */
export default async function setup(run: Run): Promise<() => Promise<void>> {
	const servers = await startTestServers("workers" in run ? run.workers : run.config.maxWorkers);
	return () => servers.stop();
}
