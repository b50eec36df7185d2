import { execFileSync, fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { freePort } from "../demo/system.ts";
import type { Go, Report } from "../src/service.ts";
import { closeLater } from "./closing.ts";
import { say } from "./figures.ts";
import { secretKey } from "./region.ts";

/** A process of the product, as `otklik start` runs it: it loads its code and begins at a word. */
export type Service = {
	begin: () => Promise<void>;
	stop: () => Promise<void>;
	/** at once, whatever it is doing */
	kill: () => void;
	/** leaves it one core of the machine's; where that cannot be done it is said */
	holdToOneCore: () => void;
};

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
const stopMs = 20_000;

/** A server process of its own on a free port, ready to answer. @returns its address */
export async function startServerProcess(databaseUrl: string): Promise<string> {
	return (await startServer(databaseUrl, null)).url;
}

/** The same, also with the web app of `webRoot`. */
export async function startServer(databaseUrl: string, webRoot: string | null): Promise<Service & { url: string }> {
	const port = await freePort();
	const server = startService("serve", databaseUrl, { HOST: "127.0.0.1", PORT: String(port) }, webRoot);
	await server.begin();
	return { ...server, url: `http://127.0.0.1:${port}` };
}

/** A worker process that takes jobs from `begin` on. */
export const startWorkerProcess = (databaseUrl: string): Service => startService("work", databaseUrl, {});

function startService(
	command: string,
	databaseUrl: string,
	given: NodeJS.ProcessEnv,
	webRoot: string | null = null,
): Service {
	const child = fork(cli, [command], {
		env: {
			...process.env,
			OTKLIK_UNDO_SECONDS: "0",
			DATABASE_URL: databaseUrl,
			OTKLIK_SECRET_KEY: secretKey.toString("base64"),
			...given,
		},
		// stdout belongs to the figures
		stdio: ["ignore", 2, 2, "ipc"],
	});
	const stop = () => endProcess(child);
	closeLater(stop);
	const holdToOneCore = () => {
		try {
			execFileSync("taskset", ["-acp", "0", String(child.pid)], { stdio: "ignore" });
		} catch (error) {
			say(`otklik ${command} keeps all cores: ${(error as Error).message}`);
		}
	};
	const go: Go = { databaseUrl, demo: null, webRoot };
	return { begin: () => tell(child, command, go), stop, kill: () => void child.kill("SIGKILL"), holdToOneCore };
}

/** Tells a process to begin. @throws when it ends or says that it cannot */
function tell(child: ChildProcess, command: string, go: Go): Promise<void> {
	return new Promise((resolve, reject) => {
		const onExit = () => reject(new Error(`otklik ${command} ended before it began`));
		child.once("exit", onExit);
		child.once("message", (message) => {
			child.off("exit", onExit);
			const report = message as Report;
			if ("ready" in report) resolve();
			else reject(new Error(report.trouble.en));
		});
		if (hasEnded(child)) onExit();
		else child.send(go);
	});
}

async function endProcess(child: ChildProcess): Promise<void> {
	if (hasEnded(child)) return;
	const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
	child.kill("SIGTERM");
	const timer = setTimeout(() => child.kill("SIGKILL"), stopMs);
	await ended;
	clearTimeout(timer);
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;
