import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, lstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { chooseAccount, findBinaries, serverEnvironment } from "./embedded-account.ts";
import type { Account } from "./embedded-account.ts";
import { giveTo, isServerAlive, makeDataDir, prepareCluster, readPostmaster } from "./embedded-cluster.ts";
import { SetupError } from "./setup-error.ts";

export type Embedded = {
	/** reached through a socket file in a private folder; no TCP port is opened */
	url: string;
	pid: number;
	/** resolves when the server ends, however it ends */
	ended: Promise<void>;
	/** ends it cleanly, waiting for the last write */
	stop(): Promise<void>;
};

const port = 5432;
// sockaddr_un holds 108 bytes on Linux, 104 on macOS
const longestSocketPath = 103;
const startSeconds = 60;
const stopSeconds = 30;

/**
 * Starts the private PostgreSQL whose files lie in `dataDir`/postgres, making them first when there are none.
 * Works for an ordinary user and for root, needs no install scripts and changes nothing on the host.
 * @param settings server settings over the usual ones
 * @throws SetupError when it cannot, with what to do
 */
export async function startEmbedded(options: {
	dataDir: string;
	settings?: Record<string, string>;
}): Promise<Embedded> {
	const dataDir = resolve(options.dataDir);
	const cluster = join(dataDir, "postgres");
	makeDataDir(dataDir);
	const binaries = findBinaries(join(dataDir, "lib"));
	await leaveNoOther(cluster);
	const account = chooseAccount(binaries, dataDir, cluster);
	await prepareCluster(binaries, account, cluster);
	const socketDir = chooseSocketDir(cluster, account);
	const logFile = join(dataDir, "postgres.log");
	const args = [...account.wrap, binaries.postgres, "-D", cluster, ...settingsOf(socketDir, options.settings)];
	const deadline = Date.now() + startSeconds * 1000;
	for (;;) {
		const log = openLog(logFile);
		const [command = "", ...rest] = args;
		// its own session: a Ctrl-C in the terminal must reach the database last, through stop()
		const child = spawn(command, rest, {
			...account.switchTo,
			cwd: "/",
			detached: true,
			env: serverEnvironment(binaries),
			stdio: ["ignore", log.fd, log.fd],
		});
		closeSync(log.fd);
		if (await isReady(child, cluster, deadline)) return running(child, cluster, socketDir);
		const words = readFileSync(logFile).subarray(log.size).toString();
		// the backends of a killed server need a moment to notice
		if (!/pre-existing shared memory block/.test(words) || Date.now() > deadline) throw startFailure(words, logFile);
		await sleep(100);
	}
}

/** Where a server started by another process on that folder can be reached; null when there is none. */
export function findEmbedded(dataDir: string): { url: string; pid: number } | null {
	const cluster = join(resolve(dataDir), "postgres");
	const server = readPostmaster(cluster);
	if (!server?.isReady || !isServerAlive(server.pid, cluster)) return null;
	return { url: urlOf(server.socketDir), pid: server.pid };
}

function urlOf(socketDir: string, database = "otklik"): string {
	return `postgresql://otklik@localhost:${port}/${database}?host=${encodeURIComponent(socketDir)}`;
}

function settingsOf(socketDir: string, settings: Record<string, string> = {}): string[] {
	const all = {
		listen_addresses: "",
		port: String(port),
		unix_socket_directories: `"${socketDir.replaceAll('"', '""')}"`,
		unix_socket_permissions: "0700",
		max_connections: "100",
		shared_buffers: "256MB",
		effective_cache_size: "1GB",
		work_mem: "8MB",
		maintenance_work_mem: "128MB",
		random_page_cost: "1.1",
		max_wal_size: "2GB",
		checkpoint_timeout: "15min",
		timezone: "UTC",
		log_timezone: "UTC",
		log_line_prefix: "%m [%p] ",
		...settings,
	};
	return Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** A server left behind by a killed owner is ended; one in use is not touched. */
async function leaveNoOther(cluster: string): Promise<void> {
	const server = readPostmaster(cluster);
	if (!server) return;
	// its keeper sends it to sleep within moments when the owner is gone
	for (let i = 0; i < 15 && isServerAlive(server.pid, cluster); i++) await sleep(100);
	if (isServerAlive(server.pid, cluster)) throw alreadyRunning(cluster, server.pid);
	rmSync(join(cluster, "postmaster.pid"), { force: true });
}

function alreadyRunning(cluster: string, pid: number | string): SetupError {
	return new SetupError(
		`База в ${cluster} уже работает (процесс ${pid}): программа запущена в другом окне. Остановите её или задайте другую папку в OTKLIK_DATA.`,
		`The database in ${cluster} is already running (process ${pid}): the program is started elsewhere. Stop it, or set OTKLIK_DATA to another folder.`,
	);
}

/** The database's own folder; where its path is too long for a socket, a private one of a name that stays the same. */
function chooseSocketDir(cluster: string, account: Account): string {
	if (Buffer.byteLength(`${cluster}/.s.PGSQL.${port}`) <= longestSocketPath) return cluster;
	const folder = `/tmp/otklik-${createHash("sha256").update(cluster).digest("hex").slice(0, 16)}`;
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const { uid, mode } = lstatSync(folder);
	const isOurs = uid === process.getuid?.() || uid === account.owner?.uid;
	if (!isOurs || (mode & 0o170077) !== 0o040000) {
		throw new SetupError(
			`Папка ${folder} чужая или открыта другим. Удалите её или задайте в OTKLIK_DATA путь покороче.`,
			`The folder ${folder} is another user's or open to others. Remove it, or set OTKLIK_DATA to a shorter path.`,
		);
	}
	if (account.owner) giveTo(folder, account.owner);
	return folder;
}

function openLog(file: string): { fd: number; size: number } {
	const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
	if (size > 10_000_000) renameSync(file, `${file}.1`);
	return { fd: openSync(file, "a", 0o600), size: size > 10_000_000 ? 0 : size };
}

async function isReady(child: ChildProcess, cluster: string, deadline: number): Promise<boolean> {
	let isOver = false;
	child.once("exit", () => (isOver = true));
	child.once("error", () => (isOver = true));
	while (!isOver && Date.now() < deadline) {
		const server = readPostmaster(cluster);
		if (server?.pid === child.pid && server?.isReady) return true;
		await sleep(10);
	}
	child.kill("SIGQUIT");
	return false;
}

function startFailure(words: string, logFile: string): SetupError {
	const owner = /another postmaster \(PID (\d+)\) running in data directory "(.*)"/.exec(words);
	if (owner) return alreadyRunning(owner[2] ?? "", owner[1] ?? "");
	const reason = words.match(/(?:FATAL|PANIC|ERROR): .*/g)?.at(-1) ?? words.trim().split("\n").at(-1) ?? "";
	return new SetupError(
		`База данных не запустилась: ${reason} (журнал: ${logFile})`,
		`The database did not start: ${reason} (log: ${logFile})`,
	);
}

async function running(child: ChildProcess, cluster: string, socketDir: string): Promise<Embedded> {
	const pid = child.pid as number;
	const keeper = startKeeper(pid, cluster);
	const ended = new Promise<void>((done) => {
		child.once("exit", () => {
			keeper.kill("SIGKILL");
			if (socketDir !== cluster) rmSync(socketDir, { recursive: true, force: true });
			done();
		});
		if (child.exitCode !== null || child.signalCode !== null) child.emit("exit");
	});
	const stop = async (): Promise<void> => {
		// SIGINT is PostgreSQL's fast shutdown, SIGQUIT gives up waiting; the log makes both safe
		child.kill("SIGINT");
		const timer = setTimeout(() => child.kill("SIGQUIT"), stopSeconds * 1000);
		await ended;
		clearTimeout(timer);
	};
	try {
		await createDatabase(socketDir);
	} catch (error) {
		await stop();
		throw error;
	}
	return { url: urlOf(socketDir), pid, ended, stop };
}

/** Ends the server when this process is gone without having said so: its pipe closes. */
function startKeeper(pid: number, cluster: string): ChildProcess {
	const script = 'read -r _; read -r p < "$2/postmaster.pid" && [ "$p" = "$1" ] && kill -INT "$1"';
	const keeper = spawn("/bin/sh", ["-c", script, "otklik-keeper", String(pid), cluster], {
		cwd: "/",
		detached: true,
		stdio: ["pipe", "ignore", "ignore"],
	});
	keeper.on("error", () => {});
	keeper.unref();
	(keeper.stdin as unknown as { unref(): void }).unref();
	return keeper;
}

async function createDatabase(socketDir: string): Promise<void> {
	const client = new pg.Client({ connectionString: urlOf(socketDir, "postgres") });
	await client.connect();
	try {
		const found = await client.query("select 1 from pg_database where datname = 'otklik'");
		if (found.rowCount === 0) await client.query("create database otklik");
	} finally {
		await client.end();
	}
}
