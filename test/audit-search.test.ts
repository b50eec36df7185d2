import { parse } from "csv-parse/sync";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealRegion } from "../src/audit/seal-history.ts";
import type { FoundEntry, HistoryPage } from "../src/audit/search-history.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { othersAreOver } from "./horizon.ts";

let desk: Desk;
let admin: string;
let caseId: number;
const secretText = "Звонила соседка, телефон 8 900 000-00-00";

beforeAll(async () => {
	desk = await openDesk();
	admin = await desk.signIn("login-5");
	caseId = await desk.openCase(desk.region.housing);
	await desk.note(caseId, desk.region.housing, "noted", { kind: "military-family", state: "confirmed" });
	await desk.note(caseId, desk.region.housing, "reject", { from: "new", to: "rejected", reason: secretText });
	const other = await desk.openCase(desk.region.roads);
	for (let count = 0; count < 30; count++)
		await desk.note(other, desk.region.roads, "assign", { to: "assigned", count });
	// thirty in one moment: the order and the cursor must not lose any
	await sql`insert into case_event (region_id, case_id, agency_id, at, type, actor_kind, actor_id, ip, data)
		select 1, ${other}, 2, '2026-01-05T10:00:00.123456Z', 'accept', 'staff', 4, '10.20.0.7', jsonb_build_object('n', n)
		from generate_series(1, 30) n`.execute(desk.db);
	await sql`insert into audit_event (region_id, at, type, actor_id, ip, data)
		select 1, '2026-01-05T10:00:00.123456Z', 'page-stopped', 4, '10.20.0.8', jsonb_build_object('n', n)
		from generate_series(1, 10) n`.execute(desk.db);
});
afterAll(() => desk.close());

const get = (path: string, as = admin) => desk.call("GET", `/api/audit${path}`, { as });
const find = async (query: string, as = admin): Promise<HistoryPage> => {
	const response = await get(query, as);
	expect(response.status, await response.clone().text()).toBe(200);
	return (await response.json()) as HistoryPage;
};

async function findAll(query: string, limit: number): Promise<FoundEntry[]> {
	const items: FoundEntry[] = [];
	for (let cursor: string | null = ""; cursor !== null; ) {
		const page: HistoryPage = await find(`?limit=${limit}${query}${cursor && `&cursor=${cursor}`}`);
		items.push(...page.items);
		cursor = page.nextCursor;
	}
	return items;
}

describe("the search", () => {
	test("finds by case, person, type, time and address", async () => {
		const types = async (query: string) => [...new Set((await find(query)).items.map(({ type }) => type))].sort();
		expect(await types(`?caseId=${caseId}`)).toEqual(["opened", "reject"]);
		expect(await types("?staffId=4")).toEqual(["accept", "page-stopped"]);
		expect(await types("?type=signed-in")).toEqual(["signed-in"]);
		expect(await types("?from=2026-01-05T10:00:00Z&to=2026-01-05T10:00:01Z")).toEqual(["accept", "page-stopped"]);
		expect(await types("?to=2026-01-05T10:00:00.123Z")).toEqual([]);
		expect(await types("?ip=10.20.0.8")).toEqual(["page-stopped"]);
		expect(await types("?ip=10.20.0.0/16")).toEqual(["accept", "page-stopped"]);
		expect((await find("?type=accept&limit=1")).items[0]).toMatchObject({
			source: "case",
			actor: { kind: "staff", id: 4, name: "Person 4" },
			ip: "10.20.0.7",
		});
	});

	test("goes through everything once, however small the pages", async () => {
		const all = await findAll("", 200);
		const key = ({ source, id }: FoundEntry) => `${source} ${id}`;
		expect(new Set(all.map(key)).size).toBe(all.length);
		expect((await findAll("", 7)).map(key)).toEqual(all.map(key));
		const times = all.map(({ at }) => at);
		expect(times).toEqual([...times].sort().reverse());
	});

	test("shows neither the hidden mark nor what people wrote", async () => {
		const text = JSON.stringify(await findAll("", 200));
		expect(text).not.toMatch(/noted|military|соседка|900/);
		expect((await find("?type=noted")).items).toEqual([]);
		expect(text).toContain('"to":"rejected"');
	});

	test.each([
		"?cursor=x",
		"?cursor=1-2-3",
		"?ip=nowhere",
		"?caseId=0",
		"?type=%27",
		"?limit=201",
		"?from=today",
		"?staffId=99999999999",
	])("%s is a bad request", async (query) => {
		expect((await get(query)).status).toBe(400);
	});

	test("is for those who may, and of an agency only its own", async () => {
		for (const path of ["", "/export?format=csv", "/seal"]) {
			expect((await get(path, await desk.signIn("login-2"))).status).toBe(403);
			expect((await desk.call("GET", `/api/audit${path}`)).status).toBe(401);
		}
		await sql`insert into role (region_id, code, title_ru, title_en, permissions)
			values (1, 'auditor', 'x', 'x', '{case.read.agency,audit.read}')`.execute(desk.db);
		await sql`insert into staff_role (region_id, staff_id, role_code) values (1, 4, 'auditor')`.execute(desk.db);
		const { items } = await find("?limit=200", await desk.signIn("login-4"));
		expect(new Set(items.map(({ agencyId }) => agencyId))).toEqual(new Set([desk.region.roads]));
		expect(items.some(({ source }) => source === "access")).toBe(true);
		await sql`delete from staff_role where role_code = 'auditor'`.execute(desk.db);
	});
});

describe("the export", () => {
	test("has what the search finds, as JSON lines and as CSV that no spreadsheet runs, and is itself in the history", async () => {
		await sql`update staff set name = '=cmd|calc' where id = 4`.execute(desk.db);
		const wanted = await findAll("&staffId=4", 200);
		const lines = (await (await get("/export?format=jsonl&staffId=4")).text()).trimEnd().split("\n");
		expect(lines.map((line) => JSON.parse(line) as FoundEntry)).toEqual(wanted);
		const response = await get("/export?format=csv&staffId=4");
		expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
		expect(response.headers.get("content-disposition")).toBe('attachment; filename="audit.csv"');
		const rows = parse(await response.text(), { bom: true, delimiter: ";", columns: true }) as Record<string, string>[];
		expect(rows.map(({ source, id }) => `${source} ${id}`)).toEqual(wanted.map(({ source, id }) => `${source} ${id}`));
		expect(rows[0]).toMatchObject({ actorName: "'=cmd|calc", actorKind: "staff" });
		const taken = await find("?type=audit-exported");
		expect(taken.items[0]).toMatchObject({ actor: { id: 5 }, data: { format: "csv", staffId: 4 } });
	});

	test("of many entries comes in pieces, each once", async () => {
		await sql`insert into case_event (region_id, case_id, agency_id, type, actor_kind, actor_id)
			select 1, ${caseId}, 1, 'defer', 'staff', 2 from generate_series(1, 2500)`.execute(desk.db);
		const text = await (await get("/export?format=jsonl&type=defer")).text();
		const ids = text
			.trimEnd()
			.split("\n")
			.map((line) => (JSON.parse(line) as FoundEntry).id);
		expect(ids).toHaveLength(2500);
		expect(new Set(ids).size).toBe(2500);
		expect(await (await get("/export?format=jsonl&type=none")).text()).toBe("");
	});
});

test("the last seal is told", async () => {
	expect(await (await get("/seal")).json()).toEqual({ last: null });
	await othersAreOver(desk.db);
	await sealRegion(desk.db, 1, () => new Date());
	expect(await (await get("/seal")).json()).toMatchObject({
		last: { number: expect.any(Number), hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
	});
});
