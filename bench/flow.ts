import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import { createAcceptor } from "../src/ingest/accept-delivery.ts";
import { openQueue } from "../src/queue/enqueue.ts";
import { closeLater } from "./closing.ts";
import { makeDatabase, openConnection } from "./database.ts";
import { commentBody, firstNumber, requestOf } from "./deliveries.ts";
import { figure, median, say } from "./figures.ts";
import type { Figure } from "./figures.ts";
import { openClient } from "./load.ts";
import { startServerProcess, startWorkerProcess } from "./processes.ts";
import type { Service } from "./processes.ts";
import { readMessages } from "./messages.ts";
import { makeRegion } from "./region.ts";
import type { BenchPage, BenchRegion } from "./region.ts";

const messageCount = 12_000;
const rounds = 3;
const workerCounts = [1, 2];
const commentsPerPost = 40;
const httpClients = 16;
const warmUpCount = 1_000;
/** enough for a process to load its code */
const loadMs = 2_000;

type Bench = {
	url: string;
	db: Db;
	regionId: number;
	bodies: { page: BenchPage; body: Buffer }[];
	nextRound: (count?: number) => void;
};
type Timed = { seconds: number };

/**
 * Deliveries become classified, routed, clocked cases with history: by worker processes from a waiting pile, and over
 * HTTP while the workers run. Beside it: one bare row and one commit for each message, over one connection.
 */
export async function benchFlow({ isShort, data }: { isShort: boolean; data: string | null }): Promise<Figure[]> {
	const count = isShort ? messageCount / 10 : messageCount;
	const { texts, kind } = await readMessages(data, count);
	const url = await makeDatabase();
	const db = openDatabase(url, 4);
	closeLater(() => db.destroy());
	const region = await makeRegion(db);
	const bench = prepare(url, db, region, texts);
	const serverUrl = await startServerProcess(url);
	await warmUp(bench);
	const piles = workerCounts.map((workers) => ({ workers, taken: [] as Timed[] }));
	const live: Timed[] = [];
	const anchors: number[] = [];
	for (let round = 1; round <= (isShort ? 1 : rounds); round++) {
		anchors.push(await bareRows(url, texts));
		for (const { workers, taken } of piles) taken.push(await workOffPile(bench, workers));
		live.push(await throughHttp(bench, serverUrl, Math.max(...workerCounts)));
		const said = piles
			.map(({ workers, taken }) => `${workers} workers ${taken.at(-1)?.seconds.toFixed(2)} s`)
			.join(", ");
		say(`round ${round}: ${said}; over HTTP ${live.at(-1)?.seconds.toFixed(2)} s`);
	}
	await reconcile(db, warmUpCount + count * (live.length + piles.reduce((sum, { taken }) => sum + taken.length, 0)));
	const anchor = median(anchors);
	const rate = (taken: Timed[]): number => count / median(taken.map(({ seconds }) => seconds));
	const best = Math.max(...piles.map(({ taken }) => rate(taken)));
	return [
		...piles.map(({ workers, taken }) => {
			const given = { name: `${kind}_messages_per_s_${workers}_workers`, value: rate(taken), unit: "1/s", anchor };
			// as many workers as pay off: the best of them has the goal
			return figure(given, rate(taken) === best ? { of: "value", atLeast: 1000 } : undefined);
		}),
		figure({ name: `${kind}_messages_per_s_over_http`, value: rate(live), unit: "1/s", anchor }),
		figure(
			{ name: `seconds_for_${count}_${kind}_messages_over_http`, value: count / rate(live), unit: "s" },
			{ of: "value", atMost: 15 },
		),
	];
}

/** A desk at work has rows and knows how many: its database gathers statistics by itself within a minute. */
async function warmUp(bench: Bench): Promise<void> {
	await workOffPile(bench, 1, warmUpCount);
	await sql`vacuum analyze`.execute(bench.db);
}

/** Every round delivers the same texts as new comments of new authors. */
function prepare(url: string, db: Db, { id, pages }: BenchRegion, texts: string[]): Bench {
	let number = firstNumber;
	const bench: Bench = {
		url,
		db,
		regionId: id,
		bodies: [],
		nextRound: (count = texts.length) => {
			const at = new Date();
			bench.bodies = texts.slice(0, count).map((text, index) => {
				number += 1;
				const page = pages[index % pages.length] as BenchPage;
				const postId = 1 + Math.floor(number / commentsPerPost);
				return { page, body: commentBody(page, { number, text, postId, fromId: number, at }) };
			});
		},
	};
	return bench;
}

/** All deliveries wait, workers have loaded their code; the clock runs from their first connection to the last case. */
async function workOffPile(bench: Bench, workerCount: number, messages?: number): Promise<Timed> {
	bench.nextRound(messages);
	const queue = await openQueue(bench.db);
	const acceptor = createAcceptor(bench.db, queue.enqueue);
	await Promise.all(
		bench.bodies.map(({ page, body }) => acceptor.accept({ regionId: bench.regionId, pageId: page.id, body })),
	);
	await sleep(200);
	await queue.close();
	const workers = await startWorkers(bench.url, workerCount);
	const begin = performance.now();
	const running = workers.map((worker) => worker.begin());
	await allSettled(bench);
	const seconds = (performance.now() - begin) / 1000;
	await Promise.all(running);
	await Promise.all(workers.map((worker) => worker.stop()));
	return { seconds };
}

/** Server, workers and network run at the same time; from the first delivery to the last case. */
async function throughHttp(bench: Bench, serverUrl: string, count: number): Promise<Timed> {
	bench.nextRound();
	const workers = await startWorkers(bench.url, count);
	await Promise.all(workers.map((worker) => worker.begin()));
	const clients = await Promise.all(Array.from({ length: httpClients }, () => openClient(serverUrl)));
	const requests = bench.bodies.map(({ page, body }) => requestOf(page, body)).reverse();
	const begin = performance.now();
	await Promise.all(
		clients.map(async (client) => {
			for (let request = requests.pop(); request; request = requests.pop()) {
				const { status } = await client.ask(request);
				if (status !== 200) throw new Error(`a delivery was answered with ${status}`);
			}
		}),
	);
	await allSettled(bench);
	const seconds = (performance.now() - begin) / 1000;
	for (const client of clients) client.close();
	await Promise.all(workers.map((worker) => worker.stop()));
	return { seconds };
}

async function startWorkers(url: string, count: number): Promise<Service[]> {
	const workers = Array.from({ length: count }, () => startWorkerProcess(url));
	await sleep(loadMs);
	return workers;
}

async function allSettled({ db, regionId }: Bench): Promise<void> {
	const until = performance.now() + 300_000;
	while (performance.now() < until) {
		const { rows } = await sql<{ waits: boolean }>`
			select exists (select 1 from delivery where region_id = ${regionId} and status = 'accepted') as waits`.execute(
			db,
		);
		if (!rows[0]?.waits) return;
		await sleep(10);
	}
	throw new Error("the workers did not settle the deliveries in 5 minutes");
}

/** The least that any system does which keeps each message for itself: one row, one commit. @returns rows per second */
async function bareRows(url: string, texts: string[]): Promise<number> {
	const client = await openConnection(url);
	await client.query(`create table if not exists bench_anchor (id bigint generated always as identity primary key,
		author text not null, text text not null, topic text, agency_id int, status text not null, due_at timestamptz)`);
	const insert = `insert into bench_anchor (author, text, topic, agency_id, status, due_at) values ($1, $2, $3, $4, $5, $6)`;
	const dueAt = new Date();
	const begin = performance.now();
	for (const [index, text] of texts.entries())
		await client.query(insert, [`user:${index}`, text, "roads.potholes", 1, "new", dueAt]);
	const seconds = (performance.now() - begin) / 1000;
	await client.end();
	return texts.length / seconds;
}

/** Each delivery was understood, and each message has its case with agency, deadline and history. */
async function reconcile(db: Db, delivered: number): Promise<void> {
	const { rows } = await sql<Record<string, number>>`select
		(select count(*) from delivery where status = 'done') as done,
		(select count(*) from delivery) as deliveries,
		(select count(*) from message where case_id is not null) as messages,
		(select count(*) from "case" where agency_id is not null and due_at > clock_from) as cases,
		(select count(distinct case_id) from case_event where type = 'opened') as histories`.execute(db);
	const counts = rows[0] ?? {};
	const wrong = Object.entries(counts).filter(([, n]) => n !== delivered);
	if (wrong.length > 0) throw new Error(`delivered ${delivered}, but ${wrong.map((one) => one.join(" ")).join(", ")}`);
	const { rows: topics } = await sql<{
		n: number;
	}>`select count(*) as n from "case" where topic_code is not null`.execute(db);
	say(`delivered ${delivered}: as many messages, cases and histories; with a topic ${topics[0]?.n}`);
}
