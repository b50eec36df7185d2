import { PgBoss } from "pg-boss";
import type { JobName, Jobs } from "./job.ts";

/** How a job is done: it gets all payloads that waited, at most `batchSize` of them. It may run twice. */
export type Handler<N extends JobName> = {
	batchSize: number;
	concurrency: number;
	run: (payloads: Jobs[N][]) => Promise<void>;
};
export type Handlers = { [N in JobName]: Handler<N> };

/**
 * Takes jobs from the database at `url` until stopped. A job whose worker died comes back within 30 s.
 * @throws when the database is away at the start, or the start is not over within 30 s
 * @param onError told of every error; a failed job is retried with growing pauses
 */
export async function runWorker(
	url: string,
	handlers: Handlers,
	onError: (error: unknown) => void,
): Promise<{ stop: () => Promise<void> }> {
	const boss = new PgBoss({
		connectionString: url,
		max: 4,
		migrate: false,
		createSchema: false,
		useListenNotify: true,
		superviseIntervalSeconds: 5,
		monitorIntervalSeconds: 5,
		cronWorkerIntervalSeconds: 5,
		cronMonitorIntervalSeconds: 30,
	});
	boss.on("error", onError);
	const startAll = async (): Promise<void> => {
		await boss.start();
		await boss.schedule("wake-left-behind" satisfies JobName, "* * * * *");
		await boss.schedule("control-promises" satisfies JobName, "* * * * *");
		await boss.schedule("send-notices" satisfies JobName, "* * * * *");
		await boss.schedule("escalate-clocks" satisfies JobName, "* * * * *");
		await boss.schedule("seal-history" satisfies JobName, "* * * * *");
		await boss.schedule("resume-waits" satisfies JobName, "* * * * *");
		await boss.schedule("draw-answers" satisfies JobName, "5 * * * *");
		await boss.schedule("recount-shares" satisfies JobName, "30 0 * * *");
		await boss.schedule("keep-terms" satisfies JobName, "0 23 * * *");
		for (const name of Object.keys(handlers) as JobName[])
			await takeJobs(boss, name, handlers[name] as Handler<JobName>, onError);
	};
	try {
		await inTime(startAll());
	} catch (error) {
		// half a worker would keep the process alive and take no jobs
		boss.stop({ graceful: false }).catch(() => {});
		throw error;
	}
	return { stop: () => boss.stop({ graceful: true, timeout: 10_000 }) };
}

const startSeconds = 30;

/** The library's start never ends when the database dies in the middle of it: better to fail, and be started again. */
async function inTime(starting: Promise<void>): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(
			() => reject(new Error(`the queue did not start within ${startSeconds} s`)),
			startSeconds * 1000,
		);
	});
	try {
		await Promise.race([starting, late]);
	} finally {
		clearTimeout(timer);
	}
}

async function takeJobs<N extends JobName>(
	boss: PgBoss,
	name: N,
	handler: Handler<N>,
	onError: (error: unknown) => void,
): Promise<void> {
	const { batchSize, concurrency, run } = handler;
	await boss.work<Jobs[N]>(
		name,
		{
			batchSize,
			localConcurrency: concurrency,
			burstWhenBatchFull: batchSize > 1,
			pollingIntervalSeconds: 2,
			notifyPollingIntervalSeconds: 2,
		},
		async (jobs) => {
			try {
				// a job of the clock carries nothing
				await run(jobs.map((job) => job.data ?? ({} as Jobs[N])));
			} catch (error) {
				onError(error);
				throw error;
			}
		},
	);
}
