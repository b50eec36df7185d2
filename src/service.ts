import { SetupError } from "./db/setup-error.ts";
import type { Status } from "./http/contract.ts";

/** What a process under `otklik start` is told when the database is ready. */
export type Go = { databaseUrl: string; demo: Status["demo"]; webRoot: string | null };
/** What it tells: it works, or why it cannot. */
export type Report = { ready: true } | { trouble: { ru: string; en: string } };

export type Stoppable = { stop: () => Promise<void> };

const stopSeconds = 15;
const parent = process.ppid;

/** Resolves when the process is asked to end: by a signal, or because the one that started it is gone. */
export function untilAsked(): Promise<void> {
	return new Promise((resolve) => {
		const isSupervised = process.send !== undefined;
		// a Ctrl-C reaches every process of the terminal: a supervised one waits for its supervisor's word
		for (const signal of ["SIGINT", "SIGHUP"] as const) process.on(signal, () => isSupervised || resolve());
		process.on("SIGTERM", () => resolve());
		process.on("disconnect", () => resolve());
		// a killed npm takes its shell along and tells nobody else
		if (process.env.npm_lifecycle_event) setInterval(() => process.ppid === parent || resolve(), 500).unref();
	});
}

/**
 * Runs a service until it is asked to end, then ends it.
 * @param direct what to go by when nobody supervises
 * @param load gives the function that starts it; called at once, so that loading passes while the database starts
 */
export async function runService(
	direct: () => Promise<Go & Stoppable>,
	load: () => Promise<(go: Go) => Promise<Stoppable>>,
): Promise<void> {
	const asked = untilAsked();
	const isSupervised = process.send !== undefined;
	const word = isSupervised ? new Promise<Go>((hear) => process.once("message", (go) => hear(go as Go))) : direct();
	try {
		const [go, start] = (await Promise.race([Promise.all([word, load()]), asked])) ?? [];
		if (!go || !start) return;
		const service = await Promise.race([start(go), asked]);
		if (!service) return;
		report({ ready: true });
		await asked;
		await stopInTime(service);
	} catch (error) {
		if (error instanceof SetupError) report({ trouble: { ru: error.ru, en: error.en } });
		throw error;
	} finally {
		if (!isSupervised) await ((await word) as Go & Stoppable).stop();
		if (process.connected) process.disconnect();
	}
}

function report(words: Report): void {
	if (process.connected) process.send?.(words);
}

async function stopInTime(service: Stoppable): Promise<void> {
	const timer = setTimeout(() => {
		console.error(`not stopped within ${stopSeconds} s, giving up`);
		process.exit(1);
	}, stopSeconds * 1000);
	await service.stop();
	clearTimeout(timer);
}
