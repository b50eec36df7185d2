import { sql } from "kysely";
import { openDatabase } from "../src/db/database.ts";
import { closeLater } from "./closing.ts";
import { makeDatabase, openConnection } from "./database.ts";
import { bodiesOf, requestOf } from "./deliveries.ts";
import { figure, median, quantile, say } from "./figures.ts";
import type { Figure } from "./figures.ts";
import { askInTurn, askSteadily, openClient } from "./load.ts";
import type { Client, Load } from "./load.ts";
import { startServerProcess } from "./processes.ts";
import { makeRegion } from "./region.ts";
import { makeTexts } from "./texts.ts";

const clientCounts = [1, 4, 16];
const rounds = 3;
const turns = 4;
const steadyPerSecond = 1000;
const steadyClients = 64;

/**
 * Durable acknowledgements over HTTP by one server process, beside bare commits of a row of the same size over the same
 * number of connections to the same database, in turn.
 */
export async function benchIngest({ isShort }: { isShort: boolean }): Promise<Figure[]> {
	const seconds = isShort ? 0.5 : 4;
	const url = await makeDatabase();
	const db = openDatabase(url, 2);
	closeLater(() => db.destroy());
	const region = await makeRegion(db);
	await sql`create table bench_anchor (id bigint generated always as identity primary key, body bytea not null)`.execute(
		db,
	);
	const serverUrl = await startServerProcess(url);
	const [page] = region.pages;
	const [text] = makeTexts(1, 1);
	if (!page || !text) throw new Error("the demo region has no page");
	const nextBody = bodiesOf(page, text);
	const tally = { acknowledged: 0, latencies: [] as number[] };
	const load: Load = {
		next: () => requestOf(page, nextBody()),
		onAnswer: (status, latencyMs) => {
			if (status !== 200) throw new Error(`a delivery was answered with ${status}`);
			tally.acknowledged += 1;
			tally.latencies.push(latencyMs);
		},
	};
	const open = (count: number) => Promise.all(Array.from({ length: count }, () => openClient(serverUrl)));
	const clients = await open(Math.max(...clientCounts));
	const commits = await openCommits(url, Math.max(...clientCounts), nextBody());
	say(`bodies of ${nextBody().length} bytes; warming up`);
	await askInTurn(clients, seconds, load);
	await commits.run(16, seconds / 2);

	const figures = await sideBySide(clients, commits.run, seconds, load);
	say(`${steadyPerSecond} deliveries/s, steadily`);
	tally.latencies = [];
	// opened now: the server closes connections that were idle for more than a minute
	const steady = await open(steadyClients);
	await askSteadily(steady, steadyPerSecond, isShort ? 1 : 12, load);
	figures.push(
		figure({ name: "p50_at_1000_per_s", value: quantile(tally.latencies, 0.5), unit: "ms" }),
		figure(
			{ name: "p99_at_1000_per_s", value: quantile(tally.latencies, 0.99), unit: "ms" },
			{ of: "value", atMost: 50 },
		),
		figure({ name: "max_at_1000_per_s", value: quantile(tally.latencies, 1), unit: "ms" }),
	);
	for (const client of [...clients, ...steady]) client.close();
	const stored = await sql<{ n: number }>`select count(*) as n from delivery`.execute(db);
	if (stored.rows[0]?.n !== tally.acknowledged)
		throw new Error(`acknowledged ${tally.acknowledged} deliveries, stored ${stored.rows[0]?.n}`);
	say(`acknowledged and stored: ${tally.acknowledged}`);
	return figures;
}

async function sideBySide(
	clients: readonly Client[],
	commit: (connections: number, seconds: number) => Promise<number>,
	seconds: number,
	load: Load,
): Promise<Figure[]> {
	const measured = clientCounts.map((count) => ({ count, acks: [] as number[], anchors: [] as number[] }));
	for (let round = 1; round <= rounds; round++) {
		for (const { count, acks, anchors } of measured) {
			const taken = { acks: 0, anchors: 0 };
			// in short turns, so that both meet the same machine
			for (let turn = 0; turn < turns; turn++) {
				taken.acks += (await askInTurn(clients.slice(0, count), seconds / turns, load)) / turns;
				taken.anchors += (await commit(count, seconds / turns)) / turns;
			}
			acks.push(taken.acks);
			anchors.push(taken.anchors);
			say(`round ${round}, ${count} clients: ${taken.acks.toFixed(0)}/s beside ${taken.anchors.toFixed(0)}/s`);
		}
	}
	return measured.map(({ count, acks, anchors }) => {
		const given = { name: `acks_per_s_${count}`, value: median(acks), unit: "1/s", anchor: median(anchors) };
		return figure(given, count === 16 ? { of: "ratio", atLeast: 0.5 } : undefined);
	});
}

/** Connections that do nothing but insert one row and wait for its commit. */
async function openCommits(url: string, connections: number, body: Buffer) {
	const open = await Promise.all(Array.from({ length: connections }, () => openConnection(url)));
	// not prepared under a name: the product's own statements are not either, so that they pass through a pooler
	const insert = { text: "insert into bench_anchor (body) values ($1)", values: [body] };
	const run = async (count: number, seconds: number): Promise<number> => {
		const begin = performance.now();
		let committed = 0;
		await Promise.all(
			open.slice(0, count).map(async (client) => {
				while (performance.now() < begin + seconds * 1000) {
					await client.query(insert);
					committed += 1;
				}
			}),
		);
		return committed / ((performance.now() - begin) / 1000);
	};
	return { run };
}
