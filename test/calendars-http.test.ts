import { describe, expect, test } from "vitest";
import { recountClocks } from "../src/cases/recount-clocks.ts";
import { readRegistry } from "../src/registry/reads.ts";
import { ask, given, useTermsDesk } from "./terms-desk.ts";

useTermsDesk();

const office: [number, number][] = [[540, 1080]];
const fiveDays = [office, office, office, office, office, [], []];

describe("calendars", () => {
	test("a new one with lunch and a roster is worked by, and a change of it moves open cases", async () => {
		const lunch: [number, number][] = [
			[480, 720],
			[780, 1020],
		];
		const week = [lunch, lunch, lunch, lunch, lunch, [], []];
		const made = await ask("POST", "/calendars", { name: "С обедом", week });
		expect(made).toMatchObject({ status: 201, json: { version: 1, days: [], week } });
		const { id } = made.json;
		const caseId = await given.desk.openCase(2);
		const set = await ask("PUT", "/agencies/2/hours", { timeZone: "Asia/Kamchatka", calendarId: id });
		expect(set.status).toBe(200);
		await recountClocks(given.desk.db, { regionId: 1, recountId: set.json.recountId }, console.error);
		expect((await ask("GET", `/sla/recounts/${set.json.recountId}`)).json).toMatchObject({
			reason: "agency",
			agencyId: 2,
			total: 1,
			done: 1,
			changed: 1,
			endedAt: expect.any(String),
		});
		const registry = await readRegistry(given.desk.db, 1);
		expect(registry.calendars.get(2)).toMatchObject({ timeZone: "Asia/Kamchatka", week });
		// a process keeps what it knows of the region for three seconds
		await expect
			.poll(async () => (await ask("GET", `/cases/${caseId}/clocks`)).json.items[0].due, { timeout: 15_000 })
			.toMatchObject({ timeZone: "Asia/Kamchatka", workingMinutes: 240 });

		const saved = await ask("PUT", `/calendars/${id}`, { version: 1, name: "С обедом", week: fiveDays });
		expect(saved.status).toBe(200);
		expect((await ask("PUT", `/calendars/${id}`, { version: 1, name: "x", week })).code).toBe(
			"terms-changed-meanwhile",
		);
		const list = (await ask("GET", "/calendars")).json;
		expect(list.agencies).toContainEqual({ agencyId: 2, calendarId: id, timeZone: "Asia/Kamchatka" });
	});

	test("days come from a file over those there, in CSV or JSON", async () => {
		const made = await ask("POST", "/calendars", { name: "Файл", week: fiveDays });
		const { id } = made.json;
		const load = (body: string | Buffer, type = "text/csv") =>
			fetch(`${given.desk.url}/api/calendars/${id}/file`, {
				method: "POST",
				headers: { origin: "http://desk.example", cookie: given.admin, "content-type": type },
				body: new Uint8Array(Buffer.from(body)),
			});
		const csv = [
			"\uFEFFдата;вид;название;часы",
			"01.05.2027;выходной;Праздник Весны и Труда",
			"30.04.2027;сокращённый",
			"2027-05-15;рабочий;Перенос;8:00-12:00 13:00-15:00",
		].join("\r\n");
		const read = await fetch(`${given.desk.url}/api/calendars/${id}/file/read`, {
			method: "POST",
			headers: { origin: "http://desk.example", cookie: given.admin, "content-type": "text/csv" },
			body: csv,
		});
		const said = (await read.json()) as { items: { day: string; kind: string }[] };
		expect(said.items.map(({ day, kind }) => [day, kind])).toEqual([
			["2027-05-01", "off"],
			["2027-04-30", "short"],
			["2027-05-15", "working"],
		]);
		// a look changes nothing
		expect((await ask("GET", `/calendars/${id}`)).json).toEqual(made.json);
		expect((await load(csv)).status).toBe(200);
		const more = JSON.stringify({
			days: [
				{ day: "2027-05-01", kind: "usual" },
				{ day: "2027-06-11", kind: "short" },
			],
		});
		expect((await load(more, "application/json")).status).toBe(200);
		const { json } = await ask("GET", `/calendars/${id}`);
		expect(json.version).toBe(3);
		expect(json.days).toEqual([
			{ day: "2027-04-30", kind: "short", name: null, hours: null },
			{
				day: "2027-05-15",
				kind: "working",
				name: "Перенос",
				hours: [
					[480, 720],
					[780, 900],
				],
			},
			{ day: "2027-06-11", kind: "short", name: null, hours: null },
		]);
	});

	test.each([
		["nothing", "", "empty", undefined],
		["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]), "not-utf-8", undefined],
		["a day that does not exist", "2027-02-30,off", "bad-date", 1],
		["a day of another age", "1027-02-03,off", "bad-date", 1],
		["an unknown kind", "2027-02-03,off\n2027-02-04,holiday", "kind-unknown", 2],
		["hours that overlap", "2027-02-03,working,,9:00-12:00 11:00-13:00", "bad-hours", 1],
		["hours past midnight", "2027-02-03,working,,20:00-25:00", "bad-hours", 1],
		["hours of a day off", "2027-02-03,off,,9:00-12:00", "hours-of-a-day-off", 1],
		["one day twice", "2027-02-03,off\n03.02.2027,short", "day-twice", 2],
		["broken JSON", '{"days": [', "not-json", undefined],
		["JSON of another shape", '{"days": {"day": "2027-02-03"}}', "no-days", undefined],
		["JSON with a prototype", '[{"day": "2027-02-03", "kind": "__proto__"}]', "kind-unknown", 1],
		["JSON of numbers", "[1, 2]", "bad-day", 1],
		["a formula for a name with NUL", "2027-02-03,off,=cmd\u0000", "bad-name", 1],
		["more columns", "2027-02-03,off,a,9:00-10:00,b", "too-many-columns", 1],
		["deep JSON", "[".repeat(100_000), "not-json", undefined],
		["days without end", Array.from({ length: 6_000 }, () => "2027-02-03,off").join("\n"), "too-many-days", undefined],
		["an open quote", '2027-02-03,off,"', "not-a-table", undefined],
	])("a file of %s is refused, and nothing changes", async (_name, body, reason, line) => {
		const before = (await ask("GET", "/calendars/1")).json;
		const send = (path: string, as = given.admin) =>
			fetch(`${given.desk.url}/api/calendars/1/${path}`, {
				method: "POST",
				headers: { origin: "http://desk.example", cookie: as, "content-type": "application/octet-stream" },
				body: new Uint8Array(Buffer.from(body)),
			});
		for (const response of [await send("file"), await send("file/read")]) {
			const problem = (await response.json()) as { code: string; details: unknown };
			expect([response.status, problem.code, problem.details]).toEqual([
				422,
				"calendar-refused",
				line === undefined ? { reason } : { reason, line },
			]);
		}
		expect((await send("file/read", given.curator)).status).toBe(403);
		expect((await ask("GET", "/calendars/1")).json).toEqual(before);
	});

	test("too large a file is refused before it is read", async () => {
		const response = await fetch(`${given.desk.url}/api/calendars/1/file`, {
			method: "POST",
			headers: { origin: "http://desk.example", cookie: given.admin, "content-type": "text/csv" },
			body: "x".repeat(300_000),
		});
		expect(response.status).toBe(413);
	});

	test.each([
		[
			"overlapping intervals",
			[
				[
					[540, 720],
					[700, 1080],
				],
				[],
				[],
				[],
				[],
				[],
				[],
			],
		],
		["no work", [[], [], [], [], [], [], []]],
		["a minute of work a week", [[[540, 541]], [], [], [], [], [], []]],
		["an interval backwards", [[[1080, 540]], office, office, office, office, [], []]],
	])("a week of %s is refused", async (_name, week) => {
		expect((await ask("POST", "/calendars", { name: "x", week })).code).toBe("calendar-refused");
	});

	test.each([
		["no such zone", { timeZone: "Mars/Olympus", calendarId: 1 }, "time-zone-unknown"],
		["an offset", { timeZone: "+03:00", calendarId: 1 }, "time-zone-unknown"],
		["no such calendar", { timeZone: "Europe/Moscow", calendarId: 999 }, "not-found"],
	])("%s for an agency is refused", async (_name, body, code) => {
		expect((await ask("PUT", "/agencies/1/hours", body)).code).toBe(code);
	});

	test("the centre's own hours time triage", async () => {
		const made = await ask("POST", "/calendars", { name: "Дежурные", week: Array(7).fill([[0, 1440]]) });
		expect((await ask("PUT", "/centre/hours", { calendarId: made.json.id })).status).toBe(200);
		expect((await ask("GET", "/calendars")).json.centre.calendarId).toBe(made.json.id);
		expect((await readRegistry(given.desk.db, 1)).centreCalendar?.week[6]).toEqual([[0, 1440]]);
		await ask("PUT", "/centre/hours", { calendarId: null });
	});
});
