import { gzipSync } from "node:zlib";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { contentPolicy } from "../src/http/form/layout.ts";
import { newAddress, openFormClient, openedForm, photo, png } from "./form-client.ts";
import type { FormClient } from "./form-client.ts";
import { formPageId, openPublicDesk } from "./public-desk.ts";
import type { PublicDesk } from "./public-desk.ts";
import { emptyCases } from "./scripted-desk.ts";

let desk: PublicDesk;
let open: FormClient["open"];
let send: FormClient["send"];
beforeAll(async () => {
	desk = await openPublicDesk({ trustedProxies: "127.0.0.1" });
	({ open, send } = openFormClient(desk.url));
});
afterAll(() => desk.close());
beforeEach(() => emptyCases(desk.db));

const text = "Нет горячей воды третий день, дом без воды";

describe("the form", () => {
	test("is one page of at most 30 KB with everything in it", async () => {
		for (const path of ["/f/town", "/f/town?lang=en"]) {
			const response = await open(path);
			const page = await response.text();
			expect(response.status).toBe(200);
			expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
			expect(Buffer.byteLength(page)).toBeLessThan(30 * 1024);
			expect(gzipSync(page).length).toBeLessThan(6 * 1024);
			expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
			expect(page).toContain(path.endsWith("en") ? 'lang="en"' : 'lang="ru"');
		}
	});

	test("lets nothing run but its own script", async () => {
		const { headers } = await open("/f/town");
		expect(headers.get("content-security-policy")).toBe(contentPolicy);
		expect(contentPolicy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'/);
		expect(contentPolicy).not.toMatch(/unsafe|\*/);
		expect(headers.get("referrer-policy")).toBe("no-referrer");
		expect(headers.get("cache-control")).toBe("no-store");
		expect(headers.get("x-frame-options") ?? contentPolicy).toMatch(/frame-ancestors 'none'/);
		expect(headers.get("set-cookie")).toBeNull();
	});

	test("says what the page is told to say, as text", async () => {
		await sql`update page set name = 'Город <b>"1"</b>', settings = '{"intro":"<i>Пишите</i>","consentText":"Согласен & точка"}' where id = ${formPageId}`.execute(
			desk.db,
		);
		await new Promise((resolve) => setTimeout(resolve, 2100));
		const page = await (await open("/f/town")).text();
		expect(page).toContain("Город &lt;b&gt;&quot;1&quot;&lt;/b&gt;");
		expect(page).toContain("&lt;i&gt;Пишите&lt;/i&gt;");
		expect(page).toContain("Согласен &amp; точка");
		const refused = await send({ token: openedForm(), text });
		expect(refused.status).toBe(422);
		expect(await refused.text()).toContain("Без согласия сообщение принять нельзя");
		expect((await send({ token: openedForm(), text, consent: "1" })).status).toBe(303);
		await sql`update page set name = 'Приёмная города', settings = '{}' where id = ${formPageId}`.execute(desk.db);
		await new Promise((resolve) => setTimeout(resolve, 2100));
	});

	test("names nobody has are not found, in the same look", async () => {
		for (const path of [
			"/f/",
			"/f/nothing",
			"/f/%00",
			"/f/town/x/y",
			`/f/town/${"a".repeat(44)}`,
			`/f/${"a".repeat(3000)}`,
		]) {
			const response = await open(path);
			expect(response.status, path).toBe(404);
			expect(await response.text(), path).toContain("Такой страницы нет");
		}
	});
});

describe("a message", () => {
	test("is stored before it is acknowledged, and its page tells what happens", async () => {
		const token = openedForm();
		const response = await send({
			...{ token, text, name: "Житель", contact: "a@example.org", address: "Мира, 9" },
			...{ latitude: "59.93", longitude: "30.31", photos: [photo(png), photo(png, "two.png")] },
		});
		expect(response.status).toBe(303);
		const link = response.headers.get("location") ?? "";
		expect(link).toMatch(/^\/f\/town\/[\w-]{44}$/);
		const { rows: stored } = await sql<{ source: string; status: string }>`select source, status from delivery`.execute(
			desk.db,
		);
		expect(stored).toEqual([{ source: "form", status: "accepted" }]);
		expect(await (await open(link)).text()).toContain("Сообщение принято");
		await desk.ingest();
		const { rows: messages } = await sql<Record<string, unknown>>`select * from message`.execute(desk.db);
		expect(messages).toMatchObject([{ text, author_name: "Житель", contact: "a@example.org" }]);
		expect(messages[0]?.attachments).toMatchObject([
			{ kind: "photo", ref: "file:0" },
			{ kind: "photo", ref: "file:1", title: "two.png" },
			{ kind: "place", title: "Мира, 9", latitude: 59.93, longitude: 30.31 },
		]);
		const caseId = await desk.answer(
			'Здравствуйте! Бригада восстановит подачу воды сегодня до 18:00, "Водоканал" & дежурный мастер.',
		);
		const page = await (await open(link)).text();
		expect(page).toContain(`<dd>${caseId}</dd>`);
		expect(page).toContain("Дан ответ");
		expect(page).toContain(
			"Бригада восстановит подачу воды сегодня до 18:00, &quot;Водоканал&quot; &amp; дежурный мастер.",
		);
		expect(page).toContain("Фотографий: 2");
		expect(await (await open(`${link}?lang=en`)).text()).toContain("What is going on");
	});

	test("the link is nowhere in the database", async () => {
		const link = (await send({ token: openedForm(), text })).headers.get("location") ?? "";
		await desk.ingest();
		const secret = link.split("/").at(-1) ?? "";
		const dump = await sql<{
			all: string;
		}>`select coalesce(string_agg(t.key || m.external_id || m.author_key || encode(d.body, 'escape'), ' '), '') as all
			from thread t, message m, delivery d`.execute(desk.db);
		expect(dump.rows[0]?.all).not.toContain(secret.slice(0, 22));
		for (const wrong of [secret.slice(0, -1), `${secret.slice(0, -1)}${secret.endsWith("A") ? "B" : "A"}`])
			expect((await open(`/f/town/${wrong}`)).status).toBe(404);
	});

	test("the resident adds to it in the same thread, and may bring it back", async () => {
		const link = (await send({ token: openedForm(), text })).headers.get("location") ?? "";
		await desk.ingest();
		await desk.answer("Здравствуйте! Бригада восстановит подачу воды сегодня до 18:00.");
		const more = await send({ token: openedForm(), text: "Не дали" }, link);
		expect(more.status).toBe(303);
		expect(more.headers.get("location")).toBe(link);
		await desk.ingest();
		const page = await (await open(link)).text();
		expect(page).toContain("Снова в работе");
		expect(page).toContain("Не дали");
		const cases = await sql`select id from "case"`.execute(desk.db);
		expect(cases.rows).toHaveLength(1);
	});

	test("a second click is the same message; more words after going back are one more", async () => {
		const token = openedForm();
		const address = newAddress();
		const first = await send({ token, text }, "/f/town", address);
		const second = await send({ token, text }, "/f/town", address);
		const third = await send({ token, text: `${text}. Ещё и холодной нет` }, "/f/town", address);
		expect([first.status, second.status, third.status]).toEqual([303, 303, 303]);
		expect(new Set([first, second, third].map((one) => one.headers.get("location"))).size).toBe(1);
		await desk.ingest();
		const { rows: messages } = await sql`select id from message`.execute(desk.db);
		expect(messages).toHaveLength(2);
	});

	test("a form without files works in any browser", async () => {
		const body = new URLSearchParams({ token: openedForm(), text: `${text}\r\nвторая\u0000 строка 👩‍👩‍👧` });
		const response = await open("/f/town", { method: "POST", body, headers: { "x-forwarded-for": newAddress() } });
		expect(response.status).toBe(303);
		await desk.ingest();
		const { rows: messages } = await sql<{ text: string }>`select text from message`.execute(desk.db);
		expect(messages[0]?.text).toBe(`${text}\nвторая строка 👩‍👩‍👧`);
	});
});

test("its webhook address takes nothing", async () => {
	const reply = await open("/webhooks/form/form-webhook", { method: "POST", body: "{}" });
	expect(reply.status).toBe(403);
});
