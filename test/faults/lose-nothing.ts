import { sql } from "kysely";
import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { readDemoCommunities } from "../../demo/communities.ts";
import { startDemoNetwork } from "../../demo/network.ts";
import type { DemoNetwork } from "../../demo/network.ts";
import { freePort } from "../../demo/system.ts";
import { openDatabase } from "../../src/db/database.ts";
import type { Db } from "../../src/db/database.ts";
import { sealSecrets } from "../../src/registry/page-secrets.ts";
import { seedDemo } from "../../src/registry/seed.ts";
import { upgrade } from "../../src/upgrade.ts";
import { countUp } from "./count-up.ts";
import type { Check, Seen } from "./count-up.ts";
import { startKeylessNetwork } from "./keyless-network.ts";
import type { KeylessNetwork } from "./keyless-network.ts";
import { answerCase, openCases, signIn } from "./officials.ts";
import { startProcesses } from "./processes.ts";
import type { Processes, Target } from "./processes.ts";

type Options = { dataDir: string; kills: number; awaySeconds: number; say: (line: string) => void };

/** The network repeats for as long as an outage of these tests may last; its own ladder goes to an hour. */
const ladderSeconds = [0.3, 0.5, 1, 1, 2, 2, 3, 3, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5];
const chat = -1_001_234_567_890;
const targets: Target[] = ["server", "worker", "worker", "database"];

type Desk = {
	url: string;
	db: Db;
	processes: Processes;
	network: DemoNetwork;
	keyless: KeylessNetwork;
	keylessAddress: string;
	seen: Seen;
};

/** Kills under load, then an outage of the database; counts at the end on both sides of the networks. */
export async function loseNothing(options: Options): Promise<Check[]> {
	const { kills, awaySeconds, say } = options;
	const desk = await openDesk(options.dataDir);
	const load = { isOver: false };
	const writers = [writeComments(desk, load), writeChats(desk, load), answerAll(desk, load)];
	for (let kill = 1; kill <= kills; kill++) {
		await setTimeout(500 + Math.random() * 3_000);
		const target = targets[Math.floor(Math.random() * targets.length)] ?? "server";
		await desk.processes.kill(target);
		say(
			`kill ${kill} of ${kills}: ${target}; ${desk.seen.comments.length} comments, ${desk.seen.chats.length} chat messages`,
		);
	}
	const outage = await databaseAway(desk, awaySeconds, say);
	load.isOver = true;
	await Promise.all(writers);
	await settle(desk, say);
	const checks = await countUp(desk, desk.seen);
	await desk.network.close();
	await desk.keyless.close();
	await desk.db.destroy();
	await desk.processes.stop();
	const { starts } = desk.processes;
	return [
		{
			what: "starts (server, worker, database)",
			value: `${starts.server}, ${starts.worker}, ${starts.database}`,
			ok: true,
		},
		...checks,
		...outage,
	];
}

async function openDesk(dataDir: string): Promise<Desk> {
	const secretKey = randomBytes(32);
	const [port, networkPort] = [await freePort(), await freePort()];
	const processes = await startProcesses(dataDir, port, secretKey);
	await upgrade(processes.databaseUrl);
	const db = openDatabase(processes.databaseUrl, 2);
	await seedDemo(db, { secretKey, apiUrl: `http://127.0.0.1:${networkPort}` });
	let calls = 0;
	const keyless = await startKeylessNetwork(() => ++calls % 5 === 0);
	const keylessAddress = await connectKeylessPage(db, secretKey, keyless.url);
	const url = `http://127.0.0.1:${port}`;
	processes.startServices();
	const communities = await readDemoCommunities(db, secretKey, url);
	const network = await startDemoNetwork({
		host: "127.0.0.1",
		port: networkPort,
		stateFile: null,
		communities,
		ladderSeconds,
	});
	const seen: Seen = { comments: [], chats: [], answers: new Map() };
	return { url, db, processes, network, keyless, keylessAddress: `${url}${keylessAddress}`, seen };
}

/** A page on a network that knows no key for repeats. */
async function connectKeylessPage(db: Db, secretKey: Buffer, apiUrl: string): Promise<string> {
	const secrets = sealSecrets(secretKey, { token: "1:test", secret: "test-secret" });
	const settings = JSON.stringify({ apiUrl, discussionGroupId: chat });
	await sql`insert into page (region_id, channel, external_id, name, agency_id, webhook_key, settings, secrets)
		select region_id, 'telegram', ${String(chat)}, 'Chat', id, 'faults-key', ${settings}, ${secrets}
		from agency where code = 'min-housing'`.execute(db);
	return "/webhooks/telegram/faults-key";
}

async function writeComments({ network, seen }: Desk, load: { isOver: boolean }): Promise<void> {
	for (let count = 0; !load.isOver; count++) {
		const groupId = 930_100_007;
		const text = `Нет горячей воды, дом без воды, обращение ${count}`;
		const commentId = network.writeComment({
			groupId,
			postId: 1 + (count % 2),
			author: { id: 10_000 + count, name: "Житель" },
			text,
		});
		seen.comments.push(`wall-${groupId}_${1 + (count % 2)}_reply_${commentId}`);
		await setTimeout(20);
	}
}

/** Telegram repeats an update until it gets 200: so does this. */
async function writeChats({ keylessAddress, seen }: Desk, load: { isOver: boolean }): Promise<void> {
	for (let count = 1; !load.isOver; count++) {
		const message = {
			message_id: count,
			message_thread_id: 900_000,
			date: Math.floor(Date.now() / 1000),
			chat: { id: chat, type: "supergroup", title: "Chat" },
			from: { id: 500 + count, is_bot: false, first_name: "Житель" },
			text: `Отключили воду, нет воды в доме, сообщение ${count}`,
		};
		const body = JSON.stringify({ update_id: count, message });
		const headers = { "content-type": "application/json", "x-telegram-bot-api-secret-token": "test-secret" };
		for (;;) {
			const signal = AbortSignal.timeout(10_000);
			const answer = await fetch(keylessAddress, { method: "POST", headers, body, signal }).catch(() => null);
			if (answer?.status === 200) break;
			await setTimeout(200);
		}
		seen.chats.push(String(count));
		// the network allows twenty answers a minute in one group: more questions would only wait
		await setTimeout(3_000);
	}
}

/** Officials answer whatever is open, each answer with a text of its own. */
async function answerAll({ url, network, seen }: Desk, load: { isOver: boolean }): Promise<void> {
	const executor = await signIn(url, "executor-housing", "demo-demo");
	const approver = await signIn(url, "approver-housing", "demo-demo");
	while (!load.isOver) {
		for (const caseId of await openCases(executor, ["telegram", "vk"])) {
			if (load.isOver) return;
			const text = `Воду дадут сегодня к 18:00. Ответ по делу ${caseId}.`;
			seen.answers.set(caseId, text);
			// every fifth call breaks, before or after the network took the answer
			if (seen.answers.size % 5 === 0)
				network.faults.next("wall.createComment", { kind: seen.answers.size % 2 ? "drop-after" : "drop-before" });
			await answerCase(executor, approver, caseId, text);
		}
		await setTimeout(100);
	}
}

async function databaseAway(desk: Desk, seconds: number, say: (line: string) => void): Promise<Check[]> {
	while (!(await isServing(desk.url))) await setTimeout(100);
	const { server, worker } = { ...desk.processes.starts };
	say(`the database goes away for ${seconds} s`);
	const back = desk.processes.takeDatabaseAway(seconds * 1000);
	await setTimeout(1_500);
	const body = JSON.stringify({ update_id: 1, message: {} });
	const headers = { "content-type": "application/json", "x-telegram-bot-api-secret-token": "test-secret" };
	const webhook = await fetch(desk.keylessAddress, { method: "POST", headers, body }).catch(() => null);
	const status = (await fetch(`${desk.url}/api/status`)
		.then((answer) => answer.json())
		.catch(() => null)) as { database?: boolean } | null;
	await back;
	return [
		{
			what: "webhook while the database is away",
			value: `${webhook?.status ?? "no answer"}, Retry-After ${webhook?.headers.get("retry-after")}`,
			ok: webhook?.status === 503 && webhook.headers.has("retry-after"),
		},
		{
			what: "server and worker lived through it",
			value: `${desk.processes.starts.server - server} and ${desk.processes.starts.worker - worker} starts`,
			ok: desk.processes.starts.server === server && desk.processes.starts.worker === worker,
		},
		{
			what: "status while the database is away",
			value: `database: ${status?.database}`,
			ok: status?.database === false,
		},
	];
}

async function isServing(url: string): Promise<boolean> {
	const answer = await fetch(`${url}/api/status`).catch(() => null);
	return answer?.status === 200 && ((await answer.json()) as { database: boolean }).database;
}

/** Until nothing moves any more: deliveries read, queued answers out. */
async function settle(desk: Desk, say: (line: string) => void): Promise<void> {
	await desk.network.waitIdle(180_000);
	for (let left = 300; ; left--) {
		const row = await sql<{ deliveries: number; publications: number }>`
			select (select count(*)::int from delivery where status = 'accepted') as deliveries,
				(select count(*)::int from reply where status = 'approved'
					and not exists (select 1 from publication p where p.reply_id = reply.id and p.state in ('unknown', 'failed'))) as publications`
			.execute(desk.db)
			.then((result) => result.rows[0])
			.catch(() => undefined);
		if (row && row.deliveries + row.publications === 0) return;
		if (left === 0) throw new Error(`not settled: ${JSON.stringify(row)}`);
		if (left % 10 === 0) say(`settling: ${JSON.stringify(row)}`);
		await setTimeout(1_000);
	}
}
