import { openDatabase } from "../src/db/database.ts";
import { closeLater } from "./closing.ts";
import { makeDatabase } from "./database.ts";
import { figure, quantile, say } from "./figures.ts";
import type { Figure } from "./figures.ts";
import { fillCases } from "./fill-cases.ts";
import { openClient } from "./load.ts";
import type { Client } from "./load.ts";
import { startServerProcess } from "./processes.ts";
import { queueRequests, searchRequests } from "./queue-requests.ts";
import type { Asked } from "./queue-requests.ts";
import { makeRegion } from "./region.ts";
import type { BenchRegion } from "./region.ts";
import { seeded } from "./texts.ts";

const caseCount = 500_000;

/** The queue and its search as the screen asks for them: over HTTP, signed in, one request after the other. */
export async function benchQueue({ isShort }: { isShort: boolean }): Promise<Figure[]> {
	const url = await makeDatabase();
	const db = openDatabase(url, 2);
	closeLater(() => db.destroy());
	const region = await makeRegion(db);
	await fillCases(url, region, isShort ? caseCount / 25 : caseCount);
	const serverUrl = await startServerProcess(url);
	const asker = await openAsker(serverUrl, region);
	const queue = queueRequests(region);
	const search = searchRequests(region);
	// a server that has just begun would be measured compiling its own code
	for (const one of shuffled([...queue, ...search], 1).slice(0, 50)) await asker.time("cases", one);
	const times = { queue: await timeAll(asker, queue), search: await timeAll(asker, search) };
	const counts: number[] = [];
	for (const login of asker.logins)
		for (let i = 0; i < 10; i++) counts.push(await asker.time("cases/counts", { login, query: "" }));
	asker.close();
	say(`${queue.length} first pages, ${search.length} searches, ${counts.length} counts`);
	return [
		figure({ name: "queue_p50", value: quantile(times.queue, 0.5), unit: "ms" }),
		figure({ name: "queue_p95", value: quantile(times.queue, 0.95), unit: "ms" }, { of: "value", atMost: 20 }),
		figure({ name: "queue_max", value: quantile(times.queue, 1), unit: "ms" }),
		figure({ name: "search_p50", value: quantile(times.search, 0.5), unit: "ms" }),
		figure({ name: "search_p95", value: quantile(times.search, 0.95), unit: "ms" }, { of: "value", atMost: 50 }),
		figure({ name: "search_max", value: quantile(times.search, 1), unit: "ms" }),
		figure({ name: "counts_p95", value: quantile(counts, 0.95), unit: "ms" }),
	];
}

/** Each request once, in no order. */
async function timeAll(asker: Asker, requests: Asked[]): Promise<number[]> {
	const timed: { one: Asked; ms: number }[] = [];
	for (const one of shuffled(requests, 2)) timed.push({ one, ms: await asker.time("cases", one) });
	const slowest = timed.toSorted((a, b) => b.ms - a.ms).slice(0, 8);
	for (const { one, ms } of slowest) say(`  ${ms.toFixed(1)} ms  ${one.login} ${decodeURIComponent(one.query)}`);
	return timed.map(({ ms }) => ms);
}

type Asker = {
	logins: string[];
	/** @returns milliseconds from asking to the last byte. @throws when it is refused */
	time: (path: string, asked: Asked) => Promise<number>;
	close: () => void;
};

async function openAsker(url: string, { accounts }: BenchRegion): Promise<Asker> {
	const client = await openClient(url);
	const cookies = new Map<string, string>();
	for (const account of accounts) cookies.set(account.login, await signIn(client, url, account));
	return {
		logins: [...cookies.keys()],
		time: async (path, { login, query }) => {
			const request = `GET /api/${path}?${query} HTTP/1.1\r\nhost: desk\r\ncookie: ${cookies.get(login)}\r\n\r\n`;
			const begin = performance.now();
			const { status, text } = await client.ask(Buffer.from(request));
			const ms = performance.now() - begin;
			if (status !== 200) throw new Error(`${path}?${query} was answered with ${status}: ${text.slice(-300)}`);
			return ms;
		},
		close: client.close,
	};
}

/** @returns the cookie */
async function signIn(
	client: Client,
	url: string,
	{ login, password }: { login: string; password: string },
): Promise<string> {
	const body = JSON.stringify({ login, password });
	const head = `POST /api/session HTTP/1.1\r\nhost: ${new URL(url).host}\r\norigin: ${url}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
	const { status, text } = await client.ask(Buffer.from(head + body));
	const cookie = /\r\nset-cookie: ([^;]+)/i.exec(text)?.[1];
	if (status !== 200 || !cookie) throw new Error(`signing in as ${login} was answered with ${status}`);
	return cookie;
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
	const random = seeded(seed);
	return list
		.map((one) => ({ one, at: random() }))
		.sort((a, b) => a.at - b.at)
		.map(({ one }) => one);
}
