import { PgBoss } from "pg-boss";
import type { JobName } from "./job.ts";

/** Everything about a queue that the database must know; a killed worker's job is back within half a minute. */
const queues: Record<JobName, { retryLimit: number; retryDelay: number; notify: boolean; heartbeatSeconds: number }> = {
	"ingest-delivery": { retryLimit: 1000, retryDelay: 1, notify: true, heartbeatSeconds: 10 },
	"publish-reply": { retryLimit: 1000, retryDelay: 5, notify: true, heartbeatSeconds: 10 },
	"share-reply": { retryLimit: 1000, retryDelay: 1, notify: true, heartbeatSeconds: 30 },
	"bulk-action": { retryLimit: 1000, retryDelay: 1, notify: true, heartbeatSeconds: 30 },
	"settle-unknown": { retryLimit: 20, retryDelay: 30, notify: false, heartbeatSeconds: 10 },
	"send-correction": { retryLimit: 20, retryDelay: 5, notify: true, heartbeatSeconds: 10 },
	"import-file": { retryLimit: 20, retryDelay: 5, notify: true, heartbeatSeconds: 30 },
	"train-model": { retryLimit: 2, retryDelay: 30, notify: true, heartbeatSeconds: 30 },
	"recount-shares": { retryLimit: 3, retryDelay: 30, notify: false, heartbeatSeconds: 10 },
	"recount-clocks": { retryLimit: 100, retryDelay: 5, notify: true, heartbeatSeconds: 30 },
	"resume-waits": { retryLimit: 0, retryDelay: 1, notify: false, heartbeatSeconds: 10 },
	"print-backlog": { retryLimit: 3, retryDelay: 30, notify: false, heartbeatSeconds: 10 },
	"fetch-files": { retryLimit: 20, retryDelay: 5, notify: true, heartbeatSeconds: 30 },
	"reread-message": { retryLimit: 8, retryDelay: 10, notify: true, heartbeatSeconds: 10 },
	"send-notices": { retryLimit: 0, retryDelay: 1, notify: false, heartbeatSeconds: 10 },
	"escalate-clocks": { retryLimit: 20, retryDelay: 1, notify: false, heartbeatSeconds: 10 },
	"seal-history": { retryLimit: 0, retryDelay: 1, notify: false, heartbeatSeconds: 30 },
	"draw-answers": { retryLimit: 0, retryDelay: 1, notify: false, heartbeatSeconds: 30 },
	"control-promises": { retryLimit: 0, retryDelay: 1, notify: false, heartbeatSeconds: 30 },
	"keep-terms": { retryLimit: 3, retryDelay: 60, notify: false, heartbeatSeconds: 60 },
	"erase-person": { retryLimit: 20, retryDelay: 10, notify: true, heartbeatSeconds: 60 },
	"wake-left-behind": { retryLimit: 0, retryDelay: 1, notify: false, heartbeatSeconds: 10 },
};

/**
 * Creates or updates the job library's own tables and our queues in the database at `url`. Safe to run again and at once.
 */
export async function installQueue(url: string): Promise<void> {
	const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false, max: 2 });
	boss.on("error", () => {});
	await boss.start();
	try {
		for (const [name, options] of Object.entries(queues)) {
			const full = { ...options, deleteAfterSeconds: 3600, retryDelayMax: 60, retryBackoff: true };
			if (await boss.getQueue(name)) await boss.updateQueue(name, full);
			else await boss.createQueue(name, full);
		}
	} finally {
		await boss.stop({ graceful: false });
	}
}
