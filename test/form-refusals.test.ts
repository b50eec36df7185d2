import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hasWorked } from "../src/http/form/guard.ts";
import { newAddress, openFormClient, openedForm, photo, png, tokenOf, valueOf } from "./form-client.ts";
import type { FormClient, Sent } from "./form-client.ts";
import { openPublicDesk } from "./public-desk.ts";
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

const rows = async () => (await sql<{ n: number }>`select count(*)::int n from delivery`.execute(desk.db)).rows[0]?.n;
const text = "Нет горячей воды третий день, дом без воды";

describe("what is wrong", () => {
	test("comes back with everything typed, tied to its fields, the first in focus", async () => {
		const typed = { text: "Яма", name: 'И"<ли', contact: "nowhere", address: "ё".repeat(301) };
		const response = await send({ token: openedForm(), ...typed, photos: [photo(Buffer.from("<svg/>"))] });
		const page = await response.text();
		expect(response.status).toBe(422);
		expect(page).toContain(">\nЯма</textarea>");
		expect(valueOf(page, "name")).toBe("И&quot;&lt;ли");
		expect(valueOf(page, "contact")).toBe("nowhere");
		expect(valueOf(page, "address")).toBe(typed.address);
		for (const field of ["text", "contact", "address", "photos"]) {
			expect(page).toMatch(
				new RegExp(`id="${field}"[^>]*aria-describedby="[^"]*${field}-wrong"[^>]*aria-invalid="true"`),
			);
			expect(page).toContain(`<a href="#${field}">`);
		}
		expect(page.match(/ autofocus/g)).toHaveLength(1);
		expect(page).toMatch(/id="text"[^>]* autofocus/);
		expect(page).toContain('role="alert"');
		expect(await rows()).toBe(0);
	});

	test("a megabyte of text comes back whole", async () => {
		const long = "ё".repeat(500_000);
		const page = await (await send({ token: openedForm(), text: long })).text();
		expect(page).toContain("Сократите до 4000 знаков");
		expect(page).toContain(long);
	});

	test("files are told by their bytes and counted", async () => {
		const token = openedForm();
		const many = Array.from({ length: 6 }, () => photo(png));
		expect(await (await send({ token, text, photos: many })).text()).toContain("Фотографий больше пяти");
		const large = photo(Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]));
		const page = await (await send({ token, text, photos: [large] })).text();
		expect(page).toContain("Фотография больше 10 МБ");
		expect(page).toContain(text);
		expect((await send({ token, text, photos: new File([], "") })).status).toBe(303);
	});

	test("marks that are old, of another page or made up do not count, and the words stay", async () => {
		const other = tokenOf(await (await open("/f/town")).text()).replace(/^[^.]+/, "1");
		for (const token of ["", "a.b.c", "....", other, `${"a".repeat(5000)}`]) {
			const response = await send({ token, text });
			expect(response.status, token).toBe(422);
			const page = await response.text();
			expect(page, token).toContain(text);
			expect(tokenOf(page), token).not.toBe(token);
		}
		expect(await rows()).toBe(0);
	});

	test("hostile bodies are answered with a page", async () => {
		const bodies: [string, string | Buffer][] = [
			["multipart/form-data", "x"],
			["multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nНачало'],
			["multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\n1\r\n--x--'],
			["application/json", "{"],
			["application/x-www-form-urlencoded", "text=%ff%00&token=%&&&"],
			["application/x-www-form-urlencoded", Buffer.alloc(5 * 1024 * 1024, "a")],
		];
		for (const [type, body] of bodies) {
			const response = await open("/f/town", {
				method: "POST",
				headers: { "content-type": type },
				body: body as BodyInit,
			});
			expect(response.status, type).toBeGreaterThanOrEqual(400);
			expect(response.status, type).toBeLessThan(500);
			expect(await response.text(), type).toContain("<!doctype html>");
		}
	});

	test("no header can be slipped in through the language or the name", async () => {
		const response = await open("/f/town%0d%0aset-cookie:a=b?lang=en%0d%0ax:y");
		expect(response.status).toBe(404);
		expect(response.headers.get("set-cookie")).toBeNull();
	});

	test("a database that is away loses no words", async () => {
		const away = await openPublicDesk({ accept: () => Promise.reject(new Error("away")) });
		try {
			const token = openedForm();
			const body = new URLSearchParams({ token, text, name: "Житель" });
			const response = await fetch(`${away.url}/f/town`, { method: "POST", body });
			expect(response.status).toBe(503);
			const page = await response.text();
			expect(page).toContain(text);
			expect(valueOf(page, "name")).toBe("Житель");
		} finally {
			await away.close();
		}
	});
});

describe("programs", () => {
	/** the sum of a question, as a person reads it */
	const numbers = ["один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"];
	const sumOf = (page: string): string => {
		const [, left = "", right = ""] = /Сколько будет (\S+) плюс (\S+)\?/.exec(page) ?? [];
		return String(numbers.indexOf(left) + numbers.indexOf(right) + 2);
	};

	test("who is too quick or fills in what nobody sees is asked a question, and may answer it", async () => {
		const quick = tokenOf(await (await open("/f/town")).text());
		const trapped: Sent = { token: openedForm(), website: "https://example.org" };
		for (const odd of [{ token: quick }, trapped]) {
			const response = await send({ ...odd, text });
			const page = await response.text();
			expect(response.status).toBe(422);
			expect(page).toContain(text);
			const asked = { ...odd, text, ask: valueOf(page, "ask") };
			expect((await send({ ...asked, answer: "99" })).status).toBe(422);
			expect((await send({ ...asked, answer: sumOf(page) })).status).toBe(303);
			// once
			expect((await send({ ...asked, text: `${text} ещё`, answer: sumOf(page) })).status).toBe(422);
		}
	});

	test("a browser answers with work instead", async () => {
		const token = tokenOf(await (await open("/f/town")).text());
		const ask = valueOf(await (await send({ token, text })).text(), "ask");
		let work = 0;
		while (!hasWorked(ask, String(work))) work++;
		expect((await send({ token, text, ask, work: String(work + 1) })).status).toBe(422);
		expect((await send({ token, text, ask: "1.a.b", work: "0" })).status).toBe(422);
		expect((await send({ token, text, ask, work: String(work) })).status).toBe(303);
	});

	test("many messages from one address, and the same text again, meet the question", async () => {
		const address = newAddress();
		const tokens = Array.from({ length: 7 }, openedForm);
		const statuses: number[] = [];
		for (const [index, token] of tokens.entries())
			statuses.push((await send({ token, text: `${text} ${index}` }, "/f/town", address)).status);
		expect(statuses).toEqual([303, 303, 303, 303, 303, 422, 422]);
		const [one, two] = [openedForm(), openedForm()];
		const other = newAddress();
		expect((await send({ token: one, text: "Один и тот же текст" }, "/f/town", other)).status).toBe(303);
		expect((await send({ token: two, text: "Один и тот же текст" }, "/f/town", other)).status).toBe(422);
	});
});
