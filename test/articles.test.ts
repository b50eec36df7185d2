import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { tellReviews } from "../src/knowledge/tell-reviews.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
const as: Record<"writer" | "coordinator" | "roads" | "admin", string> = {
	writer: "",
	coordinator: "",
	roads: "",
	admin: "",
};
type Article = { id: number; title: string; version: number; isOverdue: boolean; snippet: string; topics: string[] };

beforeAll(async () => {
	desk = await openDesk();
	await sql`insert into role (region_id, code, title_ru, title_en, permissions) values
		(1, 'coordinator', 'Координатор', 'Coordinator', ${["case.read.agency", "reply.write", "template.manage"]})`.execute(
		desk.db,
	);
	await sql`update staff_role set role_code = 'coordinator' where staff_id = 3`.execute(desk.db);
	as.writer = await desk.signIn("login-2");
	as.coordinator = await desk.signIn("login-3");
	as.roads = await desk.signIn("login-4");
	as.admin = await desk.signIn("login-5");
});
afterAll(() => desk.close());
beforeEach(async () => {
	await sql`truncate article cascade`.execute(desk.db);
});

const ask = async <T>(method: string, path: string, who: string, body?: unknown) => {
	const response = await desk.call(method, `/api${path}`, { as: who, body });
	return { status: response.status, body: (await response.json().catch(() => null)) as T };
};
const given = { title: "Статья", body: "Текст", reviewOn: "2999-01-01" };
const add = async (change: object = {}, who = as.admin): Promise<Article> => {
	const made = await ask<Article>("POST", "/articles", who, { ...given, ...change });
	expect(made.status).toBe(200);
	return made.body;
};
const list = async (query: string, who = as.writer) =>
	(await ask<{ items: Article[] }>("GET", `/articles${query}`, who)).body.items;
const titles = (items: Article[]) => items.map(({ title }) => title);

test("words are found in any form, the title before the text, with what stands around them", async () => {
	await add({ title: "Перерасчёт за отопление", body: "# Кому\nЖителям холодных квартир." });
	await add({ title: "Холодные батареи", body: "Если в квартире меньше 18 градусов, вызывают аварийную службу." });
	await add({ title: "Собаки", body: "Отлов безнадзорных животных." });
	const find = (q: string) => list(`?q=${encodeURIComponent(q)}`);
	expect(titles(await find("холодная квартира служба"))).toEqual(["Холодные батареи"]);
	expect(titles(await find("перерасчета"))).toEqual(["Перерасчёт за отопление"]);
	expect(titles(await find("холодный"))).toEqual(["Холодные батареи", "Перерасчёт за отопление"]);
	const [dogs] = await find("животное");
	expect(dogs?.snippet).toContain("безнадзорных животных");
	for (const q of ["'", "a & | !", ":*", "<b>", "("]) expect(await find(q)).toBeInstanceOf(Array);
});

test("by topic, and those whose review day has passed, the longest overdue first", async () => {
	await add({ title: "вода", topics: ["housing.no-water"], reviewOn: "2020-05-01" });
	await add({ title: "жкх", topics: ["housing", "housing"], reviewOn: "2020-01-01", ownerId: 2 });
	await add({ title: "дороги", topics: ["roads"] });
	expect(titles(await list("?topics=housing.no-water,housing")).sort()).toEqual(["вода", "жкх"]);
	expect(titles(await list("?review=overdue"))).toEqual(["жкх", "вода"]);
	const [own, ...others] = await list("?review=overdue&owner=me");
	expect([own?.title, own?.isOverdue, own?.topics, others.length]).toEqual(["жкх", true, ["housing"], 0]);
	// whoever reviewed it names the next day
	const put = await ask<Article>("PUT", `/articles/${own?.id}`, as.admin, { ...given, title: "жкх", version: 1 });
	expect(put.body.isOverdue).toBe(false);
	expect(titles(await list("?review=overdue"))).toEqual(["вода"]);
	expect((await ask("GET", "/articles?review=soon", as.writer)).status).toBe(400);
});

test("each change keeps what stood before; of two at once one is told", async () => {
	const { id } = await add({ body: "Первый" });
	const change = (body: string) =>
		ask<{ code: string }>("PUT", `/articles/${id}`, as.admin, { ...given, body, version: 1 });
	const both = await Promise.all([change("Второй"), change("Второй иначе")]);
	expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
	const read = await ask<{ version: number; earlier: { body: string }[] }>("GET", `/articles/${id}`, as.writer);
	expect([read.body.version, read.body.earlier.map(({ body }) => body)]).toEqual([2, ["Первый"]]);
});

test("an agency keeps and reads its own; what is put away is found there alone", async () => {
	const regional = await add();
	const own = await add({ title: "своя", agencyId: desk.region.housing }, as.coordinator);
	expect((await ask("POST", "/articles", as.coordinator, given)).status).toBe(403);
	expect((await ask("POST", "/articles", as.writer, { ...given, agencyId: desk.region.housing })).status).toBe(403);
	expect((await ask("POST", `/articles/${regional.id}/archive`, as.coordinator)).status).toBe(403);
	expect((await ask("GET", `/articles/${own.id}`, as.roads)).status).toBe(404);
	expect(titles(await list("", as.roads))).toEqual(["Статья"]);
	await ask("POST", `/articles/${own.id}/archive`, as.coordinator);
	expect(titles(await list(""))).toEqual(["Статья"]);
	expect(titles(await list("?state=archived"))).toEqual(["своя"]);
	await ask("POST", `/articles/${own.id}/restore`, as.coordinator);
	expect(titles(await list("")).sort()).toEqual(["Статья", "своя"]);
});

test("what cannot be is refused with its reason", async () => {
	const refused = async (change: object) => {
		const { status, body } = await ask<{ code: string }>("POST", "/articles", as.admin, { ...given, ...change });
		return [status, body.code];
	};
	expect(await refused({ topics: ["none"] })).toEqual([422, "topic-unknown"]);
	expect(await refused({ reviewOn: "2026-02-30" })).toEqual([400, "invalid-request"]);
	expect(await refused({ reviewOn: "soon" })).toEqual([400, "invalid-request"]);
	expect(await refused({ body: "" })).toEqual([400, "invalid-request"]);
	expect(await refused({ ownerId: 999 })).toEqual([400, "invalid-request"]);
	expect(await refused({ title: "a\u0000" })).toEqual([400, "invalid-request"]);
});

describe("an article whose review day is over", () => {
	const day = new Date("2030-03-02T12:00:00Z");
	type Told = { staff_id: number; data: { articleId: number; reviewOn: string } };
	const told = async () =>
		(await sql<Told>`select staff_id, data from notice where code = 'article-overdue' order by id`.execute(desk.db))
			.rows;
	beforeEach(() => sql`delete from notice`.execute(desk.db));

	test("is told to its owner once, by any number of workers, and once again when the next day is over", async () => {
		const { id, version } = await add({ reviewOn: "2030-03-01", ownerId: 3, agencyId: 1 });
		await add({ reviewOn: "2030-03-02", ownerId: 3 });
		await Promise.all([1, 2, 3].map(() => tellReviews(desk.db, day)));
		await tellReviews(desk.db, new Date(day.getTime() + 3_600_000));
		expect(await told()).toEqual([{ staff_id: 3, data: { articleId: id, reviewOn: "2030-03-01" } }]);
		await ask("PUT", `/articles/${id}`, as.admin, { ...given, agencyId: 1, version, reviewOn: "2030-03-03" });
		await tellReviews(desk.db, new Date("2030-03-04T12:00:00Z"));
		expect((await told()).filter(({ data }) => data.articleId === id).map(({ data }) => data.reviewOn)).toEqual([
			"2030-03-01",
			"2030-03-03",
		]);
	});

	test("goes to those who manage articles when its owner is not at work here any more; one put away is told to nobody", async () => {
		await add({ reviewOn: "2030-03-01", ownerId: 2, agencyId: 1 });
		const { id } = await add({ reviewOn: "2030-03-01", ownerId: 2, agencyId: 2 });
		await sql`update article set archived_at = now() where id = ${id}`.execute(desk.db);
		await sql`update staff set is_active = false where id = 2`.execute(desk.db);
		await tellReviews(desk.db, day);
		await sql`update staff set is_active = true where id = 2`.execute(desk.db);
		expect((await told()).map(({ staff_id }) => staff_id)).toEqual([3, 5]);
	});

	test("by the clock of the region, not before its day is over there", async () => {
		await add({ reviewOn: "2030-03-01" });
		await tellReviews(desk.db, new Date("2030-03-01T20:59:00Z"));
		expect(await told()).toEqual([]);
		await tellReviews(desk.db, new Date("2030-03-01T21:01:00Z"));
		expect(await told()).toHaveLength(1);
	});
});
