/*
 * Run before every npm script, by the host's own Node and without packages: installs what is missing.
 * Says nothing on stdout ever, and on stderr only when there is something to do or to mend.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fail, readOnly, Trouble } from "./trouble.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const stampFile = join(modules, ".otklik-stamp");
const work = join(root, ".install");

function isAtLeast(version, major, minor) {
	const [a = 0, b = 0] = version.replace(/^v/, "").split(".").map(Number);
	return a > major || (a === major && b >= minor);
}

function wantedStamp() {
	const lockFile = readFileSync(join(root, "package-lock.json"));
	return `${createHash("sha256").update(lockFile).digest("hex")} ${process.platform}-${process.arch}\n`;
}

function isInstalled(stamp) {
	try {
		return readFileSync(stampFile, "utf8") === stamp;
	} catch {
		return false;
	}
}

/** True when npm itself, run by hand, has installed just what the lock file says. */
function isInstalledByHand() {
	try {
		const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
		const found = JSON.parse(readFileSync(join(modules, ".package-lock.json"), "utf8")).packages;
		return Object.keys(wanted).every((name) => {
			if (name === "") return true;
			if (!found[name] || !existsSync(join(root, name))) return wanted[name].optional === true;
			return found[name].version === wanted[name].version && found[name].integrity === wanted[name].integrity;
		});
	} catch {
		return false;
	}
}

function noteInstalledByHand(stamp) {
	if (!isInstalledByHand()) return false;
	try {
		writeFileSync(stampFile, stamp);
	} catch {
		// a read-only installation is looked through every time
	}
	return true;
}

/** npm scripts find Node 24 in node_modules/.bin, where npm 10 forgets to link it (it does so for other platforms' sake). */
function checkRuntime() {
	if (isAtLeast(process.version, 24, 7)) return;
	const bin = join(modules, ".bin");
	if (["node", "node.cmd"].some((name) => existsSync(join(bin, name)))) return;
	const names = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`];
	const found = names.find((name) => existsSync(join(modules, name, "bin", "node")));
	if (found) return link(join("..", found, "bin", "node"), join(bin, "node"));
	fail(
		`Для ${process.platform}-${process.arch} нет пакета с Node.js 24: установите Node.js 24.7 или новее.`,
		`There is no package with Node.js 24 for ${process.platform}-${process.arch}: install Node.js 24.7 or newer.`,
	);
}

function link(target, path) {
	try {
		symlinkSync(target, path);
	} catch (error) {
		if (error.code !== "EEXIST") throw error;
	}
}

async function prepare() {
	if (!isAtLeast(process.version, 20, 19)) {
		fail(
			`Нужен Node.js 20.19 или новее, а здесь ${process.version}.`,
			`Node.js 20.19 or newer is needed, this is ${process.version}.`,
		);
	}
	const stamp = wantedStamp();
	if (!isInstalled(stamp) && !noteInstalledByHand(stamp)) {
		// loaded only when needed: every npm script waits for this one
		const [{ checkNpm, install }, { withLock }] = await Promise.all([import("./install.mjs"), import("./lock.mjs")]);
		await withLock(work, async () => {
			if (isInstalled(stamp)) return;
			await checkNpm(root);
			await install(root, work, stamp);
		});
	}
	checkRuntime();
}

prepare().catch((error) => {
	let trouble = error;
	if (/^(EACCES|EPERM|EROFS)$/.test(error.code ?? "")) {
		trouble = new Trouble(readOnly(root, error.code));
	}
	process.stderr.write(`${trouble instanceof Trouble ? trouble.message : trouble.stack}\n`);
	process.exitCode = 1;
});
