import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { sql } from "kysely";
import { needSecretKey } from "./config.ts";
import type { Config } from "./config.ts";
import { openDatabase } from "./db/database.ts";
import type { Db } from "./db/database.ts";
import { findEmbedded } from "./db/embedded.ts";
import { SetupError } from "./db/setup-error.ts";
import { lookAtPages } from "./doctor-pages.ts";
import type { Finding } from "./doctor-pages.ts";
import { readBacklog } from "./queue/read-backlog.ts";
import { inspectDatabase } from "./reach-database.ts";
import { findWebApp } from "./web-build.ts";

const backlogSeconds = { warn: 60, fail: 600 };
const diskBytes = { warn: 2e9, fail: 2e8 };

/** `otklik doctor`: prints a line per look; the exit code is 1 when anything has failed. */
export async function doctor(
	config: Config,
	{ isJson, allPages }: { isJson: boolean; allPages: boolean },
): Promise<void> {
	const findings = await examine(config, allPages);
	if (isJson) process.stdout.write(`${JSON.stringify({ findings })}\n`);
	else
		for (const { name, state, text } of findings)
			process.stdout.write(`${state.padEnd(5)} ${name.padEnd(13)} ${text.replaceAll("\n", " / ")}\n`);
	// a page in trouble is its people's business: the installation is well
	if (findings.some(({ name, state }) => state === "fail" && !/^pages?$/.test(name))) process.exitCode = 1;
}

/** @param allPages a line for every page, not only for those that are not well */
export async function examine(config: Config, allPages = false): Promise<Finding[]> {
	const findings = [lookAtNode(), lookAtKey(config), lookAtWebApp(), await lookAtDisk(config)];
	const url = config.databaseUrl ?? findEmbedded(config.dataDir)?.url;
	if (!url) {
		const text = "Не запущена: npm start, или укажите DATABASE_URL.\nNot running: npm start, or set DATABASE_URL.";
		return [...findings, { name: "database", state: "fail", text }];
	}
	const database = await lookAtDatabase(url);
	findings.push(database);
	if (database.state !== "ok") return findings;
	const db = openDatabase(url, 2);
	try {
		for (const look of [lookAtQueue, lookAtDeliveries, lookAtPublications]) findings.push(await look(db));
		findings.push(...(await lookAtPages(db, allPages, new Date())));
	} finally {
		await db.destroy();
	}
	return findings;
}

function lookAtNode(): Finding {
	const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
	const isGood = major > 24 || (major === 24 && minor >= 7);
	const text = isGood ? process.version : `${process.version}: 24.7 or newer is needed, run through npm or npx`;
	return { name: "node", state: isGood ? "ok" : "fail", text };
}

function lookAtKey(config: Config): Finding {
	try {
		needSecretKey(config);
		return {
			name: "secret key",
			state: "ok",
			text: config.secretKey ? "given" : "in the data folder: keep a copy of it",
		};
	} catch (error) {
		return { name: "secret key", state: "fail", text: (error as Error).message };
	}
}

function lookAtWebApp(): Finding {
	if (findWebApp()) return { name: "web app", state: "ok", text: "built" };
	return { name: "web app", state: "warn", text: "not built: npm run build (npm start does it by itself)" };
}

async function lookAtDisk({ dataDir }: Config): Promise<Finding> {
	let folder = dataDir;
	while (!existsSync(folder)) folder = dirname(folder);
	const { bavail, bsize } = await statfs(folder);
	const free = bavail * bsize;
	const state = free < diskBytes.fail ? "fail" : free < diskBytes.warn ? "warn" : "ok";
	const text = `${(free / 1e9).toFixed(1)} GB free in ${folder}`;
	return { name: "disk", state, text: state === "ok" ? text : `${text}: make room` };
}

async function lookAtDatabase(url: string): Promise<Finding> {
	try {
		const waiting = await inspectDatabase(url);
		if (waiting.length === 0) return { name: "database", state: "ok", text: "of this version" };
		return { name: "database", state: "fail", text: `lacks ${waiting.join(", ")}: npx otklik migrate` };
	} catch (error) {
		if (error instanceof SetupError) return { name: "database", state: "fail", text: error.message };
		throw error;
	}
}

async function lookAtQueue(db: Db): Promise<Finding> {
	const { waiting, oldestSeconds } = await readBacklog(db);
	const state = oldestSeconds > backlogSeconds.fail ? "fail" : oldestSeconds > backlogSeconds.warn ? "warn" : "ok";
	const text = waiting === 0 ? "nothing waits" : `${waiting} wait, the oldest for ${oldestSeconds} s`;
	return { name: "queue", state, text: state === "ok" ? text : `${text}: does a worker run? (npx otklik work)` };
}

async function lookAtDeliveries(db: Db): Promise<Finding> {
	const { rows } = await sql<{ strange: number; refused: number }>`
		select (select count(*)::int from delivery where status = 'not-understood') as strange,
			(select count(*)::int from page where refused_at > now() - interval '1 day') as refused`.execute(db);
	const { strange = 0, refused = 0 } = rows[0] ?? {};
	const words: string[] = [];
	if (strange > 0) words.push(`${strange} not understood: see the list of deliveries`);
	if (refused > 0) words.push(`${refused} pages had deliveries refused within a day: check their secrets`);
	return { name: "deliveries", state: words.length > 0 ? "warn" : "ok", text: words.join("; ") || "all understood" };
}

async function lookAtPublications(db: Db): Promise<Finding> {
	const { rows } = await sql<{ state: string; count: number }>`
		select state, count(*)::int as count from publication
		where state in ('unknown', 'failed') or (state in ('queued', 'claimed') and created_at < now() - interval '1 hour')
		group by state order by state`.execute(db);
	const text = rows.map((row) => `${row.count} ${row.state}`).join(", ");
	if (text === "") return { name: "publications", state: "ok", text: "none is failed, unknown or late" };
	return { name: "publications", state: "warn", text: `${text}: settle them on the list of publications` };
}
