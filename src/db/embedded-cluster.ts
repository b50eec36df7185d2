import { spawn } from "node:child_process";
import {
	chmodSync,
	chownSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { serverEnvironment } from "./embedded-account.ts";
import type { Account, Binaries } from "./embedded-account.ts";
import { SetupError } from "./setup-error.ts";

/** The file in which a running server says who and where it is; null when there is none. */
export type Postmaster = { pid: number; port: number; socketDir: string; isReady: boolean };

export function readPostmaster(cluster: string): Postmaster | null {
	let lines: string[];
	try {
		lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
	} catch {
		return null;
	}
	const pid = Number(lines[0]);
	if (!Number.isInteger(pid) || pid <= 1) return null;
	return { pid, port: Number(lines[3]), socketDir: lines[4] ?? "", isReady: lines[7]?.trim() === "ready" };
}

/** True when the process is a server on that folder, not another one that was given the same number later. */
export function isServerAlive(pid: number, cluster: string): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
	}
	try {
		const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
		return command.includes(cluster);
	} catch {
		return process.platform !== "linux";
	}
}

/** The folder of a database, owned by the account that will run it; made first when there is none. */
export async function prepareCluster(binaries: Binaries, account: Account, cluster: string): Promise<void> {
	if (!existsSync(join(cluster, "PG_VERSION"))) await createCluster(binaries, account, cluster);
	const found = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
	const wanted = await versionOf(binaries, account);
	if (found !== wanted) {
		throw new SetupError(
			`Данные в ${cluster} созданы PostgreSQL ${found}, а здесь PostgreSQL ${wanted}. Верните прежнюю версию программы или перенесите данные.`,
			`The data in ${cluster} are of PostgreSQL ${found}, but this is PostgreSQL ${wanted}. Go back to the earlier version of the program, or move the data.`,
		);
	}
	const { uid } = lstatSync(cluster);
	if (account.owner && account.owner.uid !== uid) giveTo(cluster, account.owner);
	if (!account.owner && uid !== process.getuid?.()) {
		throw new SetupError(
			`Папка базы ${cluster} принадлежит другому пользователю. Запустите от его имени или задайте другую папку в OTKLIK_DATA.`,
			`The database's folder ${cluster} belongs to another user. Run as that user, or set OTKLIK_DATA to another folder.`,
		);
	}
}

async function createCluster(binaries: Binaries, account: Account, cluster: string): Promise<void> {
	const fresh = `${cluster}.new-${process.pid}`;
	rmSync(fresh, { recursive: true, force: true });
	mkdirSync(fresh, { mode: 0o700 });
	if (account.owner) giveTo(fresh, account.owner);
	// macOS has no C.UTF-8; the search of the language needs a character type that knows Cyrillic
	const characters = process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8";
	const args = ["-D", fresh, "-U", "otklik", "-A", "trust", "-E", "UTF8", "--locale=C", `--lc-ctype=${characters}`];
	args.push("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--text-search-config=simple", "--data-checksums");
	const { code, output } = await runAs(account, binaries, binaries.initdb, args);
	if (code !== 0) {
		rmSync(fresh, { recursive: true, force: true });
		const reason = output.trim().split("\n").at(-1) ?? "";
		throw new SetupError(
			`Не удалось создать базу в ${dirname(cluster)}: ${reason}`,
			`The database could not be created in ${dirname(cluster)}: ${reason}`,
		);
	}
	try {
		renameSync(fresh, cluster);
	} catch (error) {
		rmSync(fresh, { recursive: true, force: true });
		// another start was faster: its database is as good
		if (!existsSync(join(cluster, "PG_VERSION"))) throw error;
	}
}

async function versionOf(binaries: Binaries, account: Account): Promise<string> {
	const { output } = await runAs(account, binaries, binaries.postgres, ["--version"]);
	return /(\d+)\.\d+/.exec(output)?.[1] ?? "";
}

function runAs(account: Account, binaries: Binaries, program: string, args: string[]) {
	const [command = "", ...rest] = [...account.wrap, program, ...args];
	return new Promise<{ code: number | null; output: string }>((resolve, reject) => {
		const child = spawn(command, rest, {
			...account.switchTo,
			cwd: "/",
			env: serverEnvironment(binaries),
			stdio: ["ignore", "pipe", "pipe"],
		});
		let output = "";
		child.stdout.on("data", (chunk: Buffer) => (output += chunk));
		child.stderr.on("data", (chunk: Buffer) => (output += chunk));
		child.on("error", reject);
		child.on("close", (code) => resolve({ code, output }));
	});
}

/** Gives a folder and all in it to an account. */
export function giveTo(path: string, owner: { uid: number; gid: number }): void {
	const stat = lstatSync(path);
	if (stat.isSymbolicLink()) return;
	if (stat.isDirectory()) for (const name of readdirSync(path)) giveTo(join(path, name), owner);
	chownSync(path, owner.uid, owner.gid);
}

/** Makes the data folder; root's must let the database's own account through to its part. */
export function makeDataDir(dataDir: string): void {
	try {
		if (mkdirSync(dataDir, { recursive: true }) !== undefined) {
			chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
		}
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code ?? "";
		throw new SetupError(
			`Папку данных ${dataDir} нельзя создать (${code}). Задайте в OTKLIK_DATA папку, открытую для записи, или свою базу в DATABASE_URL.`,
			`The data folder ${dataDir} cannot be made (${code}). Set OTKLIK_DATA to a writable folder, or DATABASE_URL to a database of your own.`,
			error,
		);
	}
}
