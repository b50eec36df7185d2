import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { removeFiles } from "../src/files/remove-files.ts";
import { hashOf } from "../src/files/store.ts";
import { roads } from "./agencies-desk.ts";
import type { Who } from "./agencies-desk.ts";
import { memoryStore } from "./memory-store.ts";
import { given, newAddress, openLink, page, taskOf, useOutsideDesk } from "./outside-desk.ts";
import type { Given } from "./outside-desk.ts";
import { heic, photoWithExif, picture, pngBomb } from "./pictures.ts";

const files = memoryStore();
useOutsideDesk({ files });

const make = (seed: number): Promise<Buffer> => picture(40, 30, seed).jpeg().toBuffer();

/** As the form of the page sends it. */
async function send({ path }: Given, fields: Record<string, string>, photos: readonly (readonly [string, Buffer])[]) {
	const body = new FormData();
	for (const [name, value] of Object.entries(fields)) body.append(name, value);
	for (const [name, bytes] of photos) body.append("photos", new File([new Uint8Array(bytes)], name));
	const response = await fetch(given.desk.url + path, {
		method: "POST",
		headers: { "x-forwarded-for": newAddress() },
		body,
	});
	return { status: response.status, text: await response.text() };
}
const evidenceOf = async ({ caseId }: Given, who: Who = "owner") =>
	(await given.ask(who, "GET", `/api/cases/${caseId}/evidence`)).body.items;
const heldOf = (bytes: Buffer) => [...files.held.keys()].filter((name) => name.includes(hashOf(bytes)));

describe("photos that come with an answer by a link", () => {
	test("are evidence of the case: whose, with which part, and what they tell", async () => {
		const link = await openLink();
		const [told, plain] = [await photoWithExif(3), await make(4)];
		const sent = await send(link, { kind: "done", part: "Трубу заменили" }, [
			["1.jpg", told],
			["2.jpg", plain],
		]);
		expect([sent.status, sent.text.includes("Ответ получен")]).toEqual([200, true]);
		const items = await evidenceOf(link);
		const by = { taskId: link.taskId, putByName: "УК «Уют»", byLink: true, agencyId: null, moment: null, isMine: true };
		expect(items).toEqual(
			expect.arrayContaining([told, plain].map((bytes) => expect.objectContaining({ id: hashOf(bytes), ...by }))),
		);
		expect(items).toHaveLength(2);
		const checks = await given.ask("owner", "GET", `/api/cases/${link.caseId}/evidence/checks`);
		const codes = checks.body.items.map(({ id, findings }) => [id, JSON.stringify(findings)]);
		expect(codes.find(([id]) => String(id) === hashOf(plain))?.[1]).toContain("no-date");
		expect(codes.find(([id]) => String(id) === hashOf(told))?.[1]).toContain("taken-before");
		const { rows } = await sql<{ data: object }>`select data from case_event
			where case_id = ${link.caseId} and type = 'evidencePut' and actor_kind = 'system'`.execute(given.desk.db);
		expect(rows.map(({ data }) => data)).toEqual(
			expect.arrayContaining([{ photoId: hashOf(told), outsideParty: "УК «Уют»", byLink: true }]),
		);
	});

	test("are the owner's to describe and to take away, nobody else's", async () => {
		const link = await openLink();
		const bytes = await make(5);
		await send(link, { part: "Сделано" }, [["1.jpg", bytes]]);
		await given.addTask(link.caseId, roads);
		const path = `/api/cases/${link.caseId}/evidence/${hashOf(bytes)}`;
		const about = { moment: "after", note: "Вид со двора" };
		expect((await given.ask("stranger", "PUT", path, about)).status).toBe(404);
		expect((await given.ask("participant", "PUT", path, about)).status).toBe(403);
		expect((await given.ask("participant", "DELETE", path)).status).toBe(403);
		expect(await evidenceOf(link, "participant")).toMatchObject([{ isMine: false }]);
		expect((await given.ask("owner", "PUT", path, about)).status).toBe(204);
		expect(await evidenceOf(link)).toMatchObject([about]);
		expect((await given.ask("above", "DELETE", path)).status).toBe(204);
		expect(await evidenceOf(link)).toEqual([]);
	});

	test("go into the answer by one step, for whoever may write it", async () => {
		const link = await openLink();
		const bytes = await make(7);
		await send(link, { part: "Сделано" }, [["1.jpg", bytes]]);
		await given.addTask(link.caseId, roads);
		await given.act("owner", link.caseId, "takeInWork");
		const path = (photo: string) => `/api/cases/${link.caseId}/reply/evidence/${photo}`;
		expect((await given.ask("stranger", "POST", path(hashOf(bytes)))).status).toBe(404);
		expect((await given.ask("participant", "POST", path(hashOf(bytes)))).status).toBe(403);
		expect((await given.ask("owner", "POST", path("a".repeat(64)))).status).toBe(404);
		expect((await given.ask("owner", "POST", path("..%2f..%2fetc"))).status).toBe(400);
		for (let twice = 0; twice < 2; twice++) {
			const put = await given.ask("owner", "POST", path(hashOf(bytes)));
			expect([put.status, put.body.reply]).toMatchObject([200, { photos: [{ id: hashOf(bytes), made: null }] }]);
		}
	});

	test("beside a refusal show no work done", async () => {
		const link = await openLink();
		await send(link, { kind: "refused", part: "Не наш дом" }, [["1.jpg", await make(6)]]);
		expect(await taskOf(link)).toMatchObject({ state: "refused", reason: "Не наш дом" });
		expect(await evidenceOf(link)).toMatchObject([{ moment: "before", byLink: true }]);
	});

	test("are at most six, and the same one twice is one", async () => {
		const link = await openLink();
		const seven = await Promise.all([11, 12, 13, 14, 15, 16, 17].map(make));
		const named = seven.map((bytes, at) => [`${at + 1}.jpg`, bytes] as const);
		const refused = await send(link, { part: "Сделано" }, named);
		expect([refused.status, refused.text.includes("7.jpg: лишнее, приложите не больше шести")]).toEqual([422, true]);
		expect((await send(link, { part: "Сделано" }, [...named.slice(0, 5), named[0]!])).status).toBe(200);
		expect(await evidenceOf(link)).toHaveLength(5);
	});
});

describe("a file that is refused", () => {
	const svg = Buffer.from(
		`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><rect width="9" height="9"/></svg>`,
	);
	const hostile: [string, () => Promise<Buffer> | Buffer, string][] = [
		["letter.pdf", () => Buffer.from("%PDF-1.7 a letter"), "это не фото JPEG, PNG, WebP или GIF"],
		["drawing.jpg", () => svg, "это не фото JPEG, PNG, WebP или GIF"],
		["page.jpg", () => Buffer.from("<!doctype html><script>alert(1)</script>"), "это не фото JPEG"],
		["live.heic", () => heic, "это не фото JPEG"],
		["huge.png", () => pngBomb(60_000, 60_000), "слишком большое изображение"],
		["long.png", () => pngBomb(40_000, 10), "слишком большое изображение"],
		["half.jpg", async () => (await make(21)).subarray(0, 300), "файл повреждён"],
		["empty.jpg", () => Buffer.alloc(0), "это не фото"],
		["large.jpg", async () => Buffer.concat([await make(22), Buffer.alloc(10 * 1024 * 1024)]), "больше 10 МБ"],
	];

	test.each(hostile)(
		"%s is told in words, keeps nothing, loses no text and uses nothing up",
		async (name, bytes, why) => {
			const link = await openLink();
			const good = await make(23);
			const before = files.held.size;
			const refused = await send(link, { kind: "done", part: "Сделали <b>вчера</b>" }, [
				["good.jpg", good],
				[name, await bytes()],
			]);
			expect(refused.status).toBe(422);
			expect(refused.text).toContain(`${name}: ${why}`);
			expect(refused.text).toContain("Сделали &lt;b&gt;вчера&lt;/b&gt;");
			expect(refused.text).toContain("Фото нужно выбрать ещё раз");
			expect(files.held.size).toBe(before);
			expect(await taskOf(link)).toMatchObject({ state: "open" });
			expect(await evidenceOf(link)).toEqual([]);
			expect((await send(link, { part: "Сделали вчера" }, [])).status).toBe(200);
		},
	);

	test("is told by a name that does no harm", async () => {
		const refused = await send(await openLink(), { part: "x" }, [["<img src=x onerror=alert(1)>.jpg", svg]]);
		expect(refused.text).not.toContain("<img");
		expect(refused.text).toContain("&lt;img src=x onerror=alert(1)&gt;.jpg");
	});

	test("does not take the text with it where the form broke off", async () => {
		const link = await openLink();
		const body = `--x\r\ncontent-disposition: form-data; name="part"\r\n\r\nСделали вчера\r\n--x\r\ncontent-disposition: form-data; name="photos"; filename="a.jpg"\r\n\r\nhalf`;
		const response = await fetch(given.desk.url + link.path, {
			method: "POST",
			headers: { "x-forwarded-for": newAddress(), "content-type": "multipart/form-data; boundary=x" },
			body,
		});
		const text = await response.text();
		expect(response.status).toBe(422);
		expect(text).toContain("Сделали вчера");
		expect(await taskOf(link)).toMatchObject({ state: "open" });
	});

	test("is not looked at for ever: one link has so many tries", async () => {
		const link = await openLink();
		const bad = (await make(24)).subarray(0, 300);
		const answers = [];
		for (let i = 0; i < 31; i++) answers.push((await send(link, { part: "x" }, [["half.jpg", bad]])).status);
		expect(answers).toEqual([...Array.from({ length: 30 }, () => 422), 429]);
		// the words alone are taken all the same
		expect((await send(link, { part: "x" }, [])).status).toBe(200);
	});
});

describe("a polyglot", () => {
	test("is kept as the picture it is, and shown without what hides behind it", async () => {
		const link = await openLink();
		const bytes = Buffer.concat([await make(25), Buffer.from("<script>alert(1)</script>PK\u0003\u0004")]);
		expect((await send(link, { part: "x" }, [["both.jpg", bytes]])).status).toBe(200);
		const [item] = await evidenceOf(link);
		const shown = await given.desk.call("GET", `/api/cases/${link.caseId}/evidence/${item!.id}?size=view`, {
			as: given.cookies.owner,
		});
		expect(shown.headers.get("content-type")).toBe("image/webp");
		expect(Buffer.from(await shown.arrayBuffer()).includes("script")).toBe(false);
	});
});

describe("two answers with photos at the same moment", () => {
	test("use the link once, and nothing stays of the one that came too late", async () => {
		const link = await openLink();
		const own = await Promise.all([31, 32, 33].map(make));
		const both = await make(34);
		const sent = await Promise.all(
			own.map((bytes, at) =>
				send(link, { part: `ответ ${at}` }, [
					["own.jpg", bytes],
					["both.jpg", both],
				]),
			),
		);
		expect(sent.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
		const winner = sent.findIndex(({ status }) => status === 200);
		expect(await taskOf(link)).toMatchObject({ part: `ответ ${winner}` });
		const kept = (await evidenceOf(link)).map(({ id }) => String(id)).toSorted();
		expect(kept).toEqual([own[winner]!, both].map(hashOf).toSorted());
		await removeFiles({ db: given.desk.db, files });
		expect(own.map((bytes) => heldOf(bytes).length > 0)).toEqual(own.map((_, at) => at === winner));
		expect(heldOf(both)).not.toEqual([]);
		const { rows } = await sql`select 1 from file where sha256 = any (${own.map(hashOf)}::text[])`.execute(
			given.desk.db,
		);
		expect(rows).toHaveLength(1);
	});
});

test("after the answer nothing is taken any more, not even looked at", async () => {
	const link = await openLink();
	expect((await page("POST", link.path, "Готово")).status).toBe(200);
	const before = files.held.size;
	expect((await send(link, { part: "ещё" }, [["late.jpg", await make(35)]])).status).toBe(410);
	expect(files.held.size).toBe(before);
	expect(await evidenceOf(link)).toEqual([]);
});
