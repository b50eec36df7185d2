import type pg from "pg";
import { openDatabase } from "../src/db/database.ts";
import { openQueue } from "../src/queue/enqueue.ts";
import { closeLater } from "./closing.ts";
import { makeDatabase, openConnection } from "./database.ts";
import { figure, say } from "./figures.ts";
import type { Figure } from "./figures.ts";
import { fillCases } from "./fill-cases.ts";
import { startWorkerProcess } from "./processes.ts";
import type { Service } from "./processes.ts";
import { makeRegion } from "./region.ts";
import type { BenchRegion } from "./region.ts";

const clockCount = 10_000;
const workers = 3;
/** a worker is killed each time another such share of the clocks has been told: in the middle of its work, not of its start */
const killShare = 0.25;
const patienceMs = 120_000;

/** Clocks that all come to a stage in one minute: how long until the last of them is told, and whether each is told once. */
export async function benchEscalation({ isShort }: { isShort: boolean }): Promise<Figure[]> {
	const url = await makeDatabase();
	const db = openDatabase(url, 2);
	closeLater(() => db.destroy());
	const region = await makeRegion(db);
	const count = isShort ? clockCount / 10 : clockCount;
	await fillCases(url, region, count);
	const queue = await openQueue(db);
	closeLater(() => queue.close());
	const client = await openConnection(url);
	await addPeople(client, region);
	const call = () => queue.enqueue(db, "escalate-clocks", {});
	const quiet = await measure({ url, client, call, region, count, isKilled: false });
	const killed = await measure({ url, client, call, region, count, isKilled: true });
	return [
		figure({ name: "escalation", value: quiet.seconds, unit: "s" }, { of: "value", atMost: 30 }),
		figure({ name: "escalation_not_once", value: quiet.wrong, unit: "clocks" }, { of: "value", atMost: 0 }),
		figure({ name: "escalation_killed", value: killed.seconds, unit: "s" }, { of: "value", atMost: 30 }),
		figure({ name: "escalation_killed_not_once", value: killed.wrong, unit: "clocks" }, { of: "value", atMost: 0 }),
		figure({ name: "escalation_kills", value: killed.kills, unit: "kills" }),
	];
}

/** A head in every agency that has none. */
async function addPeople(client: pg.Client, region: BenchRegion): Promise<void> {
	await client.query(
		`insert into staff (region_id, login, name, password_hash, agency_id)
			select $1, 'bench-head-' || a.id, 'Head ' || a.id, '-', a.id from agency a where a.region_id = $1
				and not exists (select 1 from staff s join staff_role r on r.region_id = s.region_id and r.staff_id = s.id
					where s.region_id = $1 and s.agency_id = a.id and r.role_code = 'agencyHead')`,
		[region.id],
	);
	await client.query(
		`insert into staff_role (region_id, staff_id, role_code)
			select region_id, id, 'agencyHead' from staff where region_id = $1 and login like 'bench-head-%'`,
		[region.id],
	);
}

type Setting = {
	url: string;
	client: pg.Client;
	call: () => Promise<void>;
	region: BenchRegion;
	count: number;
	isKilled: boolean;
};

async function measure({ url, client, call, region, count, isKilled }: Setting) {
	await client.query("truncate case_clock, notice");
	await client.query(`update "case" set status = 'inProgress' where status <> 'inProgress'`);
	const before = await eventCount(client);
	await client.query(
		`insert into case_clock (region_id, case_id, kind, agency_id, minutes, started_at, due_at, stage, stage_at)
			select c.region_id, c.id, 'answer', c.agency_id, 240, now() - interval '3 days', now(), 80, now()
			from (select * from "case" where region_id = $1 and agency_id is not null order by id desc limit $2) c`,
		[region.id, count],
	);
	const { rows } = await client.query<{ n: number }>("select count(*)::int as n from case_clock");
	const made = rows[0]?.n ?? 0;
	say(`${made} clocks, ${workers} workers${isKilled ? `, one killed with every quarter of them` : ""}`);
	await client.query('vacuum analyze case_clock, "case"');
	const crew = await startCrew(url);
	const begin = performance.now();
	await call();
	let kills = 0;
	for (let left = made; left > 0 && performance.now() - begin < patienceMs; left = await leftOf(client)) {
		if (isKilled && made - left >= made * killShare * (kills + 1)) kills += crew.killOne();
		await pause(100);
	}
	const seconds = (performance.now() - begin) / 1000;
	await crew.stop();
	const wrong = await countWrong(client, before, made);
	return { seconds, wrong, kills };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function leftOf(client: pg.Client): Promise<number> {
	const { rows } = await client.query<{ n: number }>(
		"select count(*)::int as n from case_clock where stage_at <= now()",
	);
	return rows[0]?.n ?? 0;
}

async function eventCount(client: pg.Client): Promise<number> {
	const { rows } = await client.query<{ n: string }>("select coalesce(max(id), 0) as n from case_event");
	return Number(rows[0]?.n);
}

/** Clocks whose history does not say exactly once that 100 percent have passed, or whose head was not told exactly once. */
async function countWrong(client: pg.Client, before: number, made: number): Promise<number> {
	const { rows } = await client.query<{ n: number }>(
		`select count(*)::int as n from case_clock k
			where (select count(*) from case_event e where e.region_id = k.region_id and e.case_id = k.case_id
					and e.id > $1 and e.type = 'escalated' and e.data->>'percent' = '100') <> 1
				or (select count(*) from notice t where t.region_id = k.region_id and t.case_id = k.case_id and t.code = 'term-over') <> 1`,
		[before],
	);
	const { rows: kept } = await client.query<{ n: number }>("select count(*)::int as n from case_clock");
	return (rows[0]?.n ?? made) + Math.abs((kept[0]?.n ?? 0) - made);
}

/** Worker processes; for each that is killed another one starts, as a supervisor would bring it. */
async function startCrew(url: string) {
	const living: Service[] = [];
	const starting: Promise<void>[] = [];
	const start = async (): Promise<void> => {
		const worker = startWorkerProcess(url);
		await worker.begin();
		living.push(worker);
	};
	for (let count = 0; count < workers; count++) starting.push(start());
	await Promise.all(starting);
	return {
		/** the one that lives longest, surely at work. @returns how many were killed */
		killOne: (): number => {
			const worker = living.shift();
			if (!worker) return 0;
			worker.kill();
			starting.push(start());
			return 1;
		},
		stop: async (): Promise<void> => {
			await Promise.all(starting);
			await Promise.all(living.map((worker) => worker.stop()));
		},
	};
}
