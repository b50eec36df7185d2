import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { findEmbedded, startEmbedded } from "../src/db/embedded.ts";
import { readMigrations } from "../src/db/migrate.ts";
import { upgrade } from "../src/upgrade.ts";

/**
 * The PostgreSQL of a run: OTKLIK_TEST_DATABASE_URL (an account that may create databases), or private ones, for each of
 * the run's workers its own: an open transaction holds back what others on the same server may see.
 */
export type TestServer = { url: string; stop(): Promise<void> };

export type TestDatabase = { url: string; drop(): Promise<void> };

// where a run tells its workers the addresses of its servers
const addressVariable = "OTKLIK_TEST_SERVER_URL";
let own: { servers: ReturnType<typeof startTestServers>; users: number } | null = null;

/** Starts a run's servers, each with the migrated template in it; workers of this process find theirs by themselves. */
export async function startTestServers(count: number): Promise<{ stop(): Promise<void> }> {
	const given = process.env.OTKLIK_TEST_DATABASE_URL;
	const servers: TestServer[] = given ? [{ url: given, stop: async () => {} }] : [];
	for (let n = servers.length; n < count && !given; n++) servers.push(await startPrivateServer());
	for (const { url } of servers) await makeTemplate(url);
	process.env[addressVariable] = servers.map(({ url }) => url).join(" ");
	return {
		stop: async () => {
			delete process.env[addressVariable];
			for (const server of servers) await server.stop();
		},
	};
}

/** The server of this worker of the run, if there is a run: Vitest numbers its workers from one, Playwright from nought. */
export function testServerUrl(): string | undefined {
	const urls = process.env[addressVariable]?.split(" ");
	const worker = Number(process.env.VITEST_POOL_ID ?? Number(process.env.TEST_PARALLEL_INDEX ?? 0) + 1);
	return urls?.[(worker - 1) % urls.length];
}

async function startPrivateServer(): Promise<TestServer> {
	removeLeftOvers();
	const dataDir = mkdtempSync(join(tmpdir(), "otklik-test-"));
	// the files live as long as the run: nothing is gained by waiting for the disk
	const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" };
	const server = await startEmbedded({ dataDir, settings });
	return {
		url: server.url,
		stop: async () => {
			await server.stop();
			rmSync(dataDir, { recursive: true, force: true });
		},
	};
}

/** Folders of runs that were killed: nobody runs on them and nothing has changed there for an hour. */
function removeLeftOvers(): void {
	for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith("otklik-test-"))) {
		const folder = join(tmpdir(), name);
		const changed = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
		if (Date.now() - changed > 3_600_000 && !findEmbedded(folder)) rmSync(folder, { recursive: true, force: true });
	}
}

/**
 * A fresh, migrated, empty database, a copy of the template; takes about 0.1 s.
 * Inside a test run it lies in the run's server, elsewhere in one started for it.
 */
export function createTestDatabase(): Promise<TestDatabase> {
	// copying files is quicker than logging every page, and the test server does not wait for the disk
	return create(`template ${templateName()} strategy file_copy`);
}

/** A database with nothing in it. */
export function createEmptyDatabase(): Promise<TestDatabase> {
	return create("template template0");
}

async function create(from: string): Promise<TestDatabase> {
	if (own || !testServerUrl()) {
		own ??= { servers: startTestServers(1), users: 0 };
		own.users++;
		await own.servers;
	}
	const serverUrl = testServerUrl() ?? "";
	const name = `otklik_test_${process.pid}_${randomBytes(6).toString("hex")}`;
	await run(serverUrl, `create database ${name} ${from}`);
	return {
		url: databaseUrl(serverUrl, name),
		drop: async () => {
			await run(serverUrl, `drop database if exists ${name} with (force)`);
			if (!own || --own.users > 0) return;
			const { servers } = own;
			own = null;
			await (await servers).stop();
		},
	};
}

function templateName(): string {
	const hash = createHash("sha256");
	for (const migration of readMigrations()) hash.update(migration.checksum);
	hash.update(readFileSync(new URL("../src/queue/install-queue.ts", import.meta.url)));
	return `otklik_template_${hash.digest("hex").slice(0, 12)}`;
}

/** The template appears under its name only when it is whole: a run that was killed half-way leaves nothing in the way. */
async function makeTemplate(serverUrl: string): Promise<void> {
	const name = templateName();
	const client = new pg.Client({ connectionString: serverUrl });
	await client.connect();
	try {
		await client.query("select pg_advisory_lock(hashtext($1))", [name]);
		const found = await client.query("select 1 from pg_database where datname = $1", [name]);
		if (found.rowCount) return;
		await client.query(`drop database if exists ${name}_new with (force)`);
		await client.query(`create database ${name}_new`);
		await upgrade(databaseUrl(serverUrl, `${name}_new`));
		await client.query(`alter database ${name}_new rename to ${name}`);
	} finally {
		await client.end();
	}
}

function databaseUrl(serverUrl: string, name: string): string {
	const url = new URL(serverUrl);
	url.pathname = `/${name}`;
	return url.href;
}

async function run(url: string, statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}
