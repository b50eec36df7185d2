import { setTimeout } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseDetail } from "../src/http/contract-case.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";
import { addPerson } from "./staff.ts";

let desk: Desk;
let curator: string;
/** of the governor's office: reads the whole region, but nobody's data */
let office: string;
let admin: string;
let caseId: number;
const phone = "8 912 345-67-89";
const secrets = /345-67-89|anna@|Анна Б|id77|msg77/;

beforeAll(async () => {
	desk = await openDesk();
	curator = await desk.signIn("login-1");
	admin = await desk.signIn("login-5");
	office = await addPerson(desk, 20, null, [
		"case.read.region",
		"delivery.read",
		"publication.settle",
		"page.read",
		"escalation.office",
	]);
	caseId = await desk.openCase(desk.region.housing, `Нет воды, звоните ${phone} или anna@example.ru`);
	await sql`update message set author_name = 'Анна Б', contact = ${phone}, url = 'https://network.example/msg77',
		attachments = ${JSON.stringify([{ kind: "link", url: "https://network.example/id77", title: `Анна: ${phone}` }])}::jsonb
		where case_id = ${caseId}`.execute(desk.db);
	await sql`insert into message_version (region_id, message_id, replaced_at, text, attachments)
		select 1, id, now(), ${`Было: ${phone}`}, '[]' from message where case_id = ${caseId}`.execute(desk.db);
	const again = await desk.openCase(desk.region.housing, `Нет воды, звоните ${phone} или anna@example.ru`);
	await sql`insert into reply (region_id, case_id, message_id, text, author_id, contributors, status)
		select 1, case_id, id, 'Починим', 1, '{1}', 'approved' from message where case_id = ${again}`.execute(desk.db);
	await sql`insert into publication (region_id, reply_id, case_id, page_id, key, target, text, by_person)
		select 1, r.id, r.case_id, 1, 'k', '{}', 'Звоните в диспетчерскую 8 800 100-00-00', true from reply r`.execute(
		desk.db,
	);
	await sql`insert into delivery (region_id, page_id, body, status) values (1, 1, ${Buffer.from(`{"text":"${phone}"}`)}, 'not-understood')`.execute(
		desk.db,
	);
});
afterAll(() => desk.close());

const text = async (path: string, as: string): Promise<string> => {
	const response = await desk.call("GET", `/api${path}`, { as });
	expect(response.status, path).toBe(200);
	return response.text();
};

describe("masking", () => {
	const reads = () => [
		`/cases?limit=100`,
		`/cases?q=${encodeURIComponent("воды")}`,
		`/cases/${caseId}`,
		`/cases/${caseId}/similar`,
		`/publications/by-person`,
		`/publications?state=queued`,
		`/deliveries`,
		`/deliveries/1`,
		`/reference`,
	];

	test("no read of the API tells who a resident is to whoever has no right to it", async () => {
		for (const path of reads()) expect(await text(path, office), path).not.toMatch(secrets);
	});

	test("who has the right reads all of it", async () => {
		const detail = JSON.parse(await text(`/cases/${caseId}`, curator)) as CaseDetail;
		expect(detail.messages[0]).toMatchObject({ authorName: "Анна Б", contact: phone });
		expect(detail.messages[0]?.text).toContain(phone);
		expect(await text("/cases?limit=100", curator)).toContain(phone);
		expect(await text("/deliveries/1", curator)).toContain(phone);
	});

	test("places in a text still fit, and the rest of it is whole", async () => {
		const masked = JSON.parse(await text(`/cases/${caseId}`, office)) as CaseDetail;
		const whole = JSON.parse(await text(`/cases/${caseId}`, curator)) as CaseDetail;
		expect(masked.messages[0]).toMatchObject({ authorName: null, contact: null, url: null });
		expect(masked.messages[0]?.text).toHaveLength(whole.messages[0]!.text.length);
		expect(masked.messages[0]?.text).toMatch(/^Нет воды, звоните •/);
		expect(masked.history).toEqual(whole.history);
		expect(masked.case).toEqual({ ...whole.case, excerpt: masked.case.excerpt, timeLeft: masked.case.timeLeft });
	});

	test("an answer of the desk is carried whole", async () => {
		const { items } = JSON.parse(await text("/publications/by-person", office)) as { items: { text: string }[] };
		expect(items[0]?.text).toContain("8 800 100-00-00");
	});
});

describe("the log of who saw what", () => {
	type Row = { caseId: number; staffId: number; what: string[]; times: number };
	const views = async (query: string): Promise<Row[]> =>
		(JSON.parse(await text(`/views?${query}`, admin)) as { items: Row[] }).items;

	test("has one row for a person, a case and some minutes, with what was opened", async () => {
		const seen = await desk.openCase(desk.region.housing);
		for (let i = 0; i < 3; i++) await text(`/cases/${seen}`, curator);
		await text(`/cases/${seen}`, office);
		expect((await desk.call("GET", `/api/cases/${seen}/photos/${"0".repeat(64)}`, { as: office })).status).toBe(404);
		await desk.call("PUT", `/api/cases/${seen}/reply`, { as: curator, body: { text: "x", revision: null } });
		await setTimeout(1_300);
		const rows = await views(`caseId=${seen}`);
		const total = (staffId: number) =>
			rows.filter((row) => row.staffId === staffId).reduce((sum, row) => sum + row.times, 0);
		expect(rows.length).toBeLessThanOrEqual(4);
		expect(total(20)).toBe(1);
		expect(total(1)).toBeGreaterThanOrEqual(3);
		expect(rows[0]?.what).toEqual(["detail"]);
		expect((await views("staffId=20")).every((row) => row.staffId === 20)).toBe(true);
	});

	test("goes page by page, to whoever looks after people's data alone", async () => {
		const first = JSON.parse(await text("/views?limit=1", admin)) as { nextCursor: string; items: Row[] };
		const second = JSON.parse(await text(`/views?limit=1&cursor=${first.nextCursor}`, admin)) as { items: Row[] };
		expect(second.items[0]).not.toEqual(first.items[0]);
		expect((await desk.call("GET", "/api/views", { as: curator })).status).toBe(403);
		for (const query of ["cursor=x", "caseId=-1", "from=yesterday", "limit=100000", "staffId=9999999999"])
			expect((await desk.call("GET", `/api/views?${query}`, { as: admin })).status, query).toBe(400);
	});

	test("is written when the server stops, and a hundred at once lose nothing", async () => {
		const other = await openDesk();
		try {
			const id = await other.openCase(other.region.housing);
			const as = await other.signIn("login-1");
			await Promise.all(Array.from({ length: 100 }, () => other.call("GET", `/api/cases/${id}`, { as })));
			await other.app.close();
			const { rows } = await sql<{ n: number }>`select sum(times)::int as n from case_view`.execute(other.db);
			expect(rows[0]?.n).toBe(100);
		} finally {
			await other.close();
		}
	});
});
