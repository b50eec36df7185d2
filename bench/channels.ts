import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import { openQueue } from "../src/queue/enqueue.ts";
import type { Enqueue } from "../src/queue/enqueue.ts";
import { startCountedNetwork } from "./channels-network.ts";
import type { CountedNetwork } from "./channels-network.ts";
import { deliveryTo, makePages } from "./channels-pages.ts";
import type { ManyPage } from "./channels-pages.ts";
import { closeLater } from "./closing.ts";
import { makeDatabase } from "./database.ts";
import { figure, median, quantile, say } from "./figures.ts";
import type { Figure } from "./figures.ts";
import { openClient } from "./load.ts";
import { readMessages } from "./messages.ts";
import { startServerProcess, startWorkerProcess } from "./processes.ts";
import { makeRegion } from "./region.ts";

const publicUrl = "https://desk.example";
const pageCount = 5_000;
/** What a region of that size gets on a bad day (field description, section 10: 10,000 a day in an emergency). */
const messageCount = 10_000;
/** of the cases that many are answered in the day; the rest is kept for the second part */
const answeredShare = 0.6;
const httpClients = 16;
/** Answers of one round of the second part, and the pages they are spread over. */
const roundAnswers = 400;
const roundPages = 200;
const stuckPages = 30;
const rounds = 3;

type Bench = {
	db: Db;
	regionId: number;
	network: CountedNetwork;
	pages: ManyPage[];
	enqueue: Enqueue;
	serverUrl: string;
	texts: string[];
	/** messages delivered so far: each is another resident's */
	delivered: number;
};

/**
 * A day of a region's 5,000 pages: all are looked at, residents write, officials answer, with one server and one worker, and no
 * limit of a network is passed. Then answers of 200 pages go out together, by turns with none, one, or thirty stuck pages beside
 * them: those of the others must not wait longer.
 */
export async function benchChannels({ isShort, data }: { isShort: boolean; data: string | null }): Promise<Figure[]> {
	const scale = isShort ? 0.1 : 1;
	const url = await makeDatabase();
	const db = openDatabase(url, 6);
	closeLater(() => db.destroy());
	const region = await makeRegion(db);
	let webhookUrlOf = (_key: string): string => "";
	const network = await startCountedNetwork((key) => webhookUrlOf(key));
	const agencyIds = region.agencies.map((agency) => agency.id);
	// the demo's own pages have no network here
	await sql`update page set status = 'stopped'`.execute(db);
	const pages = await makePages(db, region.id, agencyIds, network.url, pageCount * scale);
	// server and worker tell the networks one address, whatever port they have
	process.env.OTKLIK_PUBLIC_URL = publicUrl;
	const serverUrl = await startServerProcess(url);
	const pageOf = new Map(pages.map((page) => [page.key, page]));
	webhookUrlOf = (key) => {
		const page = pageOf.get(key);
		return `${publicUrl}/webhooks/${page?.channel}/${page?.webhookKey}`;
	};
	const queue = await openQueue(db);
	closeLater(() => queue.close());
	const { texts } = await readMessages(data, messageCount * scale);
	const { enqueue } = queue;
	const bench: Bench = { db, regionId: region.id, network, pages, enqueue, serverUrl, texts, delivered: 0 };
	const day = await playDay(bench, url);
	const waits = await compareStuck(bench, isShort ? 1 : rounds);
	if (network.breaches.length > 0) say(`limits passed: ${network.breaches.slice(0, 5).join("; ")}`);
	return [
		...day,
		figure({ name: "limits_passed", value: network.breaches.length, unit: "" }, { of: "value", atMost: 0 }),
		...waits,
	];
}

async function playDay(bench: Bench, url: string): Promise<Figure[]> {
	const { db, network, pages, texts } = bench;
	const worker = startWorkerProcess(url);
	const begin = performance.now();
	await worker.begin();
	// few pages get much and many get little
	const pageOf = (index: number) => {
		const share = ((index * 7_919) % 10_007) / 10_007;
		return pages[Math.floor(share ** 2 * pages.length)] as ManyPage;
	};
	await deliverAll(bench, texts.length, pageOf);
	const taken = secondsSince(begin);
	const cases = await count(db, sql`select count(*)::int as n from "case" where page_id >= 10000`);
	if (cases !== texts.length) throw new Error(`${texts.length} messages became ${cases} cases`);
	say(`${texts.length} messages taken in ${taken.toFixed(0)} s`);
	const answers = await approve(bench, Math.round(texts.length * answeredShare), null);
	await untilSent(db);
	const answered = secondsSince(begin);
	say(`${answers} answers out after ${answered.toFixed(0)} s`);
	const looks = sql`select count(*)::int as n from page_turn where work = 'look' and done_at is not null and page_id >= 10000`;
	await until(async () => (await count(db, looks)) >= pages.length);
	const looked = secondsSince(begin);
	const ill = await count(db, sql`select count(distinct page_id)::int as n from page_health where state = 'fail'`);
	const whole = Math.max(answered, looked);
	return [
		figure(
			{ name: `seconds_for_a_day_of_${pages.length}_pages`, value: whole, unit: "s" },
			{ of: "value", atMost: 600 },
		),
		figure({ name: `seconds_for_${texts.length}_messages_in`, value: taken, unit: "s" }),
		figure({ name: `seconds_for_${answers}_answers_out`, value: answered, unit: "s" }),
		figure({ name: "seconds_until_every_page_was_looked_at", value: looked, unit: "s" }),
		figure({ name: "pages_found_ill_that_are_well", value: ill, unit: "" }, { of: "value", atMost: 0 }),
		figure({ name: "calls_of_networks", value: network.calls(), unit: "" }),
	];
}

const secondsSince = (begin: number): number => (performance.now() - begin) / 1000;

/** Residents write over HTTP; ends when all they wrote has become cases. */
async function deliverAll(bench: Bench, amount: number, pageOf: (index: number) => ManyPage): Promise<void> {
	const { db, serverUrl, texts } = bench;
	const clients = await Promise.all(Array.from({ length: httpClients }, () => openClient(serverUrl)));
	let next = 0;
	await Promise.all(
		clients.map(async (client) => {
			for (let index = next++; index < amount; index = next++) {
				const page = pageOf(index);
				const number = 1_000_000 + bench.delivered++;
				const { body, headers } = deliveryTo(page, number, texts[index % texts.length] ?? "");
				const head = `POST /webhooks/${page.channel}/${page.webhookKey} HTTP/1.1\r\nhost: 127.0.0.1\r\n${headers}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
				const { status } = await client.ask(Buffer.concat([Buffer.from(head, "latin1"), body]));
				if (status !== 200) throw new Error(`${page.channel}: a delivery was answered with ${status}`);
			}
		}),
	);
	for (const client of clients) client.close();
	await until(
		async () => (await count(db, sql`select count(*)::int as n from delivery where status = 'accepted'`)) === 0,
	);
}

/** Approves answers of open cases that have none, as two officials would have done. @returns how many */
async function approve(bench: Bench, most: number, onlyPages: number[] | null): Promise<number> {
	const { db, regionId, enqueue } = bench;
	const ofPages = onlyPages === null ? sql`true` : sql`c.page_id = any(${onlyPages}::int[])`;
	const { rows } = await sql<{ page_id: number }>`
		with chosen as (
			select c.id, c.page_id, (select min(m.id) from message m where m.region_id = c.region_id and m.case_id = c.id) as message_id
			from "case" c where c.region_id = ${regionId} and c.page_id >= 10000 and c.status in ('new', 'assigned') and ${ofPages}
			order by c.id limit ${most}
		), moved as (
			update "case" c set status = 'readyToPublish' from chosen where c.region_id = ${regionId} and c.id = chosen.id
		), answered as (
			insert into reply (region_id, case_id, message_id, text, status, author_id, contributors, submitted_at, approved_by, approved_at)
			select ${regionId}, id, message_id, 'Здравствуйте. Бригада будет на месте сегодня до 18:00.', 'approved', s.low,
				array[s.low], now(), s.high, clock_timestamp()
			from chosen, (select min(id) as low, max(id) as high from staff where region_id = ${regionId}) s
		)
		select page_id from chosen`.execute(db);
	for (const pageId of new Set(rows.map((row) => row.page_id)))
		await enqueue(db, "publish-reply", { regionId, pageId });
	return rows.length;
}

/** Answers of many pages at once, alone and beside pages whose network never answers. */
async function compareStuck(bench: Bench, times: number): Promise<Figure[]> {
	const [ill, well] = [bench.pages.slice(0, stuckPages), bench.pages.slice(stuckPages, stuckPages + roundPages)];
	const each = 3 * times;
	await deliverAll(bench, each * roundAnswers, (index) => well[index % well.length] as ManyPage);
	await deliverAll(bench, each * ill.length, (index) => ill[index % ill.length] as ManyPage);
	const alone: number[] = [];
	const beside = { 1: [] as number[], 30: [] as number[] };
	for (let round = 0; round < times; round++) {
		alone.push(await waitOf(bench, well, []));
		beside[1].push(await waitOf(bench, well, ill.slice(0, 1)));
		beside[30].push(await waitOf(bench, well, ill));
		say(`round ${round + 1}: ${[alone, beside[1], beside[30]].map((one) => `${one.at(-1)?.toFixed(2)} s`).join(", ")}`);
	}
	const anchor = median(alone);
	const given = (stuck: 1 | 30) => ({
		name: `p99_wait_of_answers_beside_${stuck}_stuck`,
		value: median(beside[stuck]),
		unit: "s",
		anchor,
	});
	return [figure(given(1), { of: "ratio", atMost: 1.1 }), figure(given(30))];
}

/** p99 of the seconds from approval to the network's "taken", of answers of the well pages. */
async function waitOf(bench: Bench, wellPages: ManyPage[], ill: ManyPage[]): Promise<number> {
	const { db, network } = bench;
	const well = wellPages.map((page) => page.id);
	for (const { key } of ill) network.stuck.add(key);
	for (const { id } of ill) await approve(bench, 1, [id]);
	// the stuck ones are at it before the others begin
	if (ill.length > 0) await sleep(1_000);
	const { rows: clock } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(db);
	await approve(bench, roundAnswers, well);
	const wanted = sql`select count(*)::int as n from publication where state <> 'sent' and page_id = any(${well}::int[])`;
	const unborn = sql`select count(*)::int as n from reply r where r.status = 'approved' and not exists (
		select from publication p where p.region_id = r.region_id and p.reply_id = r.id)
		and exists (select from "case" c where c.region_id = r.region_id and c.id = r.case_id and c.page_id = any(${well}::int[]))`;
	await until(async () => (await count(db, wanted)) + (await count(db, unborn)) === 0);
	const { rows } = await sql<{ seconds: number }>`
		select extract(epoch from p.sent_at - r.approved_at)::float8 as seconds from publication p
		join reply r on r.region_id = p.region_id and r.id = p.reply_id
		where p.page_id = any(${well}::int[]) and r.approved_at >= ${clock[0]?.at ?? new Date()}`.execute(db);
	for (const { key } of ill) network.stuck.delete(key);
	await untilSent(db);
	return quantile(
		rows.map((row) => row.seconds),
		0.99,
	);
}

async function count(db: Db, query: ReturnType<typeof sql>): Promise<number> {
	const { rows } = await (query as ReturnType<typeof sql<{ n: number }>>).execute(db);
	return rows[0]?.n ?? 0;
}

async function untilSent(db: Db): Promise<void> {
	const left = sql`select (select count(*) from reply where status = 'approved')::int
		+ (select count(*) from publication where state in ('queued', 'claimed'))::int as n`;
	await until(async () => (await count(db, left)) === 0);
}

const patienceMs = 900_000;

/** Asks every quarter of a second. @throws when it does not come true within 15 minutes */
async function until(isTrue: () => Promise<boolean>): Promise<void> {
	const end = performance.now() + patienceMs;
	while (!(await isTrue())) {
		if (performance.now() > end) throw new Error("it did not come to its end within 15 minutes");
		await sleep(250);
	}
}
