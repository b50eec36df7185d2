import type pg from "pg";
import { demoRegion } from "../src/registry/demo-region.ts";
import { topics } from "../src/registry/topics.ts";
import { openConnection } from "./database.ts";
import { say } from "./figures.ts";
import type { BenchPage, BenchRegion } from "./region.ts";
import { makeText, pick, pickUneven, seeded } from "./texts.ts";

/** a column of text to the queue: that nothing listens on it does not matter here */
export const secondChannel = "second";
const topicCount = 120;
const casesPerThread = 10;
const chunk = 5_000;
const connections = 2;
/** the latest cases come while the indexes stand, as in a living desk */
const lateCases = 10_000;

/** Every n-th topic, so that each group has some; the first are the most frequent. */
export const usedTopics = topics.filter(
	(_, index) =>
		Math.floor((index * topicCount) / topics.length) !== Math.floor(((index - 1) * topicCount) / topics.length),
);

const winter = /снег|налед|сосул|отоплен|батаре|гололед|каток/i;
const summer = /пляж|покос|трав|борщевик|клещ|купа|жар/i;

/** What people write about in each month (0 = January): frost in winter, grass in summer. */
const topicsOfMonth = Array.from({ length: 12 }, (_, month) =>
	usedTopics.filter(({ titleRu }) => {
		if (winter.test(titleRu)) return month <= 2 || month >= 10;
		return !summer.test(titleRu) || (month >= 4 && month <= 8);
	}),
);

/** Words of one quarter of the year: common in it, and in the other three found far back only. */
const seasonWords = ["Сосульки висят.", "Лужи по колено.", "Трава по пояс.", "Листья не убраны."];

/** Statuses with their shares; of a hundred cases about three are open. */
const openStatuses = shares({
	assigned: 36,
	new: 20,
	inProgress: 20,
	onApproval: 8,
	reopened: 5,
	triage: 4,
	rework: 4,
	returnedWrongAgency: 3,
});
const endedStatuses = shares({ answered: 60, closed: 30, rejected: 7, merged: 2, handedTo59fz: 1 });

function shares(of: Record<string, number>): string[] {
	return Object.entries(of).flatMap(([status, share]) => Array<string>(share).fill(status));
}

const groupAgency = new Map(
	demoRegion.routingRules.flatMap((rule) =>
		rule.groupCode !== null && rule.territoryCode === null ? [[rule.groupCode, rule.agencyCode] as const] : [],
	),
);

const columns = {
	thread_id: "bigint",
	page_id: "int",
	channel: "text",
	author_key: "text",
	status: "text",
	topic_code: "text",
	territory_code: "text",
	agency_id: "int",
	assignee_id: "int",
	excerpt: "text",
	latitude: "float8",
	longitude: "float8",
	registered_at: "timestamptz",
	due_at: "timestamptz",
	text: "text",
} as const;
type Row = Record<keyof typeof columns, string | number | null>;

/** What the cases are like: how many days they are spread over, who wrote what, and where it was. */
export type CaseShape = {
	days: number;
	textOf: (index: number, topicTitle: string, random: () => number) => string;
	authorOf: (index: number, random: () => number) => string;
	/** null: nobody knows where */
	pointOf: (random: () => number) => { latitude: number; longitude: number } | null;
};

const twoYears: CaseShape = {
	days: 730,
	textOf: (_, topicTitle, random) => makeText(topicTitle, random),
	authorOf: (index) => `user:${index}`,
	pointOf: () => null,
};

/**
 * Fills the region with made-up cases, unasked of the last two years, the same for the same count but for the hour.
 * Text search and rows are made as the product makes them; the statistics are those autovacuum gathers.
 */
export async function fillCases(
	url: string,
	region: BenchRegion,
	count: number,
	shape: CaseShape = twoYears,
): Promise<void> {
	const begin = performance.now();
	const clients = await Promise.all(Array.from({ length: connections }, () => openFiller(url)));
	const [first] = clients;
	if (!first) return;
	const say10 = (done: number) => {
		if (done % 50_000 === 0) say(`${done} cases made, ${((performance.now() - begin) / 1000).toFixed(0)} s`);
	};
	await first.query(
		`insert into thread (region_id, id, page_id, key, kind)
			select $2, n, ($3::int[])[1 + n % cardinality($3)], 'wall' || n, 'comments' from generate_series(1, $1::int) n`,
		[Math.ceil(count / casesPerThread), region.id, region.pages.map((page) => page.id)],
	);
	const { rows: indexes } = await first.query<{ name: string; definition: string }>(
		`select indexname as name, indexdef as definition from pg_indexes
			where tablename = 'case' and indexname not in (select conname from pg_constraint)`,
	);
	const early = Math.max(0, count - lateCases);
	for (const { name } of indexes) await first.query(`drop index ${name}`);
	await insertInChunks(clients, 0, early, { count, region, shape }, say10);
	say("indexes");
	for (const { definition } of indexes) await first.query(definition);
	await first.query("vacuum analyze");
	// what came since the last vacuum waits in the search index's list, as in a living desk
	await insertInChunks(clients, early, count, { count, region, shape }, say10);
	await Promise.all(clients.map((client) => client.end()));
	say(`${count} cases in ${((performance.now() - begin) / 1000).toFixed(0)} s`);
}

async function openFiller(url: string): Promise<pg.Client> {
	const client = await openConnection(url);
	// references are right by construction; the commit need not wait, nobody relies on it
	await client.query(
		"set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '256MB'",
	);
	return client;
}

type Filling = { count: number; region: BenchRegion; shape: CaseShape };

async function insertInChunks(
	clients: pg.Client[],
	from: number,
	to: number,
	filling: Filling,
	onDone: (done: number) => void,
): Promise<void> {
	let next = from;
	const names = Object.keys(columns) as (keyof typeof columns)[];
	const insert = `insert into "case" (region_id, thread_id, page_id, channel, author_key, status, topic_code, topic_confidence,
			territory_code, agency_id, assignee_id, excerpt, latitude, longitude, registered_at, clock_from, due_at,
			last_message_at, search)
		select ${filling.region.id}, thread_id, page_id, channel, author_key, status, topic_code, 0.9,
			territory_code, agency_id, assignee_id, excerpt, latitude, longitude, registered_at, registered_at, due_at,
			registered_at, to_tsvector('russian', replace(lower(text), 'ё', 'е'))
		from unnest(${names.map((name, index) => `$${index + 1}::${columns[name]}[]`).join(", ")}) as c (${names.join(", ")})`;
	await Promise.all(
		clients.map(async (client) => {
			while (next < to) {
				const begin = next;
				next = Math.min(to, next + chunk);
				const rows = Array.from({ length: next - begin }, (_, index) => makeCase(begin + index, filling));
				const end = next;
				await client.query(
					insert,
					names.map((name) => rows.map((row) => row[name])),
				);
				onDone(end);
			}
		}),
	);
}

/** The n-th case of `count`, oldest first. */
function makeCase(index: number, { count, region, shape }: Filling): Row {
	const random = seeded(index + 1);
	const page = region.pages[index % region.pages.length] as BenchPage;
	const ageDays = shape.days * (1 - (index + random()) / count);
	const at = new Date(Date.now() - ageDays * 86_400_000);
	const topic = pickUneven(topicsOfMonth[at.getUTCMonth()] ?? usedTopics, random);
	const territory = random() < 0.8 ? pickUneven(demoRegion.territories, random).code : null;
	const isOwnAgency = territory !== null && random() < 0.4 && region.agencies.some(({ code }) => code === territory);
	const agencyCode = isOwnAgency ? territory : (groupAgency.get(topic.groupCode) ?? "rmc");
	const agencyId = region.agencies.find(({ code }) => code === agencyCode)?.id ?? 1;
	// nearly all of the last fortnight is open, and a little of what is older
	const isOpen = random() < (ageDays < 14 ? 0.85 : 0.014);
	const people = region.staff.flatMap((one) => (one.agencyId === agencyId ? [one.id] : []));
	const inSeason = random() < 0.12 ? ` ${seasonWords[Math.floor(at.getUTCMonth() / 3)]}` : "";
	const text = shape.textOf(index, topic.titleRu, random) + inSeason;
	const point = shape.pointOf(random);
	return {
		thread_id: 1 + Math.floor(index / casesPerThread),
		page_id: page.id,
		channel: random() < 0.85 ? page.channel : secondChannel,
		author_key: shape.authorOf(index, random),
		status: pick(isOpen ? openStatuses : endedStatuses, random),
		topic_code: topic.code,
		territory_code: territory,
		agency_id: agencyId,
		assignee_id: people.length > 0 && random() < 0.6 ? pick(people, random) : null,
		excerpt: text.slice(0, 280),
		latitude: point?.latitude ?? null,
		longitude: point?.longitude ?? null,
		registered_at: at.toISOString(),
		due_at: new Date(at.getTime() + (4 + 60 * random()) * 3_600_000).toISOString(),
		text,
	};
}
