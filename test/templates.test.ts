import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
const as: Record<"curator" | "writer" | "coordinator" | "roads" | "admin", string> = {
	curator: "",
	writer: "",
	coordinator: "",
	roads: "",
	admin: "",
};
type Template = { id: number; title: string; version: number; uses: number; text: string; gaps: string[] };

beforeAll(async () => {
	desk = await openDesk();
	await sql`insert into role (region_id, code, title_ru, title_en, permissions) values
		(1, 'coordinator', 'Координатор', 'Coordinator', ${["case.read.agency", "reply.write", "template.manage"]})`.execute(
		desk.db,
	);
	await sql`update staff_role set role_code = 'coordinator' where staff_id = 3`.execute(desk.db);
	as.curator = await desk.signIn("login-1");
	as.writer = await desk.signIn("login-2");
	as.coordinator = await desk.signIn("login-3");
	as.roads = await desk.signIn("login-4");
	as.admin = await desk.signIn("login-5");
});
afterAll(() => desk.close());
beforeEach(async () => {
	await sql`truncate reply_template cascade`.execute(desk.db);
});

const ask = async <T>(method: string, path: string, who: string, body?: unknown) => {
	const response = await desk.call(method, `/api${path}`, { as: who, body });
	return { status: response.status, body: (await response.json().catch(() => null)) as T };
};
const add = async (change: object = {}, who = as.admin): Promise<Template> => {
	const made = await ask<Template>("POST", "/templates", who, { title: "Шаблон", body: "Здравствуйте.", ...change });
	expect([made.status, JSON.stringify(made.body)]).toEqual([200, expect.any(String)]);
	return made.body;
};
const offered = async (caseId: number, query = "", who = as.writer) => {
	const { body } = await ask<{ items: Template[] }>("GET", `/cases/${caseId}/templates${query}`, who);
	return body.items;
};
const titles = (items: Template[]) => items.map(({ title }) => title);

describe("what is offered for a case", () => {
	test("its topic's first, then its group's, then the general ones; nothing of others", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		await add({ title: "общий" });
		await add({ title: "группа", groupCode: "housing" });
		await add({ title: "тема", topicCode: "housing.no-water" });
		await add({ title: "свой", agencyId: desk.region.housing });
		await add({ title: "чужой", agencyId: desk.region.roads });
		await add({ title: "дороги", groupCode: "roads" });
		await add({ title: "вопрос", kind: "question" });
		await add({ title: "после возобновления", caseStatus: "reopened" });
		expect(titles(await offered(caseId))).toEqual(["тема", "группа", "свой", "общий", "вопрос"]);
		expect(titles(await offered(caseId, "?kind=final"))).toEqual(["тема", "группа", "свой", "общий"]);
		expect((await ask("GET", `/cases/${caseId}/templates`, as.roads)).status).toBe(404);
		expect((await ask("GET", `/cases/${caseId}/templates`, as.curator)).status).toBe(403);
	});

	test("words are found in any form, those of the title first", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		await add({ title: "Уборка снега", body: "Тротуар уберут." });
		await add({ title: "Дворы", body: "Снег во дворе уберут, ещё и посыплют." });
		await add({ title: "Лифт", body: "Лифт починят." });
		const find = (q: string) => offered(caseId, `?q=${encodeURIComponent(q)}`);
		expect(titles(await find("снегом"))).toEqual(["Уборка снега", "Дворы"]);
		expect(titles(await find("лифты"))).toEqual(["Лифт"]);
		expect(titles(await find("двором починка"))).toEqual([]);
		// a word that says nothing empties no list
		expect(await find("ещё")).toHaveLength(3);
		// nothing a search could choke on
		for (const q of ["'", '"', "a & | !", ":*", "\\", "%", "(", "на"]) expect(await find(q)).toBeInstanceOf(Array);
	});

	test("out of season a template is neither offered nor taken", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		const { rows } = await sql<{ today: string; tomorrow: string; yesterday: string }>`
			select to_char(d, 'MM-DD') as today, to_char(d + 1, 'MM-DD') as tomorrow, to_char(d - 1, 'MM-DD') as yesterday
			from (select (now() at time zone 'Europe/Moscow')::date as d) t`.execute(desk.db);
		const { today, tomorrow, yesterday } = rows[0]!;
		await add({ title: "сегодня", season: { from: today, to: today } });
		const away = await add({ title: "весь год, кроме сегодня", season: { from: tomorrow, to: yesterday } });
		expect(titles(await offered(caseId))).toEqual(["сегодня"]);
		expect((await ask("POST", `/cases/${caseId}/templates/${away.id}`, as.writer)).status).toBe(404);
		const all = await ask<{ items: { title: string; isInSeason: boolean }[] }>("GET", "/templates", as.writer);
		expect(all.body.items.map(({ isInSeason }) => isInSeason).sort()).toEqual([false, true]);
	});

	test("the desk fills what it knows of the case, and no more of the resident than their name there", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		await sql`update "case" set address = 'ул. Лесная, 3' where id = ${caseId}`.execute(desk.db);
		await sql`update message set author_name = 'Анна {телефон}', contact = '+7 900 000-00-00' where case_id = ${caseId}`.execute(
			desk.db,
		);
		const body = "{имя}, № {номер}: {адрес}, {тема}, {ведомство}, до {срок}. {контакт} {что сделано} {территория}";
		const { id } = await add({ body });
		const taken = await ask<Template>("POST", `/cases/${caseId}/templates/${id}`, as.writer);
		expect(taken.body.text).toMatch(
			new RegExp(
				`^Анна телефон, № ${caseId}: ул\\. Лесная, 3, housing\\.no-water, Housing, до \\d+ [а-я]+ \\d{4}, \\d\\d:\\d\\d\\. \\{контакт\\} \\{что сделано\\} \\{территория\\}$`,
			),
		);
		expect(taken.body.gaps).toEqual(["контакт", "что сделано", "территория"]);
		// a gap that is left stops the answer
		await ask("PUT", `/cases/${caseId}/reply`, as.writer, { text: taken.body.text, revision: null });
		const submitted = await ask<{ code: string; details: { findings: { code: string }[] } }>(
			"POST",
			`/cases/${caseId}/reply/submit`,
			as.writer,
			{ revision: 1, requestKey: "request-key" },
		);
		expect(submitted.body.code).toBe("reply-checks-failed");
		expect(submitted.body.details.findings.map(({ code }) => code)).toContain("placeholder");
	});

	test("a use counts once for a case, whatever is clicked at once, and the used ones come first", async () => {
		const cases = [await desk.openCase(desk.region.housing), await desk.openCase(desk.region.housing)];
		await add({ title: "первый" });
		const { id } = await add({ title: "второй" });
		for (const caseId of cases)
			await Promise.all(Array.from({ length: 4 }, () => ask("POST", `/cases/${caseId}/templates/${id}`, as.writer)));
		const items = await offered(cases[0]!);
		expect(items.map(({ title, uses }) => [title, uses])).toEqual([
			["второй", 2],
			["первый", 0],
		]);
	});
});

describe("keeping templates", () => {
	test("each change keeps what stood before; of two at once one is told", async () => {
		const { id } = await add({ title: "Отопление", body: "Первый текст" });
		const change = (body: string, version: number) =>
			ask<Template & { code?: string; earlier: { version: number; body: string; replacedByName: string }[] }>(
				"PUT",
				`/templates/${id}`,
				as.admin,
				{ title: "Отопление", body, version },
			);
		const both = await Promise.all([change("Второй текст", 1), change("Другой второй текст", 1)]);
		expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
		expect(both.find(({ status }) => status === 409)?.body.code).toBe("changed-meanwhile");
		const third = await change("Третий текст", 2);
		expect(third.body.earlier.map(({ version, body }) => [version, body])).toEqual([
			[2, expect.stringMatching(/второй текст/i)],
			[1, "Первый текст"],
		]);
		expect(third.body.earlier[0]?.replacedByName).toBe("Person 5");
	});

	test("what is put away is not offered, and comes back", async () => {
		const caseId = await desk.openCase(desk.region.housing);
		const { id } = await add();
		await ask("POST", `/templates/${id}/archive`, as.admin);
		await ask("POST", `/templates/${id}/archive`, as.admin);
		expect(await offered(caseId)).toEqual([]);
		expect((await ask("POST", `/cases/${caseId}/templates/${id}`, as.writer)).status).toBe(404);
		const listed = async (state: string) =>
			(await ask<{ items: Template[] }>("GET", `/templates?state=${state}`, as.admin)).body.items.length;
		expect([await listed("active"), await listed("archived"), await listed("all")]).toEqual([0, 1, 1]);
		await ask("POST", `/templates/${id}/restore`, as.admin);
		expect(await offered(caseId)).toHaveLength(1);
	});

	test("the region's belong to the centre, an agency's to its coordinator", async () => {
		const regional = await add();
		const body = { title: "Свой", body: "Текст" };
		const { roads, housing } = desk.region;
		expect((await ask("POST", "/templates", as.writer, { ...body, agencyId: housing })).status).toBe(403);
		expect((await ask("POST", "/templates", as.coordinator, body)).status).toBe(403);
		expect((await ask("POST", "/templates", as.coordinator, { ...body, agencyId: roads })).status).toBe(403);
		const own = await add({ ...body, agencyId: housing }, as.coordinator);
		const change = { ...body, version: 1 };
		expect((await ask("PUT", `/templates/${regional.id}`, as.coordinator, change)).status).toBe(403);
		expect((await ask("POST", `/templates/${regional.id}/archive`, as.coordinator)).status).toBe(403);
		// it cannot be given away to the region or to others either
		expect((await ask("PUT", `/templates/${own.id}`, as.coordinator, { ...change, agencyId: null })).status).toBe(403);
		expect((await ask("PUT", `/templates/${own.id}`, as.coordinator, { ...change, agencyId: roads })).status).toBe(403);
		expect((await ask("PUT", `/templates/${own.id}`, as.coordinator, { ...change, agencyId: housing })).status).toBe(
			200,
		);
		expect((await ask("GET", `/templates/${own.id}`, as.roads)).status).toBe(404);
		expect((await ask<{ items: Template[] }>("GET", "/templates", as.roads)).body.items.map(({ id }) => id)).toEqual([
			regional.id,
		]);
	});

	test("what cannot be is refused with its reason", async () => {
		const refused = async (change: object) => {
			const { status, body } = await ask<{ code: string }>("POST", "/templates", as.admin, {
				title: "Шаблон",
				body: "Текст",
				...change,
			});
			return [status, body.code];
		};
		expect(await refused({ topicCode: "none" })).toEqual([422, "topic-unknown"]);
		expect(await refused({ groupCode: "none" })).toEqual([422, "topic-unknown"]);
		expect(await refused({ agencyId: 77 })).toEqual([422, "agency-unknown"]);
		expect(await refused({ season: { from: "02-30", to: "03-01" } })).toEqual([422, "season-unknown"]);
		expect(await refused({ season: { from: "1", to: "03-01" } })).toEqual([400, "invalid-request"]);
		expect(await refused({ topicCode: "housing.no-water", groupCode: "housing" })).toEqual([400, "invalid-request"]);
		expect(await refused({ ownerId: 999 })).toEqual([400, "invalid-request"]);
		expect(await refused({ title: "   " })).toEqual([400, "invalid-request"]);
		expect(await refused({ body: "a\u0000b" })).toEqual([400, "invalid-request"]);
		expect((await ask("GET", "/templates/99999999999", as.admin)).status).toBe(400);
		expect((await ask("GET", "/templates/placeholders", as.writer)).body).toMatchObject({
			items: expect.arrayContaining(["имя", "срок"]),
		});
	});
});
