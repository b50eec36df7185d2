import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fail, readOnly, Trouble } from "./trouble.mjs";

const ciOptions = ["--ignore-scripts", "--no-audit", "--no-fund", "--include=dev", "--include=optional"];
// without a mirror the sentence should come in seconds; npm's own patience is over a minute
ciOptions.push(
	"--loglevel=error",
	"--fetch-retries=2",
	"--fetch-retry-mintimeout=1000",
	"--fetch-retry-maxtimeout=4000",
);
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

function npmCommand() {
	const program = process.env.npm_execpath ?? "";
	if (basename(program) === "npm-cli.js") return [process.execPath, program];
	return process.platform === "win32" ? ["npm.cmd"] : ["npm"];
}

/** @returns {Promise<{ code: number | null, words: string, out: string, isInterrupted: boolean }>} */
function runNpm(args, cwd) {
	const [command, ...first] = npmCommand();
	const env = {};
	for (const [name, value] of Object.entries(process.env)) {
		// what the outer npm says about this project must not point the inner one away from its folder
		const isOuter = /^npm_(package|lifecycle)_|^npm_config_(local_prefix|global|omit|include)$|^INIT_CWD$|^NODE_ENV$/;
		if (!isOuter.test(name)) env[name] = value;
	}
	return new Promise((resolve) => {
		const shell = process.platform === "win32";
		const child = spawn(command, [...first, ...args], { cwd, env, shell, stdio: ["ignore", "pipe", "pipe"] });
		const said = { out: "", err: "" };
		child.stdout.on("data", (chunk) => (said.out += chunk));
		child.stderr.on("data", (chunk) => (said.err += chunk));
		let isInterrupted = false;
		const pass = (signal) => {
			isInterrupted = true;
			child.kill(signal);
			// npm would first wait for its network; what it leaves is thrown away
			setTimeout(() => child.kill("SIGKILL"), 1000).unref();
		};
		for (const signal of signals) process.on(signal, pass);
		// npm's shell may be ended without telling us
		const parent = process.ppid;
		const watch = setInterval(() => process.ppid === parent || isInterrupted || pass("SIGTERM"), 500);
		const end = (code, words) => {
			clearInterval(watch);
			for (const signal of signals) process.removeListener(signal, pass);
			resolve({ code, words, out: said.out.trim(), isInterrupted });
		};
		child.on("error", (error) => end(null, error.message));
		child.on("close", (code) => end(code, said.err + said.out));
	});
}

/** Refuses an npm older than 10, or none. */
export async function checkNpm(root) {
	const agent = /^npm\/(\S+)/.exec(process.env.npm_config_user_agent ?? "");
	const version = agent ? agent[1] : (await runNpm(["--version"], root)).out;
	if (version === "") fail("Не найден npm: установите npm 10 или новее.", "There is no npm: install npm 10 or newer.");
	if (Number(version.split(".")[0]) < 10) {
		fail(
			`Нужен npm 10 или новее, а здесь ${version}: npm install -g npm@10`,
			`npm 10 or newer is needed, this is ${version}: npm install -g npm@10`,
		);
	}
}

/** Installs beside and swaps at the end: what worked before still works if this fails half-way. */
export async function install(root, work, stamp) {
	const modules = join(root, "node_modules");
	const fresh = join(work, `new-${process.pid}`);
	mkdirSync(fresh);
	for (const name of ["package.json", "package-lock.json", ".npmrc"]) {
		if (existsSync(join(root, name))) copyFileSync(join(root, name), join(fresh, name));
	}
	process.stderr.write("Устанавливаю пакеты, один раз… / Installing packages, once…\n");
	const { code, words, isInterrupted } = await runNpm(["ci", ...ciOptions], fresh);
	if (isInterrupted) fail("Установка прервана.", "The installation was interrupted.");
	if (code !== 0) explain(root, words);
	mkdirSync(join(fresh, "node_modules"), { recursive: true });
	writeFileSync(join(fresh, "node_modules", ".otklik-stamp"), stamp);
	const old = join(work, `old-${process.pid}`);
	rmSync(old, { recursive: true, force: true });
	if (existsSync(modules)) renameSync(modules, old);
	renameSync(join(fresh, "node_modules"), modules);
}

const offline =
	/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED|network/;

/** npm's words → one sentence. @returns {never} */
function explain(root, words) {
	const said = words
		.split("\n")
		.filter((line) => /^npm (error|ERR!)/.test(line))
		.map((line) => line.replace(/^npm (error|ERR!) ?/, ""))
		.filter((line) => line.trim() !== "" && !line.startsWith("A complete log"));
	const lines = said.length > 0 ? said.slice(0, 2).join("; ") : words.trim().slice(-300);
	// a registry's address may carry a password
	const reason = lines.replace(/:\/\/[^/@\s]+@/g, "://");
	if (offline.test(words)) {
		fail(
			`Хранилище пакетов npm недоступно, а установить нужно: проверьте сеть и настройку registry (${reason}).`,
			`The npm registry cannot be reached, and packages are missing: check the network and npm's registry setting (${reason}).`,
		);
	}
	if (/\bE40[134]\b|ETARGET/.test(words)) {
		fail(
			`Хранилище пакетов npm не даёт нужный пакет: проверьте настройку registry (${reason}).`,
			`The npm registry does not give a needed package: check npm's registry setting (${reason}).`,
		);
	}
	if (/ENOSPC/.test(words)) fail("На диске нет места (нужно около 1 ГБ).", "The disk is full (about 1 GB is needed).");
	if (/EACCES|EPERM|EROFS/.test(words)) throw new Trouble(readOnly(root, reason));
	fail(`Пакеты не установились: ${reason}`, `The packages could not be installed: ${reason}`);
}
