import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRows, replay } from "../demo/replay.ts";
import type { ReplayOptions, ReplayRow } from "../demo/replay.ts";
import { startSystem } from "../demo/system.ts";
import { localUrl } from "./config.ts";
import type { Config } from "./config.ts";
import { openDatabase } from "./db/database.ts";
import type { Db } from "./db/database.ts";
import { findEmbedded, startEmbedded } from "./db/embedded.ts";
import { SetupError } from "./db/setup-error.ts";
import { untilAsked } from "./service.ts";
import type { Stoppable } from "./service.ts";

type Desk = { databaseUrl: string; networkUrl: string } & Stoppable;

/**
 * `otklik replay`: plays a file of residents' messages and prints what became of them; the exit code is 1 when the count
 * does not come out even.
 */
export async function play(config: Config, values: Record<string, unknown>): Promise<void> {
	const options = readOptions(values);
	const rows = await readFile(values);
	const desk = values.own ? await startOwn() : findDesk(config);
	const asked = untilAsked().then(() => null);
	const db = openDatabase(desk.databaseUrl, 2);
	try {
		await needChannel(db, desk, values.channel);
		const report = await Promise.race([replay(db, desk.networkUrl, rows, options), asked]);
		if (report === null) throw new SetupError("Прервано.", "Interrupted.");
		if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
		else for (const [name, value] of Object.entries(report)) process.stdout.write(`${name.padEnd(15)}${value}\n`);
		if (!report.reconciled) process.exitCode = 1;
	} finally {
		await db.destroy();
		await desk.stop();
	}
}

/** Before anything is started, so that a wrong file costs nothing. */
async function readFile({ data, limit }: Record<string, unknown>): Promise<ReplayRow[]> {
	if (typeof data !== "string") throw new SetupError("Укажите файл: --data FILE.", "Name the file: --data FILE.");
	if (!existsSync(data)) throw new SetupError(`Файла ${data} нет.`, `There is no file ${data}.`);
	const most = limit === undefined ? Number.POSITIVE_INFINITY : positive("--limit", limit);
	try {
		return await readRows(data, most);
	} catch (error) {
		const { message } = error as Error;
		throw new SetupError(
			`Файл ${data} не читается: ${message}.`,
			`The file ${data} cannot be read: ${message}.`,
			error,
		);
	}
}

function readOptions(values: Record<string, unknown>): ReplayOptions {
	let told = 0;
	return {
		speed: values.speed === undefined ? asFastAsTaken : positive("--speed", values.speed),
		isChaos: values.chaos === true,
		dates: values.recent ? "recent" : "original",
		onProgress: (line) => {
			// once a second is enough
			if (Date.now() - told < 1000) return;
			told = Date.now();
			process.stderr.write(`${line}\n`);
		},
	};
}

/** a year passes in a moment */
const asFastAsTaken = 1e12;

function positive(name: string, value: unknown): number {
	const number = Number(value);
	if (Number.isFinite(number) && number > 0) return number;
	throw new SetupError(`${name}: нужно положительное число.`, `${name} must be a positive number.`);
}

/** The desk that runs with the same settings. */
function findDesk(config: Config): Desk {
	const databaseUrl = config.databaseUrl ?? findEmbedded(config.dataDir)?.url;
	if (!databaseUrl)
		throw new SetupError(
			"Программа не запущена: выполните npm start в другом окне или добавьте --own.",
			"The program is not running: npm start in another window, or add --own.",
		);
	return { databaseUrl, networkUrl: localUrl(config.host, config.demoPort), stop: async () => {} };
}

/** A whole desk on a database of its own, which is gone afterwards. */
async function startOwn(): Promise<Desk> {
	const dataDir = mkdtempSync(join(tmpdir(), "otklik-replay-"));
	const database = await startEmbedded({ dataDir });
	try {
		const system = await startSystem({
			databaseUrl: database.url,
			secretKey: randomBytes(32),
			onError: (error) => console.error(error),
		});
		const stop = async (): Promise<void> => {
			await system.stop();
			await database.stop();
			rmSync(dataDir, { recursive: true, force: true });
		};
		return { databaseUrl: database.url, networkUrl: system.network.url, stop };
	} catch (error) {
		await database.stop();
		rmSync(dataDir, { recursive: true, force: true });
		throw error;
	}
}

/** The demo network must stand, and its pages be of the network asked for. */
async function needChannel(db: Db, desk: Desk, channel: unknown): Promise<void> {
	try {
		await fetch(`${desk.networkUrl}/demo/api/ledger`, { signal: AbortSignal.timeout(5_000) });
	} catch (error) {
		throw new SetupError(
			`Демонстрационная сеть не отвечает: ${desk.networkUrl}. Выполните npm start в другом окне или добавьте --own.`,
			`The demo network does not answer: ${desk.networkUrl}. npm start in another window, or add --own.`,
			error,
		);
	}
	const pages = await db.selectFrom("page").select(["channel", "settings"]).execute();
	const played = pages.filter((page) => (page.settings as { apiUrl?: string }).apiUrl === desk.networkUrl);
	const names = [...new Set(played.map((page) => page.channel))];
	if (channel !== undefined && !names.includes(String(channel))) {
		throw new SetupError(
			`Через «${channel}» проиграть нельзя, можно: ${names.join(", ")}.`,
			`Nothing can be played through "${channel}"; possible: ${names.join(", ")}.`,
		);
	}
}
