import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../demo/system.ts";
import { findEmbedded, startEmbedded } from "../src/db/embedded.ts";

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));

let dataDir: string;
let env: NodeJS.ProcessEnv;
let url: string;
beforeAll(async () => {
	dataDir = mkdtempSync(join(tmpdir(), "otklik-start-"));
	const port = await freePort();
	const demoPort = await freePort();
	url = `http://127.0.0.1:${port}`;
	env = { ...process.env, OTKLIK_DATA: dataDir, PORT: String(port), DEMO_PORT: String(demoPort), HOME: undefined };
	delete env.DATABASE_URL;
});
afterAll(() => rmSync(dataDir, { recursive: true }));

type Desk = { child: ChildProcess; out: () => string; err: () => string; ended: Promise<number | null> };
const running = new Set<Desk>();

function run(args: string[], given: NodeJS.ProcessEnv = {}): Desk {
	const child = spawn(process.execPath, [cli, ...args], { env: { ...env, ...given } });
	const said = { out: "", err: "" };
	child.stdout.on("data", (chunk: Buffer) => (said.out += chunk));
	child.stderr.on("data", (chunk: Buffer) => (said.err += chunk));
	const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
	const desk = { child, out: () => said.out, err: () => said.err, ended };
	running.add(desk);
	void ended.then(() => running.delete(desk));
	return desk;
}

afterEach(async () => {
	for (const desk of running) {
		desk.child.kill("SIGTERM");
		await desk.ended;
	}
});

async function until(what: () => boolean | Promise<boolean>, seconds = 110): Promise<void> {
	for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; ) {
		if (await what()) return;
		await new Promise((done) => setTimeout(done, 50));
	}
	throw new Error(`not within ${seconds} s: ${what}`);
}

const isUp = (desk: Desk) => () => {
	if (desk.child.exitCode !== null) throw new Error(desk.err());
	return desk.out().includes("Отклик работает");
};

async function status(): Promise<{ database: boolean } | null> {
	try {
		return (await (await fetch(`${url}/api/status`)).json()) as { database: boolean };
	} catch {
		return null;
	}
}

/** Processes of this data folder: services, by the variable they were given, and the database, by its command. */
function processes(): { pid: number; command: string }[] {
	const found: { pid: number; command: string }[] = [];
	for (const pid of readdirSync("/proc")
		.filter((name) => /^\d+$/.test(name))
		.map(Number)) {
		try {
			const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
			const isService = command.includes(cli) && readFileSync(`/proc/${pid}/environ`, "utf8").includes(dataDir);
			if (isService || command.includes(join(dataDir, "postgres"))) found.push({ pid, command });
		} catch {
			// it has just ended
		}
	}
	return found;
}

const pidOf = (command: string): number =>
	processes().find((one) => one.command.includes(`cli.ts ${command}`))?.pid ?? 0;

describe("npm start", () => {
	test("starts everything, tells the accounts, ends everything when asked twice", async () => {
		const desk = run(["start"]);
		await until(isUp(desk));
		expect(desk.out()).toContain(url);
		expect(desk.out()).toMatch(/curator\s+demo-demo/);
		expect(await status()).toMatchObject({ database: true });
		expect(await (await fetch(url)).text()).toContain("<!doctype html>");
		desk.child.kill("SIGTERM");
		setTimeout(() => desk.child.kill("SIGTERM"), 20);
		expect(await desk.ended).toBe(0);
		expect(processes()).toEqual([]);
	});

	test("a Ctrl-C before it is ready leaves nothing running", async () => {
		const desk = run(["start"]);
		await until(() => pidOf("work") > 0);
		expect(desk.out()).toBe("");
		desk.child.kill("SIGINT");
		expect(await desk.ended).toBe(0);
		expect(processes()).toEqual([]);
	});

	test("a service or a database that dies comes back", async () => {
		const desk = run(["start"]);
		await until(isUp(desk));
		const before = { serve: pidOf("serve"), work: pidOf("work"), database: findEmbedded(dataDir)?.pid ?? 0 };
		for (const pid of Object.values(before)) process.kill(pid, "SIGKILL");
		await until(async () => {
			const isNew = pidOf("serve") !== before.serve && pidOf("work") > 0 && pidOf("work") !== before.work;
			return isNew && (await status())?.database === true;
		});
		expect(desk.err()).toMatch(/Сервер остановился/);
		expect(desk.err()).toMatch(/Обработчик остановился/);
		expect(desk.err()).toMatch(/База данных остановилась/);
	});

	test("killed itself, it leaves nothing running", async () => {
		const desk = run(["start"]);
		await until(isUp(desk));
		desk.child.kill("SIGKILL");
		await until(() => processes().length === 0, 20);
		expect(await status()).toBeNull();
	});

	test("a taken port is named, and nothing is started", async () => {
		const first = run(["start"]);
		await until(isUp(first));
		const second = run(["start"], { OTKLIK_DATA: join(dataDir, "second") });
		expect(await second.ended).toBe(1);
		expect(second.err()).toMatch(/Порт \d+ занят.*\n.*is taken/);
		const third = run(["start"], { PORT: String(await freePort()), DEMO_PORT: String(await freePort()) });
		expect(await third.ended).toBe(1);
		expect(third.err()).toMatch(/уже работает.*\n.*already running/);
		expect(await status()).toMatchObject({ database: true });
	});

	test("a database of a newer version stops it with a sentence", async () => {
		const { default: pg } = await import("pg");
		const change = async (sql: string) => {
			const database = await startEmbedded({ dataDir });
			const client = new pg.Client({ connectionString: database.url });
			await client.connect();
			await client.query(sql);
			await client.end();
			await database.stop();
		};
		await change("insert into migration (name, checksum) values ('9999_later', 'x')");
		const desk = run(["start"]);
		expect(await desk.ended).toBe(1);
		expect(desk.err()).toMatch(/новее.*9999_later.*\n.*newer/);
		expect(processes()).toEqual([]);
		await change("delete from migration where name = '9999_later'");
	});
});

describe("npm start -- --empty", () => {
	test("begins a region of one's own, tells its administrator once, and goes on with it later", async () => {
		const own = mkdtempSync(join(tmpdir(), "otklik-own-"));
		try {
			const first = run(["start", "--empty"], { OTKLIK_DATA: own });
			await until(isUp(first));
			expect(first.out()).toMatch(/Логин\s+admin\n\s+Пароль\s+\w{4}-/);
			expect(await status()).toMatchObject({ database: true, demo: null });
			first.child.kill("SIGTERM");
			expect(await first.ended).toBe(0);
			const again = run(["start"], { OTKLIK_DATA: own });
			await until(isUp(again));
			expect(again.out()).toContain("Войдите под своим логином");
			expect(again.out()).not.toContain("Пароль");
			again.child.kill("SIGTERM");
			expect(await again.ended).toBe(0);
		} finally {
			rmSync(own, { recursive: true });
		}
	});
});

describe("otklik", () => {
	test("without or with an unknown command shows the help and exits with 2", async () => {
		for (const args of [[], ["fly"], ["serve", "--fly"]]) {
			const desk = run(args);
			expect(await desk.ended).toBe(2);
			expect(desk.err()).toContain("Usage: otklik");
			expect(desk.out()).toBe("");
		}
	});

	test.each(["start", "serve", "work", "demo", "migrate", "seed", "replay", "doctor"])("%s --help", async (name) => {
		const desk = run([name, "--help"]);
		expect(await desk.ended).toBe(0);
		expect(desk.out()).toContain(`Usage: otklik ${name}`);
	});

	test("a bad setting is named", async () => {
		const desk = run(["serve"], { PORT: "many" });
		expect(await desk.ended).toBe(1);
		expect(desk.err()).toMatch(/^Переменная PORT="many".*\nThe variable PORT="many"/);
	});

	test("doctor tells of a database that is away, and of a system that is well", async () => {
		const away = run(["doctor", "--json"]);
		expect(await away.ended).toBe(1);
		const findings = (desk: Desk) => JSON.parse(desk.out()).findings as { name: string; state: string }[];
		expect(findings(away).find((one) => one.name === "database")).toMatchObject({ state: "fail" });
		const desk = run(["start"]);
		await until(isUp(desk));
		const well = run(["doctor", "--json"]);
		expect(await well.ended).toBe(0);
		// how the demo's pages are depends on how quickly everything came up
		const ill = findings(well).filter((one) => one.state === "fail" && !/^pages?$/.test(one.name));
		expect(ill).toEqual([]);
		expect(findings(well).map((one) => one.name)).toContain("publications");
	});
});
