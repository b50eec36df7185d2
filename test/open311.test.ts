import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openClient } from "./open311-client.ts";
import type { Item, Reply } from "./open311-client.ts";
import { apiKey, open311PageId, openPublicDesk } from "./public-desk.ts";
import type { PublicDesk } from "./public-desk.ts";
import { emptyCases } from "./scripted-desk.ts";

let desk: PublicDesk;
let base: string;
beforeAll(async () => {
	desk = await openPublicDesk();
	base = `${desk.url}/open311/v2`;
});
afterAll(() => desk.close());
beforeEach(async () => {
	await emptyCases(desk.db);
	await setPage({});
});

async function setPage(settings: Record<string, unknown>): Promise<void> {
	await sql`update page set settings = ${JSON.stringify(settings)} where id = ${open311PageId}`.execute(desk.db);
	// pages are kept for two seconds
	await new Promise((resolve) => setTimeout(resolve, settings.showsDescriptions === undefined ? 0 : 2100));
}

const request = {
	api_key: apiKey,
	service_code: "housing.no-water",
	lat: "55.75",
	long: "37.61",
	address_string: "Мира, 9, кв. 12",
	email: "resident@example.org",
	first_name: "Житель",
	last_name: "Дома",
	phone: "111111111",
	description: 'Нет воды <b>третий</b> день & "кран" сух\r\nдом 9',
};
const items = (reply: Reply): Item[] => reply.body as Item[];
const idOf = (reply: Reply): string => String(items(reply)[0]?.service_request_id);
const deliveries = async () =>
	(await sql<{ n: number }>`select count(*)::int n from delivery`.execute(desk.db)).rows[0]?.n;

describe.each(["xml", "json"] as const)("%s", (format) => {
	const client = (jurisdiction: string | null = "town.example") => openClient(base, format, jurisdiction);
	const expectError = (reply: Reply, status: number, words: RegExp) => {
		expect(reply.status).toBe(status);
		expect(format === "json" ? "errors" : reply.root).toBe("errors");
		expect(items(reply)).toHaveLength(1);
		expect(String(items(reply)[0]?.code)).toBe(String(status));
		expect(items(reply)[0]?.description).toMatch(words);
	};

	test("is discovered", async () => {
		const reply = await openClient(`${desk.url}/open311`, format).get("discovery");
		expect(reply.status).toBe(200);
		expect(reply.body).toMatchObject({
			changeset: expect.stringMatching(/^\d{4}-\d\d-\d\d/),
			contact: expect.any(String),
			key_service: expect.any(String),
			endpoints: [
				{
					specification: "http://wiki.open311.org/GeoReport_v2",
					url: "http://desk.example/open311/v2",
					type: "production",
					formats: ["text/xml", "application/json"],
				},
			],
		});
	});

	test("lists services and defines each", async () => {
		const reply = await client().services();
		expect(reply.type).toBe(format === "xml" ? "text/xml; charset=utf-8" : "application/json; charset=utf-8");
		expect(reply.headers.get("access-control-allow-origin")).toBe("*");
		expect(items(reply)).toHaveLength(2);
		expect(items(reply)[0]).toMatchObject({ service_code: "housing.no-water", type: "realtime", group: "ЖКХ" });
		expect(String(items(reply)[0]?.metadata)).toBe("false");
		expect((await client().definition("housing.no-water")).body).toEqual({
			service_code: "housing.no-water",
			attributes: [],
		});
		expectError(await client().definition("housing.nothing"), 404, /service_code/);
	});

	test("takes a request, tells its id at once, and what became of it", async () => {
		const posted = await client().submit(request);
		expect(posted.status).toBe(200);
		expect(items(posted)).toEqual([{ service_request_id: expect.any(String), service_notice: null, account_id: null }]);
		const id = idOf(posted);
		const [row] = (await sql<{ source: string }>`select source from delivery`.execute(desk.db)).rows;
		expect(row?.source).toBe("api");
		// nobody has read it yet
		expect(items(await client().request(id))).toMatchObject([{ service_request_id: id, status: "open" }]);
		expect(items(await client().token(id))).toEqual([{ service_request_id: id, token: id }]);
		await desk.ingest();
		const [read] = items(await client().request(id));
		expect(read).toMatchObject({
			...{ service_request_id: id, status: "open", status_notes: null, service_code: "housing.no-water" },
			...{ service_name: "housing.no-water", description: null, agency_responsible: "Housing", media_url: null },
			requested_datetime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
			expected_datetime: expect.stringMatching(/Z$/),
		});
		await desk.answer("Здравствуйте! Бригада восстановит подачу воды сегодня до 18:00.");
		const [answered] = items(await client().request(id));
		expect(answered).toMatchObject({ status: "closed", expected_datetime: null });
		expect(answered?.status_notes).toBe("Здравствуйте! Бригада восстановит подачу воды сегодня до 18:00.");
		expect(items(await client().updates({ service_request_id: id }))).toMatchObject([
			{ service_request_id: id, status: "closed", description: answered?.status_notes },
		]);
	});

	test("who wrote and how to reach them is told to nobody", async () => {
		const id = idOf(await client().submit(request));
		await desk.ingest();
		const [message] = (await sql<Item>`select author_name, contact, text, attachments from message`.execute(desk.db))
			.rows;
		expect(message).toMatchObject({ author_name: "Житель Дома", contact: "resident@example.org, 111111111" });
		expect(message?.text).toBe('Нет воды <b>третий</b> день & "кран" сух\nдом 9');
		for (const reply of [await client().request(id), await client().requests(), await client().updates()])
			expect(JSON.stringify(reply.body)).not.toMatch(/resident@|111111111|Житель|кв\. 12|Нет воды/);
	});

	test("descriptions are public only where the page says so, escaped", async () => {
		await setPage({ showsDescriptions: true });
		const id = idOf(await client().submit(request));
		await desk.ingest();
		expect(items(await client().request(id))[0]?.description).toBe('Нет воды <b>третий</b> день & "кран" сух\nдом 9');
		const raw = await (await fetch(`${base}/requests/${id}.xml?jurisdiction_id=town.example`)).text();
		expect(raw).not.toContain("<b>");
		await setPage({ showsDescriptions: false });
	});

	test("lists requests by id, service, status and time, in pages", async () => {
		const ids: string[] = [];
		for (const service_code of ["housing.no-water", "roads.snow-on-road", "housing.no-water"])
			ids.push(idOf(await client().submit({ ...request, service_code })));
		await desk.ingest();
		const [first = "", second = "", third = ""] = ids;
		const found = async (query: Record<string, string> = {}) =>
			items(await client().requests(query)).map((one) => one.service_request_id);
		expect((await found()).toSorted()).toEqual(ids.toSorted());
		expect(await found({ service_code: "roads.snow-on-road" })).toEqual([second]);
		expect((await found({ service_code: "roads.snow-on-road, housing.no-water" })).length).toBe(3);
		expect((await found({ service_request_id: `${first},${third}`, status: "closed" })).toSorted()).toEqual(
			[first, third].toSorted(),
		);
		expect(await found({ status: "closed" })).toEqual([]);
		expect((await found({ status: "open,closed" })).length).toBe(3);
		expect((await found({ status: "OPEN" })).length).toBe(3);
		expect(await found({ end_date: "2020-01-01T00:00:00Z" })).toEqual([]);
		expect((await found({ start_date: new Date(Date.now() - 60_000).toISOString() })).length).toBe(3);
		const pages = [await found({ page_size: "2" }), await found({ page_size: "2", page: "2" })];
		expect(pages.map((page) => page.length)).toEqual([2, 1]);
		expect(pages.flat().toSorted()).toEqual(ids.toSorted());
	});

	test("an update is one more message of the thread, once", async () => {
		const id = idOf(await client().submit(request));
		const update = {
			...{ api_key: apiKey, service_request_id: id, update_id: "c123", status: "OPEN" },
			...{ updated_datetime: "2026-03-10T10:00:00+03:00", description: "Воды всё ещё нет" },
		};
		expect((await client().update(update)).body).toEqual([{ update_id: "c123" }]);
		expectError(await client().update(update), 400, /update_id already exists/);
		await desk.ingest();
		expectError(await client().update(update), 400, /update_id already exists/);
		const { rows } = await sql<{ text: string }>`select text from message order by id`.execute(desk.db);
		expect(rows.map((row) => row.text)).toEqual([expect.stringContaining("Нет воды"), "Воды всё ещё нет"]);
		const cases = await sql`select id from "case"`.execute(desk.db);
		expect(cases.rows).toHaveLength(1);
		expectError(await client().update({ ...update, service_request_id: `${id}x` }), 404, /service_request_id/);
		for (const field of ["update_id", "updated_datetime", "status", "description", "service_request_id"])
			expectError(await client().update({ ...update, [field]: "" }), 400, new RegExp(`${field} was not provided`));
	});

	test("says what is wrong, by field, and stores nothing", async () => {
		const wrong: [Record<string, string>, number, RegExp][] = [
			[{ api_key: "" }, 403, /api_key/],
			[{ api_key: `${apiKey}x` }, 403, /api_key/],
			[{ service_code: "" }, 400, /service_code was not provided/],
			[{ service_code: "nothing\0" }, 404, /service_code was not found/],
			[{ lat: "" }, 400, /lat was not provided/],
			[{ long: "" }, 400, /long was not provided/],
			[{ lat: "91" }, 400, /lat must be/],
			[{ long: "NaN" }, 400, /long must be/],
			[{ lat: "", long: "", address_string: "" }, 400, /location was not provided/],
			[{ lat: "", long: "", address_string: "", address_id: "7" }, 400, /address_id/],
			[{ description: "ё".repeat(4001) }, 400, /description is longer/],
			[{ media_url: "javascript:alert(1)" }, 400, /media_url/],
			[{ jurisdiction_id: "elsewhere" }, 404, /jurisdiction_id was not found/],
		];
		for (const [change, status, words] of wrong)
			expectError(await openClient(base, format, null).submit({ ...request, ...change }), status, words);
		const twice = new URLSearchParams(request);
		twice.append("service_code", "roads.snow-on-road");
		expectError(await client().submit(twice), 400, /service_code was provided twice/);
		expectError(await client().requests({ start_date: "2026-01-01" }), 400, /start_date must be/);
		const span = { start_date: "2026-01-01T00:00:00Z", end_date: "2026-06-01T00:00:00Z" };
		expectError(await client().requests(span), 400, /90 days/);
		expectError(await client().requests({ status: "fixed" }), 400, /status/);
		expectError(await client().requests({ page_size: "1001" }), 400, /page_size/);
		expectError(await client().request("none"), 404, /service_request_id/);
		expectError(await client().request("%00"), 404, /service_request_id|no such/);
		expectError(await client().token("none"), 404, /token/);
		expectError(await client("elsewhere").services(), 404, /jurisdiction_id/);
		expectError(await client().get("nothing"), 404, /no such resource/);
		expect(await deliveries()).toBe(0);
	});

	test("four thousand characters are not too many, whatever they are made of", async () => {
		expect((await client().submit({ ...request, description: "😡".repeat(4000) })).status).toBe(200);
	});

	test("an endpoint of one jurisdiction does not need its name", async () => {
		expect((await openClient(base, format, null).services()).status).toBe(200);
	});
});

test("titles are English for who prefers English", async () => {
	await sql`update topic set title_en = 'No water', title_ru = 'Нет воды' where code = 'housing.no-water'`.execute(
		desk.db,
	);
	await new Promise((resolve) => setTimeout(resolve, 3100));
	const title = async (language: string) => {
		const reply = await fetch(`${base}/services.json`, { headers: { "accept-language": language } });
		return ((await reply.json()) as Item[])[0]?.service_name;
	};
	expect(await title("en-GB,en;q=0.9")).toBe("No water");
	expect(await title("ru,en;q=0.5")).toBe("Нет воды");
	expect(await title("")).toBe("Нет воды");
});

test("photographs come in a multipart form; what is none is refused", async () => {
	const client = openClient(base, "json", "town.example");
	const form = (bytes: Uint8Array<ArrayBuffer>): FormData => {
		const data = new FormData();
		for (const [name, value] of Object.entries(request)) data.set(name, value);
		data.set("media", new Blob([bytes]), "photo.jpg");
		return data;
	};
	const png = Buffer.from(
		"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
		"base64",
	);
	expect((await client.submit(form(new Uint8Array(png)))).status).toBe(200);
	await desk.ingest();
	const { rows } = await sql<{ attachments: Item[] }>`select attachments from message`.execute(desk.db);
	expect(rows[0]?.attachments[0]).toMatchObject({ kind: "photo", ref: "file:0", title: "photo.jpg" });
	const refused = await client.submit(form(new Uint8Array(Buffer.from("<script>alert(1)</script>"))));
	expect(refused.status).toBe(400);
	expect(JSON.stringify(refused.body)).toContain("not-a-photo");
});

test("guessing keys is slowed down", async () => {
	const client = openClient(base, "json", "town.example");
	const statuses: number[] = [];
	for (let attempt = 0; attempt < 45; attempt++)
		statuses.push((await client.submit({ ...request, api_key: "guess" })).status);
	expect(statuses.at(-1)).toBe(429);
	const told = await client.submit(request);
	expect(told.status).toBe(429);
	expect(told.headers.get("retry-after")).toBe("60");
});

test("hostile bodies are answered in the format asked for", async () => {
	const bodies: [string, string | Buffer][] = [
		["text/xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
		["application/json", '{"api_key":'],
		["multipart/form-data", "no boundary"],
		["multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\n1\r\n--x--'],
		["multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="api_key"\r\n\r\n1'],
		["application/x-www-form-urlencoded", Buffer.alloc(5 * 1024 * 1024, "a")],
		["application/x-www-form-urlencoded", "%ff%fe=%00&api_key=%ZZ&&&=&attribute[]=1&attribute[__proto__]=1"],
	];
	for (const [type, body] of bodies) {
		const reply = await fetch(`${base}/requests.xml`, {
			method: "POST",
			headers: { "content-type": type },
			body: body as BodyInit,
		});
		expect(reply.status, type).toBeGreaterThanOrEqual(400);
		expect(reply.status, type).toBeLessThan(500);
		expect(await reply.text(), type).toMatch(/^<\?xml[^>]+>\s*<errors>/);
	}
});

test("its webhook address takes nothing", async () => {
	const reply = await fetch(`${desk.url}/webhooks/open311/open311-webhook`, { method: "POST", body: "{}" });
	expect(reply.status).toBe(403);
});
