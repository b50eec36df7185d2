import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { closeLater } from "./closing.ts";
import { secretKey } from "./region.ts";

/** A process of the product, as it runs in production; it ends with the bench. */
export type Running = { url: string; stop: () => Promise<void> };
export type Worker = { begin: () => Promise<void>; stop: () => Promise<void> };

const stopMs = 15_000;

/** A server process of its own on a free port. */
export async function startServerProcess(databaseUrl: string): Promise<Running> {
	const child = startScript("server-process.ts", databaseUrl);
	const url = await said(child, "ready");
	return { url, stop: () => stop(child) };
}

/** A worker process that has loaded its code; it connects and takes jobs from `begin` on. */
export async function startWorkerProcess(databaseUrl: string): Promise<Worker> {
	const child = startScript("worker-process.ts", databaseUrl);
	await said(child, "ready");
	return {
		begin: async () => {
			child.send("begin");
			await said(child, "begun");
		},
		stop: () => stop(child),
	};
}

function startScript(name: string, databaseUrl: string): ChildProcess {
	const script = fileURLToPath(new URL(name, import.meta.url));
	const child = fork(script, {
		env: { ...process.env, BENCH_DATABASE_URL: databaseUrl, BENCH_SECRET_KEY: secretKey.toString("hex") },
		// stdout belongs to the figures
		stdio: ["ignore", 2, 2, "ipc"],
	});
	closeLater(() => stop(child));
	return child;
}

/** Waits until the process says `word`, perhaps with an address. @throws when it ends before */
function said(child: ChildProcess, word: string): Promise<string> {
	return new Promise((resolve, reject) => {
		const onExit = () => reject(new Error(`a process of the bench ended before it was ${word}`));
		const onMessage = (message: unknown) => {
			const [key, value] = String(message).split(" ");
			if (key !== word) return;
			child.off("message", onMessage);
			child.off("exit", onExit);
			resolve(value ?? "");
		};
		child.on("message", onMessage);
		child.once("exit", onExit);
		if (child.exitCode !== null || child.signalCode !== null) onExit();
	});
}

async function stop(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
	child.kill("SIGTERM");
	const timer = setTimeout(() => child.kill("SIGKILL"), stopMs);
	await ended;
	clearTimeout(timer);
}
