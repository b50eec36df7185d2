import { sql } from "kysely";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { saveReply } from "../src/cases/save-reply.ts";
import { submitReply } from "../src/cases/submit-reply.ts";
import { approveReply } from "../src/cases/approve-reply.ts";
import { readSays, sayFigures } from "../src/cases/reads-say.ts";
import { offerSayLink } from "../src/cases/say-link.ts";
import { buildServer } from "../src/http/server.ts";
import { comment, secretKey, vkBody } from "./region.ts";
import { publishAs, replyText, statusOf, typesOf } from "./reply-of-kind.ts";
import { channels, deliver, desk, files, openCase, parts, publish, read, useScriptedDesk } from "./scripted-desk.ts";

useScriptedDesk();

const publicUrl = "https://desk.example";
let app: FastifyInstance;
beforeAll(() => {
	app = buildServer({
		...{ db: desk.db, databaseUrl: "postgres://127.0.0.1:9/none", channels, secretKey, files, enqueue: desk.enqueue },
		accept: async () => {
			throw new Error("nothing is delivered here");
		},
		...{ demo: null, webRoot: null, version: "test", publicUrl, logger: false },
	});
});
afterAll(() => app.close());
beforeEach(async () => {
	await sql`update region set say_link = 'offered', say_link_in_comments = true, say_days = 30`.execute(desk.db);
});

/** An answered case with a link under its answer. @returns the page's path */
async function answered(id = 1): Promise<{ caseId: number; path: string }> {
	const caseId = await openCase(id);
	await saveReply(desk.db, desk.region.executor, caseId, { text: replyText, revision: null });
	const { url } = await offerSayLink(desk.db, { secretKey, publicUrl }, desk.region.executor, caseId);
	await publishAs(caseId, "final");
	return { caseId, path: url.slice(publicUrl.length) };
}

let address = 0;
/** Sends the form from an address of its own. */
const say = (path: string, fields: Record<string, string> | string, from = `10.0.${++address >> 8}.${address & 255}`) =>
	app.inject({
		method: "POST",
		url: path,
		remoteAddress: from,
		headers: { "content-type": "application/x-www-form-urlencoded" },
		payload: typeof fields === "string" ? fields : new URLSearchParams(fields).toString(),
	});
const look = (path: string) => app.inject({ method: "GET", url: path });
const saysOf = (caseId: number) => readSays(desk.db, desk.region.executor, caseId);

describe("the page under an answer", () => {
	test("tells whose answer it is and when it was given, and no word or name of anybody; it runs nothing", async () => {
		const { path } = await answered();
		const page = await look(path);
		expect(page.statusCode).toBe(200);
		expect(page.body).toContain("Housing");
		for (const hidden of ["Насос", "воды", "Person", "1001", "<script", "otklik-"])
			expect(page.body).not.toContain(hidden);
		expect(page.headers).toMatchObject({
			"cache-control": "no-store",
			"referrer-policy": "no-referrer",
			"x-robots-tag": "noindex, nofollow",
		});
		const policy = String(page.headers["content-security-policy"]);
		expect(policy).toContain("default-src 'none'");
		expect(policy).not.toContain("script-src");
		expect((await look(`${path}?lang=en`)).body).toContain("Is it solved?");
		expect(page.headers["set-cookie"]).toBeUndefined();
	});

	test("keeps the last word, however often it changes, and counts it", async () => {
		const { caseId, path } = await answered();
		for (let i = 0; i < 3; i++) await look(path);
		expect(await saysOf(caseId)).toEqual([]);
		expect((await say(path, { rating: "2" })).body).toContain("записано");
		expect((await say(path, { rating: "5", solved: "yes" })).statusCode).toBe(200);
		expect(await saysOf(caseId)).toMatchObject([{ via: "link", rating: 5, isSolved: true, words: null }]);
		// the same again is no new word
		await say(path, { rating: "5", solved: "yes" });
		expect((await typesOf(caseId)).filter((type) => type === "residentSaid")).toHaveLength(2);
		expect(await statusOf(caseId)).toBe("answered");
		const period = { from: new Date(Date.now() - 9e6), to: new Date(Date.now() + 9e6) };
		expect(await sayFigures(desk.db, desk.region.curator, period)).toEqual([
			{ agencyId: 1, ratings: 1, good: 1, solved: 1, unsolved: 0, thanks: 0, satisfied: 1 },
		]);
		expect(await sayFigures(desk.db, desk.region.roadsExecutor, period)).toEqual([]);
		await expect(readSays(desk.db, desk.region.roadsExecutor, caseId)).rejects.toMatchObject({ code: "not-found" });
	});

	test("reopens by words, once, whoever clicks how often; what is solved stays", async () => {
		const { caseId, path } = await answered();
		expect((await say(path, { solved: "no" })).statusCode).toBe(200);
		expect(await statusOf(caseId)).toBe("answered");
		await say(path, { solved: "yes", words: "Спасибо, всё хорошо" });
		expect(await statusOf(caseId)).toBe("answered");
		const words = "Воды всё ещё нет, пришёл только слесарь";
		const answers = await Promise.all([1, 2, 3, 4].map(() => say(path, { solved: "no", words })));
		expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
		expect(await statusOf(caseId)).toBe("reopened");
		expect((await typesOf(caseId)).filter((type) => type === "residentReopened")).toHaveLength(1);
		expect(await saysOf(caseId)).toMatchObject([{ isSolved: false, words }]);
		// history is for ever: a resident's words are not in it
		const { rows } = await sql<{ data: string }>`select data::text from case_event where case_id = ${caseId}
			and type in ('residentSaid', 'residentReopened')`.execute(desk.db);
		expect(rows.map(({ data }) => data).join()).not.toContain("слесарь");
	});

	test("of an answer that a later one followed reopens nothing; after its days it takes nothing", async () => {
		const { caseId, path } = await answered();
		await deliver(
			vkBody(desk.region, "wall_reply_new", comment(desk.region, 2, { from_id: 1001, text: "Воды опять нет" })),
		);
		await publishAs(caseId, "final");
		await say(path, { words: "Всё ещё нет воды" });
		expect(await statusOf(caseId)).toBe("answered");
		await sql`update publication set sent_at = now() - interval '31 days'`.execute(desk.db);
		expect((await look(path)).body).toContain("Срок для мнения");
		expect((await look(path)).body).not.toContain("<form");
		expect((await say(path, { rating: "1" })).statusCode).toBe(410);
		expect((await saysOf(caseId))[0]?.rating).toBeNull();
	});

	test("is nothing for a link that nobody was given, and before the answer stands in the thread", async () => {
		const caseId = await openCase();
		await saveReply(desk.db, desk.region.executor, caseId, { text: replyText, revision: null });
		const { url } = await offerSayLink(desk.db, { secretKey, publicUrl }, desk.region.executor, caseId);
		const path = url.slice(publicUrl.length);
		const strange = ["/r/", "/r/a", `/r/${"a".repeat(32)}`, `/r/${"a".repeat(5000)}`, "/r/%00", "/r/%ff", `${path}x`];
		for (const one of [path, ...strange]) {
			expect([404, 400]).toContain((await look(one)).statusCode);
			expect((await say(one, { rating: "1" })).statusCode).toBeGreaterThanOrEqual(400);
		}
		const { rows } =
			await sql`select 1 from say_link where encode(token_hash, 'escape') like '%' || ${path.slice(3)} || '%'`.execute(
				desk.db,
			);
		expect(rows).toEqual([]);
	});

	test("takes no nonsense, and shows what was typed as text", async () => {
		const { caseId, path } = await answered();
		const script = `"><script>alert(1)</script>${"я".repeat(2000)}`;
		const bodies = [
			"",
			"rating=6",
			"rating=-1&solved=maybe",
			"words=%20%20",
			"words=!!!",
			"%%%",
			"rating[]=5",
			`words=${encodeURIComponent(script)}`,
		];
		for (const body of bodies) {
			const answer = await say(path, body);
			expect(answer.statusCode).toBe(422);
			expect(answer.body).not.toContain("<script");
		}
		expect((await say(path, `words=${"a".repeat(70_000)}`)).statusCode).toBe(413);
		const odd = await app.inject({
			method: "POST",
			url: path,
			headers: { "content-type": "application/json" },
			payload: '{"rating":5}',
		});
		expect(odd.statusCode).toBe(422);
		const strange = await say(path, `rating=4&words=%00%ED%A0%80${encodeURIComponent("нет воды")}`);
		expect(strange.body.match(/role="alert".*/)?.[0]).toBeUndefined();
		expect(strange.statusCode).toBe(200);
		expect(await saysOf(caseId)).toMatchObject([{ rating: 4, isSolved: false }]);
	});

	test("is limited for one link and for one address", async () => {
		const { path } = await answered();
		const codes: number[] = [];
		for (let i = 0; i < 12; i++) codes.push((await say(path, { rating: String(1 + (i % 5)) })).statusCode);
		expect(codes.filter((code) => code === 429)).toHaveLength(2);
		const other = await answered(2);
		for (let i = 0; i < 60; i++) await say(`/r/${"b".repeat(32)}`, { rating: "1" }, "10.9.9.9");
		expect((await say(other.path, { rating: "1" }, "10.9.9.9")).statusCode).toBe(200);
	});
});

describe("the link", () => {
	test("is put under an answer by the desk only where the region always wants it, and not where it has no room", async () => {
		const send = async (id: number) => {
			const caseId = await openCase(id);
			await saveReply(desk.db, desk.region.executor, caseId, { text: replyText, revision: null });
			const order = { revision: (await read(caseId)).reply?.revision ?? 0, requestKey: `link-key-${id}` };
			await submitReply({ ...parts(), publicUrl }, desk.region.executor, caseId, order);
			const submitted = (await read(caseId)).reply;
			await approveReply(parts(), desk.region.approver, caseId, submitted?.revision ?? 0);
			await publish();
			return submitted?.text ?? "";
		};
		expect(await send(1)).toBe(replyText);
		await sql`update region set say_link = 'always'`.execute(desk.db);
		const text = await send(2);
		expect(text.startsWith(`${replyText}\n\nВаше мнение об ответе: ${publicUrl}/r/`)).toBe(true);
		expect((await look(text.slice(text.indexOf("/r/")))).statusCode).toBe(200);
		await sql`update region set say_link_in_comments = false`.execute(desk.db);
		expect(await send(3)).toBe(replyText);
	});

	test("is not offered under posts unless the region asks for it", async () => {
		await sql`update region set say_link_in_comments = false`.execute(desk.db);
		const caseId = await openCase();
		await saveReply(desk.db, desk.region.executor, caseId, { text: replyText, revision: null });
		const offer = (caller = desk.region.executor) => offerSayLink(desk.db, { secretKey, publicUrl }, caller, caseId);
		await expect(offer()).rejects.toMatchObject({ code: "say-link-off" });
		await expect(offer(desk.region.roadsExecutor)).rejects.toMatchObject({ code: "not-found" });
		await sql`update region set say_link_in_comments = true`.execute(desk.db);
		expect((await offer()).url).toBe((await offer()).url);
	});
});

describe("a word in the thread after an answer", () => {
	const write = (id: number, text: string, change: Record<string, unknown> = {}) =>
		deliver(vkBody(desk.region, "wall_reply_new", comment(desk.region, id, { from_id: 1001, text, ...change })));

	test("of thanks reopens nothing, is kept and counted; any other word reopens", async () => {
		const { caseId } = await answered();
		await write(2, "Спасибо большое!");
		expect(await statusOf(caseId)).toBe("answered");
		expect(await saysOf(caseId)).toMatchObject([{ via: "word", isThanks: true, isSolved: null }]);
		await write(3, "Спасибо, вопрос решён");
		expect(await saysOf(caseId)).toMatchObject([{ via: "word", isThanks: true, isSolved: true }]);
		expect((await read(caseId)).messages).toHaveLength(4);
		await write(4, "Спасибо, но воды нет");
		expect(await statusOf(caseId)).toBe("reopened");
	});

	test("that it is not solved is kept and reopens; with a photo thanks may mean anything", async () => {
		const { caseId } = await answered();
		await write(2, "Не решено");
		expect(await statusOf(caseId)).toBe("reopened");
		expect(await saysOf(caseId)).toMatchObject([{ isSolved: false }]);
		const photo = {
			type: "photo",
			photo: { id: 1, owner_id: 1, sizes: [{ type: "x", url: "https://cdn.example/1.jpg", width: 9, height: 9 }] },
		};
		const other = await openCase(7);
		await publishAs(other, "final");
		await write(8, "Спасибо", { from_id: 1007, attachments: [photo] });
		expect(await statusOf(other)).toBe("reopened");
	});
});
