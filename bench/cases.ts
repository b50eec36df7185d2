import { setTimeout as sleep } from "node:timers/promises";
import { loadavg } from "node:os";
import { sql } from "kysely";
import { openDatabase } from "../src/db/database.ts";
import { startCountedNetwork } from "./channels-network.ts";
import { closeLater } from "./closing.ts";
import { makeDatabase, openConnection } from "./database.ts";
import { figure, quantile, say } from "./figures.ts";
import type { Figure } from "./figures.ts";
import { fillCases } from "./fill-cases.ts";
import { fillWork } from "./fill-work.ts";
import { startServerProcess, startWorkerProcess } from "./processes.ts";
import { makeRegion } from "./region.ts";
import { approverTurn } from "./shift/approver.ts";
import { curatorTurn } from "./shift/curator.ts";
import { seat, ShiftOver } from "./shift/desk.ts";
import type { Person, Shift } from "./shift/desk.ts";
import { executorTurn } from "./shift/executor.ts";
import { openLedger } from "./shift/ledger.ts";
import { kinds, openTimes } from "./shift/line.ts";
import type { Kind } from "./shift/line.ts";
import { makeOfficials } from "./shift/officials.ts";
import { prove } from "./shift/prove.ts";

const caseCount = 500_000;
const officialCount = 200;
/**
 * Presses in a second. In a shift of eight hours 32 curators read 1,000 messages each with some two presses for each, 132
 * executors write 30 answers with eight presses each, and 36 approvers decide on them with three each: 3.7. Then what they
 * would do when all is busy at once.
 */
const usualPace = 4;
const paces = [8, 12, 16, 24, 32, 48, 64];
const goalMs = 100;
const usualSeconds = 300;
const paceSeconds = 60;
/** a server that has just started is not what a shift meets: code and plans grow warm */
const settleMs = 60_000;
const anchorsPerSecond = 2;

type Times = Map<Kind, number[]>;

/** A shift of officials on a full desk: what each action takes, and whether anything was lost or done twice. */
export async function benchCases({ isShort }: { isShort: boolean }): Promise<Figure[]> {
	const scale = isShort ? 0.1 : 1;
	const { shift, client, sent } = await prepare(isShort ? caseCount / 50 : caseCount, officialCount * scale);
	const work = shift.people.map((person) => keepWorking(shift, person));
	const anchors = keepAsking(shift);
	await sleep(settleMs * scale);
	const usual = await runAt(shift, usualPace, usualSeconds * scale);
	let highest = isHeld(usual.times) ? usual.rate : 0;
	for (const pace of highest > 0 ? paces : []) {
		const one = await runAt(shift, pace, paceSeconds * scale);
		if (!isHeld(one.times)) break;
		highest = one.rate;
		if (isShort) break;
	}
	shift.isOver = true;
	await Promise.all([...work, anchors]);
	for (const { screen, line, side } of shift.people) for (const one of [screen, line, side]) one.close();
	await untilPublished(client);
	const proof = await prove(async (text, values) => (await client.query(text, values)).rows, shift.ledger, sent());
	return [...timeFigures(usual.times), ...countFigures(shift), ...proofFigures(shift, proof), paceFigure(highest)];
}

async function prepare(count: number, people: number) {
	const url = await makeDatabase();
	const db = openDatabase(url, 2);
	closeLater(() => db.destroy());
	const network = await startCountedNetwork(() => "");
	const region = await makeRegion(db);
	await sql`update page set settings = settings || ${JSON.stringify({ apiUrl: network.url })}::jsonb`.execute(db);
	// pages are looked at elsewhere
	await sql`insert into page_turn (region_id, page_id, work, next_at) select region_id, id, work, now() + interval '1 day'
		from page, unnest(array['poll', 'look', 'reconcile', 'listen']) as w (work) on conflict do nothing`.execute(db);
	const client = await openConnection(url);
	const officials = await makeOfficials(client, region, people);
	await fillCases(url, region, count);
	await fillWork(url, region);
	// a desk filled in a minute has still to write it down; one filled in two years has not
	await client.query("checkpoint");
	const serverUrl = await startServerProcess(url);
	await startWorkerProcess(url).begin();
	const shift: Shift = {
		url: serverUrl,
		times: openTimes(),
		ledger: openLedger(),
		taken: new Set(),
		people: [],
		agencyIds: region.agencies.map(({ id }) => id),
		pace: usualPace,
		isOver: false,
	};
	for (const official of officials) shift.people.push(await seat(shift, official));
	return { shift, client, sent: network.sent };
}

const turns = { executor: executorTurn, approver: approverTurn, curator: curatorTurn };

async function keepWorking(shift: Shift, person: Person): Promise<void> {
	while (!shift.isOver)
		await turns[person.role](shift, person).catch((error: unknown) => {
			if (!(error instanceof ShiftOver)) throw error;
		});
}

/** The same server, asked at the same time for the one row of who asks. */
async function keepAsking(shift: Shift): Promise<void> {
	const [person] = shift.people;
	if (!person) return;
	while (!shift.isOver) {
		await sleep(1_000 / anchorsPerSecond);
		await person.side.ask({ kind: "session", path: "session" });
	}
}

async function runAt(shift: Shift, pace: number, seconds: number): Promise<{ times: Times; rate: number }> {
	shift.pace = pace;
	await sleep(2_000);
	shift.times.take();
	const begin = performance.now();
	await sleep(seconds * 1_000);
	const times = shift.times.take();
	const perSecond = [...times.values()].flat().length / ((performance.now() - begin) / 1_000);
	say(`${pace} presses a second wanted, ${perSecond.toFixed(1)} requests a second, load ${loadavg()[0]?.toFixed(1)}`);
	for (const kind of kinds) {
		const own = times.get(kind) ?? [];
		const parts = [0.5, 0.95, 0.99].map((share) => quantile(own, share).toFixed(1));
		say(`  ${kind.padEnd(9)} ${String(own.length).padStart(6)}  ${parts.join(" / ")} ms`);
	}
	return { times, rate: perSecond };
}

/** The anchor, and who waits for somebody's press of the same moment: shown without a goal. */
const isWithoutGoal = (kind: Kind): boolean => kind === "session" || kind === "second";

/** Of a kind that came seldom nothing is known. */
const isHeld = (times: Times): boolean =>
	[...times].every(([kind, own]) => isWithoutGoal(kind) || own.length < 20 || quantile(own, 0.95) <= goalMs);

function timeFigures(times: Times): Figure[] {
	const anchor = quantile(times.get("session") ?? [], 0.95);
	return kinds.flatMap((kind) => {
		const own = times.get(kind) ?? [];
		const goal = isWithoutGoal(kind) ? undefined : ({ of: "value", atMost: goalMs } as const);
		return [
			figure({ name: `${kind}_p50`, value: quantile(own, 0.5), unit: "ms" }),
			figure({ name: `${kind}_p95`, value: quantile(own, 0.95), unit: "ms", anchor }, goal),
			figure({ name: `${kind}_p99`, value: quantile(own, 0.99), unit: "ms" }),
		];
	});
}

const none = { of: "value", atMost: 0 } as const;

function countFigures({ ledger }: Shift): Figure[] {
	const saves = [...ledger.saved.values()].reduce((sum, made) => sum + made.length, 0);
	const unexpected = [...ledger.unexpected].toSorted((a, b) => b[1] - a[1]);
	for (const [what, times] of unexpected.slice(0, 12)) say(`unexpected, ${times} times: ${what}`);
	return [
		figure({ name: "saves", value: saves, unit: "" }),
		figure({ name: "submissions", value: ledger.submitted.size, unit: "" }),
		figure({ name: "approvals", value: ledger.approved.size, unit: "" }),
		figure({ name: "returns", value: ledger.returned, unit: "" }),
		figure({ name: "acts", value: [...ledger.acted.values()].reduce((sum, times) => sum + times, 0), unit: "" }),
		figure(
			{ name: "unexpected_answers", value: unexpected.reduce((sum, [, n]) => sum + n, ledger.failures), unit: "" },
			none,
		),
	];
}

function proofFigures({ ledger }: Shift, proof: Awaited<ReturnType<typeof prove>>): Figure[] {
	const pairs = Object.entries(ledger.pairs).flatMap(([pair, { count, wrong }]) => [
		figure({ name: `pairs_of_${pair}`, value: count, unit: "" }),
		figure({ name: `pairs_of_${pair}_ended_wrongly`, value: wrong, unit: "" }, none),
	]);
	const found = Object.entries(proof).map(([name, value]) =>
		figure({ name: name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value, unit: "" }, none),
	);
	return [...pairs, ...found];
}

const paceFigure = (value: number): Figure => figure({ name: "highest_rate_held", value, unit: "requests/s" });

/** What was approved goes out before it is counted. */
async function untilPublished(client: Awaited<ReturnType<typeof openConnection>>): Promise<void> {
	for (let tries = 0; tries < 60; tries++) {
		const { rows } = await client.query<{ n: number }>(
			"select count(*)::int as n from publication where state in ('queued', 'claimed')",
		);
		if (rows[0]?.n === 0) return;
		await sleep(1_000);
	}
}
