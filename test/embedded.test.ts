import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findEmbedded, startEmbedded } from "../src/db/embedded.ts";

let root: string;
beforeAll(() => {
	root = mkdtempSync(join(tmpdir(), "otklik-embedded-"));
	// as a home or a project folder usually is; mkdtemp closes it to others
	chmodSync(root, 0o755);
});
afterAll(() => rmSync(root, { recursive: true }));

async function ask(url: string, sql: string): Promise<Record<string, unknown>> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		return (await client.query(sql)).rows?.[0] ?? {};
	} finally {
		await client.end();
	}
}

const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`);

async function until(what: () => boolean): Promise<void> {
	for (let i = 0; i < 200 && !what(); i++) await new Promise((done) => setTimeout(done, 50));
	expect(what()).toBe(true);
}

describe("the private PostgreSQL", () => {
	test("keeps what was committed, safely and in Russian", async () => {
		const dataDir = join(root, "plain");
		const first = await startEmbedded({ dataDir });
		const settings = await ask(
			first.url,
			`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
				current_setting('listen_addresses') as listens, current_setting('data_checksums') as checksums,
				current_setting('server_encoding') as encoding, lower('ЁЖИК') as lower,
				to_tsvector('russian', 'Ямы на дорогах')::text as words`,
		);
		expect(settings).toEqual({
			...{ fsync: "on", commit: "on", listens: "", checksums: "on", encoding: "UTF8", lower: "ёжик" },
			words: "'дорог':3 'ям':1",
		});
		expect(statSync(join(dataDir, "postgres")).mode & 0o777).toBe(0o700);
		await ask(first.url, "create table kept (n int)");
		await ask(first.url, "insert into kept values (7)");
		await first.stop();
		expect(isAlive(first.pid)).toBe(false);
		const second = await startEmbedded({ dataDir });
		expect(await ask(second.url, "select n from kept")).toEqual({ n: 7 });
		await second.stop();
	});

	test("refuses a second start on the same folder, in words", async () => {
		const dataDir = join(root, "twice");
		const first = await startEmbedded({ dataDir });
		expect(findEmbedded(dataDir)).toEqual({ url: first.url, pid: first.pid });
		await expect(startEmbedded({ dataDir })).rejects.toThrow(/уже работает.*\n.*already running/);
		expect(await ask(first.url, "select 1 as n")).toEqual({ n: 1 });
		await first.stop();
		expect(findEmbedded(dataDir)).toBeNull();
	});

	test("comes back after kill -9 with every committed row", async () => {
		const dataDir = join(root, "killed");
		const first = await startEmbedded({ dataDir });
		await ask(first.url, "create table kept (n int)");
		for (let i = 0; i < 20; i++) await ask(first.url, "insert into kept values (1)");
		process.kill(first.pid, "SIGKILL");
		await first.ended;
		const second = await startEmbedded({ dataDir });
		expect(second.url).toBe(first.url);
		expect(await ask(second.url, "select count(*)::int as n from kept")).toEqual({ n: 20 });
		await second.stop();
	});

	test("is not left behind by a process that was killed", async () => {
		const dataDir = join(root, "orphan");
		const module = fileURLToPath(new URL("../src/db/embedded.ts", import.meta.url));
		const code = `const { startEmbedded } = await import(${JSON.stringify(module)});
			console.log((await startEmbedded({ dataDir: ${JSON.stringify(dataDir)} })).pid); setInterval(() => {}, 1000);`;
		const owner = spawn(process.execPath, ["--input-type=module", "-e", code], {
			stdio: ["ignore", "pipe", "inherit"],
		});
		const pid = Number(await new Promise((told) => owner.stdout.once("data", (text) => told(String(text)))));
		expect(isAlive(pid)).toBe(true);
		owner.kill("SIGKILL");
		await until(() => !isAlive(pid));
		const next = await startEmbedded({ dataDir });
		await next.stop();
	});

	test("a lock file whose number now belongs to another process stops nothing", async () => {
		const dataDir = join(root, "stale");
		await (await startEmbedded({ dataDir })).stop();
		const file = join(dataDir, "postgres", "postmaster.pid");
		writeFileSync(file, `${process.pid}\n${join(dataDir, "postgres")}\n1\n5432\n${dataDir}\n\n\nready   \n`);
		const next = await startEmbedded({ dataDir });
		expect(next.pid).not.toBe(process.pid);
		await next.stop();
	});

	test("works under a path with spaces and Cyrillic, too long for a socket", async () => {
		const dataDir = join(root, "папка с пробелом", "и ещё одна, с 'кавычками' и \"ими\"", "длинная ".repeat(8).trim());
		const server = await startEmbedded({ dataDir });
		expect(await ask(server.url, "select current_database() as name")).toEqual({ name: "otklik" });
		await server.stop();
	});

	test("data of another major version are not touched", async () => {
		const dataDir = join(root, "older");
		await (await startEmbedded({ dataDir })).stop();
		const file = join(dataDir, "postgres", "PG_VERSION");
		writeFileSync(file, "15\n");
		await expect(startEmbedded({ dataDir })).rejects.toThrow(/PostgreSQL 15/);
		expect(readFileSync(file, "utf8")).toBe("15\n");
	});

	test("works in a folder closed to others, and still when it is opened and closed again", async () => {
		const home = join(root, "closed");
		mkdirSync(home, { mode: 0o700 });
		const dataDir = join(home, "data");
		for (const mode of [0o700, 0o755, 0o700]) {
			chmodSync(home, mode);
			const server = await startEmbedded({ dataDir });
			expect(await ask(server.url, "select 1 as n")).toEqual({ n: 1 });
			await server.stop();
		}
	});

	test("a folder that cannot be made is named", async () => {
		writeFileSync(join(root, "file"), "");
		await expect(startEmbedded({ dataDir: join(root, "file", "data") })).rejects.toThrow(/OTKLIK_DATA/);
	});
});
