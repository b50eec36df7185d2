import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../demo/system.ts";
import { findEmbedded } from "../src/db/embedded.ts";
import { closeLater } from "./closing.ts";
import { figure, median, quantile, say } from "./figures.ts";
import type { Figure } from "./figures.ts";

const projectRoot = fileURLToPath(new URL("..", import.meta.url));
const laterStarts = 3;
const startSeconds = 180;
const stopSeconds = 30;

type Place = { dataDir: string; port: number; demoPort: number };

/**
 * `npm start` as a person types it, from the command to a working page: the first time in an empty data folder, then
 * again. Beside it: how long the runtime alone takes to begin and end.
 */
export async function benchStart({ isShort }: { isShort: boolean }): Promise<Figure[]> {
	const dataDir = mkdtempSync(join(tmpdir(), "otklik-bench-"));
	closeLater(() => rmSync(dataDir, { recursive: true, force: true }));
	const place = { dataDir, port: await freePort(), demoPort: await freePort() };
	const bare: number[] = [];
	for (let i = 0; i < 5; i++) bare.push(await bareNode());
	const first = await timeStart(place);
	say(`first start ${first.toFixed(2)} s`);
	const later: number[] = [];
	for (let i = 0; i < (isShort ? 1 : laterStarts); i++) {
		later.push(await timeStart(place));
		say(`another start ${later.at(-1)?.toFixed(2)} s`);
	}
	return [
		figure({ name: "second_start", value: median(later), unit: "s", anchor: median(bare) }, { of: "value", atMost: 4 }),
		figure({ name: "slowest_later_start", value: quantile(later, 1), unit: "s" }),
		figure({ name: "first_start", value: first, unit: "s", anchor: median(bare) }),
	];
}

async function bareNode(): Promise<number> {
	const begin = performance.now();
	const child = spawn(process.execPath, ["-e", "0"], { stdio: "ignore" });
	await ended(child);
	return (performance.now() - begin) / 1000;
}

/** @returns seconds from the command to a page that works; everything is ended after. @throws when something is left */
async function timeStart(place: Place): Promise<number> {
	const env: NodeJS.ProcessEnv = { ...process.env, OTKLIK_DATA: place.dataDir, HOST: "127.0.0.1" };
	Object.assign(env, { PORT: String(place.port), DEMO_PORT: String(place.demoPort) });
	for (const name of ["DATABASE_URL", "OTKLIK_SECRET_KEY", "OTKLIK_PUBLIC_URL", "OTKLIK_DEMO"]) delete env[name];
	const begin = performance.now();
	// a group of its own, as in a terminal: Ctrl-C goes to all of it
	const child = spawn("npm", ["start"], { cwd: projectRoot, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
	const stop = () => stopAll(child, place.dataDir);
	closeLater(stop);
	let words = "";
	for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (words += chunk));
	try {
		await untilWorking(child, `http://127.0.0.1:${place.port}`);
	} catch (error) {
		say(words);
		throw error;
	}
	const seconds = (performance.now() - begin) / 1000;
	await stop();
	return seconds;
}

/** The page is there with its script, and the server has its database. */
async function untilWorking(child: ChildProcess, url: string): Promise<void> {
	const until = performance.now() + startSeconds * 1000;
	while (performance.now() < until) {
		if (hasEnded(child)) throw new Error("npm start ended by itself");
		if (await isWorking(url)) return;
		await sleep(20);
	}
	throw new Error(`npm start gave no working page in ${startSeconds} s`);
}

async function isWorking(url: string): Promise<boolean> {
	try {
		const page = await fetch(url);
		const script = /<script[^>]+src="([^"]+)"/.exec(await page.text())?.[1];
		if (page.status !== 200 || !script || (await fetch(new URL(script, url))).status !== 200) return false;
		const status = await fetch(`${url}/api/status`);
		return status.status === 200 && ((await status.json()) as { database: boolean }).database;
	} catch {
		return false;
	}
}

/** Ends it as Ctrl-C does. @throws when a process is left */
async function stopAll(child: ChildProcess, dataDir: string): Promise<void> {
	const group = child.pid;
	if (group === undefined || !isGroupAlive(group)) return;
	process.kill(-group, "SIGINT");
	const until = performance.now() + stopSeconds * 1000;
	while (performance.now() < until && (isGroupAlive(group) || findEmbedded(dataDir))) await sleep(20);
	if (!isGroupAlive(group) && !findEmbedded(dataDir)) return;
	const left = findEmbedded(dataDir) ? "the database" : "a process";
	if (isGroupAlive(group)) process.kill(-group, "SIGKILL");
	throw new Error(`${left} is left ${stopSeconds} s after Ctrl-C`);
}

function isGroupAlive(group: number): boolean {
	try {
		process.kill(-group, 0);
		return true;
	} catch {
		return false;
	}
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

async function ended(child: ChildProcess): Promise<void> {
	if (!hasEnded(child)) await new Promise((resolve) => child.once("exit", resolve));
}
