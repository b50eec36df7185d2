import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { closeSync, openSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./config.ts";
import { SetupError } from "./db/setup-error.ts";
import type { Go, Report } from "./service.ts";

export type Say = (ru: string, en: string) => void;

/** A process that is started again whenever it ends by itself. */
export type Kept = {
	/** tells it, and every one started after it, to begin; resolves when it works, rejects when it cannot the first time */
	go: (go: Go) => Promise<void>;
	stop: () => Promise<void>;
};

const pausesMs = [200, 1000, 2000, 5000, 10_000, 30_000];
const steadyMs = 60_000;
const killAfterMs = 20_000;
const logLimitBytes = 10_000_000;

/**
 * Starts `otklik <command>` so that it loads while the database starts, and waits for its `go`.
 * Its words go to a log file in the data folder.
 */
export function keepRunning(command: string, dataDir: string, names: { ru: string; en: string }, say: Say): Kept {
	const logFile = join(dataDir, `${command}.log`);
	const state = { isStopping: false, deaths: 0, told: null as Go | null };
	let child = launch(command, logFile);
	let ended = watch();

	function watch(): Promise<void> {
		const startedAt = Date.now();
		return new Promise((done) => {
			child.once("exit", (code, signal) => {
				done();
				if (state.isStopping || state.told === null) return;
				if (Date.now() - startedAt > steadyMs) state.deaths = 0;
				const pause = pausesMs[Math.min(state.deaths++, pausesMs.length - 1)];
				say(
					`${names.ru} остановился (${signal ?? `код ${code}`}), запускаю снова; журнал: ${logFile}`,
					`${names.en} ended (${signal ?? `code ${code}`}), starting it again; log: ${logFile}`,
				);
				setTimeout(again, pause);
			});
		});
	}

	function again(): void {
		if (state.isStopping) return;
		child = launch(command, logFile);
		ended = watch();
		if (state.told) child.send(state.told, () => {});
	}

	return {
		go: async (go) => {
			await firstWord(child, go, logFile);
			state.told = go;
			// it may have died between its word and this line
			if (child.exitCode !== null || child.signalCode !== null) again();
		},
		stop: async () => {
			state.isStopping = true;
			child.kill("SIGTERM");
			const timer = setTimeout(() => child.kill("SIGKILL"), killAfterMs);
			await ended;
			clearTimeout(timer);
		},
	};
}

function launch(command: string, logFile: string): ChildProcess {
	if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > logLimitBytes) renameSync(logFile, `${logFile}.1`);
	const log = openSync(logFile, "a", 0o600);
	const child = spawn(process.execPath, [join(projectRoot, "src", "cli.ts"), command], {
		stdio: ["ignore", log, log, "ipc"],
	});
	closeSync(log);
	child.on("error", () => {});
	return child;
}

/** @throws SetupError with what the process itself said, or where to look */
function firstWord(child: ChildProcess, go: Go, logFile: string): Promise<void> {
	return new Promise((resolve, reject) => {
		const onEnd = (): void =>
			reject(new SetupError(`Процесс не запустился; журнал: ${logFile}`, `A process did not start; log: ${logFile}`));
		child.once("exit", onEnd);
		child.once("message", (message) => {
			child.off("exit", onEnd);
			const report = message as Report;
			if ("ready" in report) resolve();
			else reject(new SetupError(report.trouble.ru, report.trouble.en));
		});
		if (child.exitCode !== null || child.signalCode !== null) onEnd();
		else child.send(go, () => {});
	});
}
