import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { housing } from "./agencies-desk.ts";
import { given, makeLink, openLink, page, taskOf, useOutsideDesk } from "./outside-desk.ts";

useOutsideDesk();

describe("the languages of the page", () => {
	const zoned = sql`update agency set time_zone = 'Asia/Vladivostok' where id = ${housing}`;
	const russian = sql`update agency set time_zone = 'Europe/Moscow' where id = ${housing}`;
	test("are what the browser asks for and, by a link that keeps the secret, the other one", async () => {
		const { path, token } = await openLink();
		const english = await page("GET", path, undefined, undefined, "de, en-GB;q=0.8, ru;q=0.2");
		expect(english.text).toContain('<html lang="en">');
		expect(english.text).toContain("Your answer is needed");
		expect(english.text).toContain(`href="/t/${token}?lang=ru"`);
		const other = await page("GET", `${path}?lang=ru`, undefined, undefined, "en");
		expect(other.text).toContain("Нужен ваш ответ");
		expect(other.text).toContain(`href="/t/${token}?lang=en"`);
		// what was opened in one language is sent and refused in it
		const action = /action="([^"]+)"/.exec(english.text)?.[1] ?? "";
		expect(action).toBe(`/t/${token}?lang=en`);
		expect((await page("POST", action, " ")).text).toContain("Write the answer: the field is empty.");
		expect((await page("POST", action, "Tomorrow")).text).toContain("The answer is received");
	});

	test("are those of every refusal, too", async () => {
		const used = await openLink();
		await page("POST", used.path, "Готово");
		const expired = await openLink();
		await sql`update outside_link set expires_at = now() where task_id = ${expired.taskId}`.execute(given.desk.db);
		const revoked = await openLink();
		await makeLink(revoked.caseId, revoked.taskId);
		const from = "10.201.0.1";
		for (let i = 0; i < 20; i++) await page("GET", `/t/none-${i}`, undefined, from);
		const told: [string, string | undefined, string][] = [
			[used.path, undefined, "An answer was already received by this link"],
			[expired.path, undefined, "This link has expired"],
			[revoked.path, undefined, "This link works no more"],
			["/t/nothing/at/all", undefined, "There is no such page"],
			["/t/nothing", undefined, "There is no such page"],
			[used.path, from, "Too many tries"],
		];
		for (const [path, address, words] of told) {
			const answer = await page("GET", path, undefined, address, "en");
			expect(answer.text).toContain(`<h1>${words}`);
			expect(answer.text).toContain(`href="${path}?lang=ru"`);
			expect((await page("GET", `${path}?lang=ru`, undefined, address, "en")).text).toContain('<html lang="ru">');
		}
	});

	test("give every time by the clocks of the agency that asks, with the name of its zone", async () => {
		await zoned.execute(given.desk.db);
		const link = await openLink();
		await sql`update outside_link set expires_at = '2036-12-03T08:00:00Z' where task_id = ${link.taskId}`.execute(
			given.desk.db,
		);
		expect((await page("GET", link.path)).text).toContain("3 декабря 2036 г. в 18:00 (Владивосток)");
		expect((await page("GET", `${link.path}?lang=en`)).text).toContain("3 December 2036 at 18:00 (Vladivostok Time)");
		await russian.execute(given.desk.db);
	});
});

describe("a refusal", () => {
	test("needs a reason, ends the task with it and is told to the owner and the curators", async () => {
		const link = await openLink();
		const silent = await page("POST", link.path, { kind: "refused", part: " " });
		expect([silent.status, silent.text.includes("Напишите причину")]).toEqual([422, true]);
		expect(silent.text).toMatch(/value="refused" checked/);
		const sent = await page("POST", link.path, { kind: "refused", part: "Дом обслуживает другая компания" });
		expect([sent.status, sent.text.includes("вы этого не сделаете")]).toEqual([200, true]);
		expect(await taskOf(link)).toMatchObject({
			state: "refused",
			part: null,
			reason: "Дом обслуживает другая компания",
			endedByName: null,
		});
		expect((await page("POST", link.path, "Передумали")).status).toBe(410);
		const { rows } = await sql<{ type: string; data: object }>`
			select type, data from case_event where case_id = ${link.caseId} and type like 'task%' order by id`.execute(
			given.desk.db,
		);
		expect(rows.at(-1)).toMatchObject({
			type: "taskRefused",
			data: { outsideParty: "УК «Уют»", byLink: true, reason: "Дом обслуживает другая компания" },
		});
		const told = await sql<{ login: string }>`select s.login from notice n join staff s on s.id = n.staff_id
			where n.code = 'task-refused' and n.case_id = ${link.caseId} order by 1`.execute(given.desk.db);
		expect(told.rows.map(({ login }) => login)).toEqual(expect.arrayContaining(["login-1", "login-2"]));
	});

	test("and an answer at the same moment end the task once", async () => {
		const link = await openLink();
		const sent = await Promise.all([
			page("POST", link.path, { kind: "refused", part: "нет" }),
			page("POST", link.path, { kind: "done", part: "да" }),
		]);
		expect(sent.map(({ status }) => status).sort()).toEqual([200, 410]);
		expect(["done", "refused"]).toContain((await taskOf(link)).state);
	});
});
