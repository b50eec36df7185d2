import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listCases } from "../src/cases/reads-queue.ts";
import { countGroups } from "../src/cases/count-groups.ts";
import type { CaseView, QueueGroup, QueueQuery } from "../src/cases/queue-filter.ts";
import { openDatabase } from "../src/db/database.ts";
import type { Db } from "../src/db/database.ts";
import { caseStatuses, settledStatuses } from "../src/domain/case.ts";
import type { CaseStatus } from "../src/domain/case.ts";
import { readRegistry } from "../src/registry/reads.ts";
import type { Registry } from "../src/registry/reads.ts";
import { createTestDatabase } from "./database.ts";
import { makeRegion } from "./region.ts";
import type { TestRegion } from "./region.ts";

const now = new Date("2026-03-04T09:00:00Z");
const hour = 3_600_000;
const territories = ["north", "south", null];
const topicCodes = ["housing.no-water", "housing.lift", "roads.snow-on-road", null];
const texts = ["Нет воды в доме", "снег на дороге", "Вода и снег", "лифты стоят", "тёмный подъезд", ""];

type Made = {
	id: number;
	status: CaseStatus;
	topic: string | null;
	territory: string | null;
	agencyId: number;
	assigneeId: number | null;
	channel: string;
	registeredAt: number;
	dueAt: number;
	text: string;
};

let db: Db;
let region: TestRegion;
let registry: Registry;
let close: () => Promise<void>;
const made: Made[] = [];

beforeAll(async () => {
	const database = await createTestDatabase();
	db = openDatabase(database.url, 4);
	region = await makeRegion(db);
	await sql`insert into topic (region_id, code, group_code, title_ru, title_en, position)
		values (1, 'housing.lift', 'housing', 'Лифт', 'Lift', 3)`.execute(db);
	await sql`update topic set title_ru = 'Гололёд', title_en = 'Ice' where code = 'roads.snow-on-road'`.execute(db);
	await sql`update topic set title_ru = 'Нет воды', title_en = 'Dry taps' where code = 'housing.no-water'`.execute(db);
	await sql`insert into territory (region_id, code, name) values (1, 'north', 'Северск'), (1, 'south', 'Озёрск')`.execute(
		db,
	);
	registry = await readRegistry(db, 1);
	for (let id = 1; id <= 400; id++) made.push(makeCase(id));
	await insertCases();
	close = async () => {
		await db.destroy();
		await database.drop();
	};
});
afterAll(() => close());

/** Every value meets every other, and many cases share their moments. */
function makeCase(id: number): Made {
	const registeredAt = now.getTime() - Math.floor(id / 3) * hour;
	return {
		id,
		status: caseStatuses[(id * 7) % caseStatuses.length] ?? "new",
		topic: topicCodes[id % topicCodes.length] ?? null,
		territory: territories[(id >> 1) % territories.length] ?? null,
		agencyId: id % 5 === 0 ? region.roads : region.housing,
		assigneeId: id % 3 === 0 ? region.executor.staffId : null,
		channel: id % 4 === 0 ? "second" : "first",
		registeredAt,
		dueAt: registeredAt + (id % 11) * 12 * hour,
		text: texts[id % texts.length] ?? "",
	};
}

async function insertCases(): Promise<void> {
	for (const one of made) {
		await sql`insert into thread (region_id, id, page_id, key, kind) values (1, ${one.id}, 1, ${`t${one.id}`}, 'comments')`.execute(
			db,
		);
		await sql`insert into "case" (region_id, id, thread_id, page_id, channel, author_key, status, topic_code, territory_code, agency_id,
				assignee_id, excerpt, registered_at, clock_from, due_at, last_message_at, search)
			values (1, ${one.id}, ${one.id}, 1, ${one.channel}, 'user:1', ${one.status}, ${one.topic}, ${one.territory}, ${one.agencyId},
				${one.assigneeId}, ${one.text}, ${new Date(one.registeredAt)}, ${new Date(one.registeredAt)}, ${new Date(one.dueAt)},
				${new Date(one.registeredAt)}, to_tsvector('russian', replace(lower(${one.text}), 'ё', 'е')))`.execute(db);
	}
}

const statusesOf: Partial<Record<CaseView, CaseStatus[]>> = {
	new: ["new", "triage"],
	approval: ["onApproval", "onReview"],
	returned: ["returnedWrongAgency", "rework", "reopened"],
	answered: ["answered", "closed"],
};

/** What each search finds, told by hand; words of noise find everything. */
const searches: Record<string, (text: string) => boolean> = {
	воду: (text) => /вод/i.test(text),
	снега: (text) => /снег/i.test(text),
	"вода снег": (text) => /вод/i.test(text) && /снег/i.test(text),
	лифт: (text) => /лифт/i.test(text),
	темный: (text) => /тёмн/i.test(text),
	"ТЁМНЫЕ подъезды": (text) => /тёмн/i.test(text),
	"вода -снег": (text) => /вод/i.test(text) && !/снег/i.test(text),
	"и на": () => true,
	трамвай: () => false,
};

/** The same question answered by reading everything. */
function expected(query: QueueQuery, agencyScope: number | null, staffId: number): number[] {
	const isOpen = (one: Made) => !settledStatuses.includes(one.status);
	const limits = { overdue: [-Infinity, 0], hour: [0, hour], today: [0, 24 * hour] } as const;
	const found = made.filter((one) => {
		const statuses = query.status ? [query.status] : statusesOf[query.view];
		if (agencyScope !== null && one.agencyId !== agencyScope) return false;
		if (statuses ? !statuses.includes(one.status) : query.view !== "all" && !isOpen(one)) return false;
		if (query.view === "mine" && one.assigneeId !== staffId) return false;
		if (query.agencyId && one.agencyId !== query.agencyId) return false;
		if (query.topicCode && one.topic !== query.topicCode) return false;
		if (query.groupCode && !one.topic?.startsWith(`${query.groupCode}.`)) return false;
		if (query.channel && one.channel !== query.channel) return false;
		if (query.due) {
			const [from, to] = limits[query.due];
			const left = one.dueAt - now.getTime();
			if (!isOpen(one) || left < from || left >= to) return false;
		}
		return !query.q || (searches[query.q] ?? (() => true))(one.text);
	});
	const mayByDue = !query.q && query.view !== "all" && query.view !== "answered";
	const byDue = mayByDue && (query.sort === "due" || query.group !== undefined);
	const rankOf = (one: Made) => (mayByDue ? rankIn(query, groupOf(one, query.group)) : 0);
	found.sort((a, b) =>
		byDue ? rankOf(a) - rankOf(b) || a.dueAt - b.dueAt || a.id - b.id : b.registeredAt - a.registeredAt || b.id - a.id,
	);
	return found.map((one) => one.id);
}

/** By the alphabet of the names, in which neither codes nor those of the other language stand. */
const inOrder = {
	ru: ["roads.snow-on-road", "housing.lift", "housing.no-water", "south", "north"],
	en: ["housing.no-water", "roads.snow-on-road", "housing.lift", "south", "north"],
};

/** Those of no group come last. */
const rankIn = ({ language = "ru" }: Pick<QueueQuery, "language">, code: string | null): number =>
	code === null ? 99 : inOrder[language].indexOf(code);

const groupOf = (one: Made, group: QueueGroup | undefined): string | null =>
	group === "topic" ? one.topic : group === "place" ? one.territory : "";

const maybe = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 1 });
const anyQuery = fc.record({
	view: fc.constantFrom<CaseView>("open", "mine", "new", "approval", "returned", "answered", "all"),
	status: fc.option(fc.constantFrom(...caseStatuses), { nil: undefined, freq: 4 }),
	agencyId: maybe(1, 2),
	topicCode: fc.option(fc.constantFrom("housing.no-water", "housing.lift", "no.such"), { nil: undefined, freq: 3 }),
	groupCode: maybe("housing", "roads", "none"),
	channel: maybe("first", "second"),
	due: fc.option(fc.constantFrom("overdue" as const, "hour" as const, "today" as const), { nil: undefined, freq: 4 }),
	q: maybe(...Object.keys(searches), "  "),
	sort: fc.constantFrom("due" as const, "newest" as const),
	group: maybe<QueueGroup>("due", "place", "topic"),
	language: maybe("ru" as const, "en" as const),
	limit: fc.constantFrom(1, 3, 50, 100),
});

test("every mix of filters, read page by page, gives what reading everything gives", async () => {
	await fc.assert(
		fc.asyncProperty(anyQuery, fc.boolean(), async (query, isAgency) => {
			const caller = isAgency ? region.executor : region.curator;
			const wanted = expected(query, isAgency ? region.housing : null, caller.staffId);
			const seen: number[] = [];
			let cursor: string | undefined;
			do {
				const page = await listCases(db, registry, caller, { ...query, cursor }, now);
				expect(page.items.length).toBeLessThanOrEqual(query.limit);
				seen.push(...page.items.map((item) => item.id));
				cursor = page.nextCursor ?? undefined;
			} while (cursor !== undefined && seen.length < 40);
			expect(seen).toEqual(cursor === undefined ? wanted : wanted.slice(0, seen.length));
		}),
		{ numRuns: 400 },
	);
}, 60_000);

const anyGroups = fc.tuple(anyQuery, fc.constantFrom<QueueGroup>("due", "place", "topic"), fc.boolean());

test("the counts of groups are those of the rows that a list holds, in its order", async () => {
	await fc.assert(
		fc.asyncProperty(anyGroups, async ([query, group, isAgency]) => {
			const caller = isAgency ? region.executor : region.curator;
			const { items, isWhole } = await countGroups(db, registry, caller, { ...query, group }, now);
			expect(isWhole).toBe(true);
			const found = expected({ ...query, group }, isAgency ? region.housing : null, caller.staffId).map(
				(id) => made[id - 1] as Made,
			);
			const wanted = new Map<string | null, number>();
			for (const one of found) {
				const key = group === "due" ? termOf(one.dueAt) : groupOf(one, group);
				wanted.set(key, (wanted.get(key) ?? 0) + 1);
			}
			expect(new Map(items.filter(({ count }) => count > 0).map(({ key, count }) => [key, count]))).toEqual(wanted);
			const keys = items.map(({ key }) => key);
			if (group === "due") expect(keys).toEqual(["overdue", "today", "tomorrow", "later"]);
			else expect(keys).toEqual(keys.toSorted((a, b) => rankIn(query, a) - rankIn(query, b)));
		}),
		{ numRuns: 150 },
	);
}, 60_000);

/** Days of Moscow: they begin at 21:00 UTC. */
function termOf(dueAt: number): string {
	if (dueAt < now.getTime()) return "overdue";
	if (dueAt < Date.UTC(2026, 2, 4, 21)) return "today";
	return dueAt < Date.UTC(2026, 2, 5, 21) ? "tomorrow" : "later";
}
