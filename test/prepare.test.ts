import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const scripts = fileURLToPath(new URL("../scripts", import.meta.url));
const nowhere = "http://127.0.0.1:9/";

let root: string;
beforeEach(() => {
	root = join(mkdtempSync(join(tmpdir(), "otklik-prepare-")), "папка с пробелом");
	mkdirSync(root);
	cpSync(scripts, join(root, "scripts"), { recursive: true });
	writePackage({});
});
afterEach(() => rmSync(join(root, ".."), { recursive: true }));

/** A project that needs the package `left`, which lies beside it, or a package of the registry. */
function writePackage(dependencies: Record<string, string>): void {
	const names = Object.keys(dependencies);
	const packages = names.map((name) => [
		`node_modules/${name}`,
		{ version: dependencies[name], integrity: "sha512-AA==" },
	]);
	const own = { name: "desk", version: "1.0.0", dependencies };
	writeFileSync(join(root, "package.json"), JSON.stringify(own));
	const lock = { ...own, lockfileVersion: 3, packages: { "": own, ...Object.fromEntries(packages) } };
	writeFileSync(join(root, "package-lock.json"), JSON.stringify(lock));
}

type Result = { code: number | null; out: string; err: string };

function prepare(signalAfterMs?: number): Promise<Result> {
	const env = { ...process.env, npm_config_registry: nowhere, npm_config_cache: join(root, "cache") };
	const child = spawn(process.execPath, [join(root, "scripts/prepare.mjs")], { cwd: tmpdir(), env });
	if (signalAfterMs !== undefined) setTimeout(() => child.kill("SIGTERM"), signalAfterMs);
	const said = { out: "", err: "" };
	child.stdout.on("data", (chunk: Buffer) => (said.out += chunk));
	child.stderr.on("data", (chunk: Buffer) => (said.err += chunk));
	return new Promise((resolve) => child.on("close", (code) => resolve({ code, ...said })));
}

const stamp = (): string => join(root, "node_modules/.otklik-stamp");

describe("prepare", () => {
	test("installs once, says so on stderr only, then is silent", async () => {
		expect(await prepare()).toMatchObject({ code: 0, out: "", err: expect.stringContaining("Installing") });
		const installed = readFileSync(stamp(), "utf8");
		expect(await prepare()).toEqual({ code: 0, out: "", err: "" });
		expect(readFileSync(stamp(), "utf8")).toBe(installed);
		expect(existsSync(join(root, ".install"))).toBe(false);
	});

	test("of several at once one installs and the others wait", async () => {
		const results = await Promise.all([prepare(), prepare(), prepare(), prepare()]);
		expect(results.map((result) => result.code)).toEqual([0, 0, 0, 0]);
		expect(results.filter((result) => result.err.includes("Installing"))).toHaveLength(1);
		expect(existsSync(join(root, ".install"))).toBe(false);
	});

	test("without a mirror: a sentence, exit code 1, and what was there stays", async () => {
		await prepare();
		writeFileSync(join(root, "node_modules/kept"), "");
		writePackage({ "left-out": "1.0.0" });
		const result = await prepare();
		expect(result).toMatchObject({ code: 1, out: "" });
		expect(result.err).toMatch(/недоступно.*\n.*cannot be reached/);
		expect(readdirSync(join(root, "node_modules"))).toContain("kept");
		expect(existsSync(join(root, ".install"))).toBe(false);
	});

	test("a lock left by a dead process is taken over", async () => {
		mkdirSync(join(root, ".install/lock"), { recursive: true });
		writeFileSync(join(root, ".install/lock/pid"), "4194305");
		expect(await prepare()).toMatchObject({ code: 0 });
	});

	test("what npm has installed by hand is taken as it is", async () => {
		writePackage({ left: "1.0.0" });
		mkdirSync(join(root, "node_modules/left"), { recursive: true });
		const found = { packages: { "node_modules/left": { version: "1.0.0", integrity: "sha512-AA==" } } };
		writeFileSync(join(root, "node_modules/.package-lock.json"), JSON.stringify(found));
		expect(await prepare()).toEqual({ code: 0, out: "", err: "" });
		expect(existsSync(stamp())).toBe(true);
	});

	test("an interruption leaves nothing behind", async () => {
		writePackage({ "left-out": "1.0.0" });
		const result = await prepare(1_500);
		expect(result).toMatchObject({ code: 1, out: "" });
		expect(existsSync(join(root, ".install"))).toBe(false);
		expect(existsSync(join(root, "node_modules"))).toBe(false);
	});
});
