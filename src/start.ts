import { setTimeout as sleep } from "node:timers/promises";
import { join } from "node:path";
import { localUrl, needSecretKey, projectRoot, readConfig } from "./config.ts";
import type { Config } from "./config.ts";
import { makeDataDir } from "./db/embedded-cluster.ts";
import { startEmbedded } from "./db/embedded.ts";
import { SetupError } from "./db/setup-error.ts";
import type { Status } from "./http/contract.ts";
import { checkPort } from "./listen-trouble.ts";
import { inspectDatabase } from "./reach-database.ts";
import type { Reached } from "./reach-database.ts";
import { untilAsked } from "./service.ts";
import { keepRunning } from "./supervise.ts";
import type { Kept, Say } from "./supervise.ts";
import { buildWebApp } from "./web-build.ts";

type Cleanups = (() => Promise<void>)[];

const say: Say = (ru, en) => void process.stderr.write(`${ru} / ${en}\n`);
const databaseTries = 10;

/** What was found or made at the start: the demo, or a region of one's own, with its administrator when it is new. */
type Started = { demo: Status["demo"]; admin: { login: string; password: string } | null };

/**
 * `npm start`: the database, the server, the worker and the demo network, all together, until asked to end.
 * @param isEmpty begins a region of one's own where there is none, instead of the demo
 * @throws SetupError when something stands in the way; whatever had been started is ended before
 */
export async function start(given: Config, { isEmpty }: { isEmpty: boolean }): Promise<void> {
	const config = isEmpty ? apart(given) : given;
	const asked = untilAsked();
	const cleanups: Cleanups = [];
	const abort = new AbortController();
	const starting = startAll(config, isEmpty, cleanups, abort.signal);
	try {
		const started = await Promise.race([starting, asked]);
		if (started) {
			process.stdout.write(greeting(config, started));
			await asked;
		}
	} finally {
		abort.abort();
		await starting.catch(() => {});
		for (const cleanup of cleanups.reverse()) await cleanup();
	}
}

/** A region of one's own lies beside the demo, not in it, unless told where. */
function apart(config: Config): Config {
	if (config.databaseUrl || process.env.OTKLIK_DATA) return config;
	// the services read their settings from the environment, too
	process.env.OTKLIK_DATA = join(projectRoot, ".region");
	return readConfig(process.env);
}

async function startAll(config: Config, isEmpty: boolean, cleanups: Cleanups, signal: AbortSignal): Promise<Started> {
	await checkPorts(config);
	makeDataDir(config.dataDir);
	const secretKey = needSecretKey(config);
	// they load while the database starts
	const server = keepRunning("serve", config.dataDir, { ru: "Сервер", en: "The server" }, say);
	const worker = keepRunning("work", config.dataDir, { ru: "Обработчик", en: "The worker" }, say);
	const network = keepRunning("demo", config.dataDir, { ru: "Демонстрационная сеть", en: "The demo network" }, say);
	cleanups.push(() => stopAll([server, worker, network]));
	const modules = Promise.all([import("./upgrade.ts"), import("./maintain.ts")]);
	const [database, webRoot] = await settled(keepDatabase(config, cleanups), buildWebApp(say));
	await inspectDatabase(database.url);
	const [{ upgrade }, { seedDemoRegion, seedEmptyRegion }] = await modules;
	await upgrade(database.url);
	const admin = isEmpty ? await seedEmptyRegion(database.url) : null;
	const demo = await seedDemoRegion(database.url, secretKey, localUrl(config.host, config.demoPort));
	const go = { databaseUrl: database.url, demo, webRoot };
	await Promise.all([server.go(go), worker.go(go), demo ? network.go(go) : network.stop()]);
	await untilAnswering(config, signal);
	return { demo, admin };
}

/** Both, or the first trouble once both are over. */
async function settled<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
	await Promise.allSettled([a, b]);
	return [await a, await b];
}

async function stopAll(kept: Kept[]): Promise<void> {
	await Promise.all(kept.map((one) => one.stop()));
}

/** The database of the settings; the private one is started again if it dies. */
async function keepDatabase(config: Config, cleanups: Cleanups): Promise<Reached> {
	if (config.databaseUrl) return { url: config.databaseUrl, stop: async () => {} };
	let database = await startEmbedded({ dataDir: config.dataDir });
	let isStopping = false;
	const watch = (): void => void database.ended.then(bringBack);
	const bringBack = async (): Promise<void> => {
		for (let tries = 0; !isStopping; tries++) {
			say("База данных остановилась, запускаю снова.", "The database ended, starting it again.");
			try {
				database = await startEmbedded({ dataDir: config.dataDir });
				if (isStopping) return await database.stop();
				return watch();
			} catch (error) {
				say((error as SetupError).ru ?? String(error), (error as SetupError).en ?? "");
				if (tries === databaseTries) giveUp();
				await sleep(1000 * tries);
			}
		}
	};
	watch();
	cleanups.unshift(async () => {
		isStopping = true;
		await database.stop();
	});
	return database;
}

function giveUp(): void {
	process.exitCode = 1;
	process.kill(process.pid, "SIGTERM");
}

async function checkPorts(config: Config): Promise<void> {
	if (config.port === config.demoPort) {
		throw new SetupError("PORT и DEMO_PORT совпадают.", "PORT and DEMO_PORT are the same.");
	}
	await Promise.all([
		checkPort(config.host, config.port, "PORT"),
		checkPort(config.host, config.demoPort, "DEMO_PORT"),
	]);
}

async function untilAnswering(config: Config, signal: AbortSignal): Promise<void> {
	const url = `${localUrl(config.host, config.port)}/api/status`;
	for (const deadline = Date.now() + 30_000; ; ) {
		try {
			const status = (await (await fetch(url, { signal: AbortSignal.timeout(5_000) })).json()) as Status;
			if (status.database) return;
		} catch {
			// not yet
		}
		if (signal.aborted || Date.now() > deadline)
			throw new SetupError(`Сервер не отвечает: ${url}`, `The server does not answer: ${url}`);
		await sleep(20);
	}
}

function greeting(config: Config, { demo, admin }: Started): string {
	const lines = ["", `Отклик работает: ${config.publicUrl}`, ""];
	if (demo) {
		const rows = [["Логин", "Пароль", "Кто"], ...demo.accounts.map((one) => [one.login, one.password, one.name])];
		const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0)) + 3;
		for (const [login = "", password = "", who = ""] of rows)
			lines.push(`  ${login.padEnd(width(0))}${password.padEnd(width(1))}${who}`);
		lines.push("", "Откройте адрес, войдите куратором и следуйте подсказкам на экране.");
		lines.push("Свой пустой регион вместо демонстрации: npm start -- --empty", "");
	} else if (admin) {
		lines.push("Создан пустой регион. Откройте адрес и войдите: «Первые шаги» проведут до первого ответа жителю.", "");
		lines.push(`  Логин   ${admin.login}`, `  Пароль  ${admin.password}`, "");
		lines.push("Пароль показан один раз, при входе «Отклик» попросит задать свой.", "");
	} else lines.push("Войдите под своим логином.", "");
	return `${lines.join("\n")}\nОстановить: Ctrl-C\n`;
}
