import { createHash } from "node:crypto";
import fc from "fast-check";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import type { Who } from "./agencies-desk.ts";
import { given, makeLink, openLink, page, taskOf, useOutsideDesk } from "./outside-desk.ts";

useOutsideDesk();

describe("a link for an outside party", () => {
	test("shows what is asked and no more, asks for no script and leaves no trace elsewhere", async () => {
		const words = "Меня зовут Пётр Сидоров, звоните +7 916 123-45-67, я vk.com/id1, кв. 12. Нет воды";
		const { path, token } = await openLink(words);
		const { status, text, headers } = await page("GET", path);
		expect(status).toBe(200);
		expect(text).toContain("Когда дадут воду?");
		expect(text).toContain("Нет воды");
		for (const hidden of ["Сидоров", "916", "id1", "кв. 12", "user:1"]) expect(text).not.toContain(hidden);
		expect(text).not.toContain("<script");
		expect(headers.get("content-security-policy")).toMatch(/default-src 'none'.*form-action 'self'/);
		expect(headers.get("content-security-policy")).not.toContain("script-src");
		expect(headers.get("referrer-policy")).toBe("no-referrer");
		expect(headers.get("x-robots-tag")).toContain("noindex");
		expect(headers.get("cache-control")).toBe("no-store");
		const { rows } = await sql<{ stored: string; hash: Buffer }>`
			select l::text as stored, token_hash as hash from outside_link l`.execute(given.desk.db);
		expect(rows.some(({ stored }) => stored.includes(token))).toBe(false);
		expect(rows.some(({ hash }) => hash.equals(createHash("sha256").update(token).digest()))).toBe(true);
	});

	test("takes an answer once; after that it says so and shows nothing", async () => {
		const link = await openLink();
		expect((await page("GET", link.path)).status).toBe(200);
		const sent = await page("POST", link.path, "Воду дадут 3 декабря.");
		expect([sent.status, sent.text.includes("Ответ получен")]).toEqual([200, true]);
		expect(await taskOf(link)).toMatchObject({ state: "done", part: "Воду дадут 3 декабря.", endedByName: null });
		for (const method of ["GET", "POST"]) {
			const again = await page(method, link.path, method === "POST" ? "Другое" : undefined);
			expect([again.status, again.text.includes("уже получен")]).toEqual([410, true]);
			expect(again.text).not.toContain("Когда дадут воду?");
		}
		expect(await taskOf(link)).toMatchObject({ part: "Воду дадут 3 декабря." });
	});

	test("of two answers at the same moment takes one", async () => {
		const link = await openLink();
		const sent = await Promise.all(["раз", "два", "три"].map((part) => page("POST", link.path, part)));
		expect(sent.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
		const { rows } = await sql`select 1 from case_event where case_id = ${link.caseId} and type = 'taskDone'`.execute(
			given.desk.db,
		);
		expect(rows).toHaveLength(1);
	});

	test("ends after its days, when it is revoked, when a new one is made, and with its task", async () => {
		const expired = await openLink();
		await sql`update outside_link set expires_at = now() - interval '1 second' where task_id = ${expired.taskId}`.execute(
			given.desk.db,
		);
		const late = await page("POST", expired.path, "Поздно");
		expect([late.status, late.text.includes("Срок этой ссылки закончился")]).toEqual([410, true]);

		const revoked = await openLink();
		const path = `/api/cases/${revoked.caseId}/tasks/${revoked.taskId}/link/revoke`;
		expect((await given.ask("stranger", "POST", path)).status).toBe(404);
		expect((await given.ask("owner", "POST", path)).body.items).toMatchObject([{ linkExpiresAt: null }]);
		expect((await page("POST", revoked.path, "Нет")).status).toBe(410);

		const renewed = await openLink();
		const fresh = await makeLink(renewed.caseId, renewed.taskId);
		expect((await page("GET", renewed.path)).status).toBe(410);
		expect((await page("GET", fresh.path)).status).toBe(200);

		const cancelled = await openLink();
		const order = { version: (await taskOf(cancelled)).version, reason: "не нужно" };
		await given.ask("owner", "POST", `/api/cases/${cancelled.caseId}/tasks/${cancelled.taskId}/cancel`, order);
		expect((await page("POST", cancelled.path, "Нет")).status).toBe(410);
		for (const link of [expired, revoked, renewed]) expect(await taskOf(link)).toMatchObject({ state: "open" });
	});

	test("lives three days unless told otherwise", async () => {
		const { caseId, taskId } = await openLink();
		const made = async (body: unknown) => given.ask("owner", "POST", `/api/cases/${caseId}/tasks/${taskId}/link`, body);
		const days = (at: unknown) => Math.round((Date.parse(String(at)) - Date.now()) / 86_400_000);
		expect(days((await made({})).body.expiresAt)).toBe(3);
		expect(days((await made({ days: 7 })).body.expiresAt)).toBe(7);
		expect((await made({ days: 400 })).status).toBe(400);
	});

	test.each<[Who, number]>([
		["stranger", 404],
		["participant", 404],
		["above", 200],
	])("is made by whoever answers the case: %s is answered with %i", async (who, status) => {
		const { caseId, taskId } = await openLink();
		expect((await given.ask(who, "POST", `/api/cases/${caseId}/tasks/${taskId}/link`, {})).status).toBe(status);
	});

	test("leads to a task of an agency never", async () => {
		const caseId = await given.openShared();
		const [task] = (await given.ask("owner", "GET", `/api/cases/${caseId}/tasks`)).body.items;
		const answer = await given.ask("owner", "POST", `/api/cases/${caseId}/tasks/${task!.id}/link`, {});
		expect(answer).toMatchObject({ status: 422, body: { code: "task-not-outside" } });
	});
});

describe("a forged link", () => {
	test("leads nowhere, and whoever guesses is stopped while others go on", async () => {
		const { path, token } = await openLink();
		const almost = `${token.slice(0, -2)}${token.endsWith("A") ? "BB" : "AA"}`;
		const guesses = [
			almost,
			token.toLowerCase(),
			`${token}x`,
			"x",
			"a".repeat(43),
			"..%2f..%2fetc",
			"%00",
			token.slice(1),
		];
		for (const guess of guesses) {
			const answer = await page("GET", `/t/${guess}`);
			expect(answer.status).toBe(404);
			expect(answer.text).not.toContain("Когда дадут воду?");
		}
		const from = "10.200.0.1";
		const answers: number[] = [];
		for (let i = 0; i < 25; i++)
			answers.push((await page("POST", `/t/${"b".repeat(41)}${String(i).padStart(2, "0")}`, "x", from)).status);
		expect(answers.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 404));
		expect(answers.slice(20)).toEqual(Array.from({ length: 5 }, () => 429));
		expect((await page("GET", path, undefined, from)).status).toBe(429);
		expect((await page("GET", path)).status).toBe(200);
	});
});

describe("hostile answers", () => {
	test("are shown as text and kept as they are", async () => {
		const evil = `<script>alert(1)</script>" onfocus="x`;
		const link = await openLink(`${evil} вода`, `${evil} что`);
		const { text } = await page("GET", link.path);
		expect(text).not.toContain("<script");
		expect(text).toContain("&lt;script&gt;");
		await page("POST", link.path, evil);
		expect(await taskOf(link)).toMatchObject({ part: evil });
	});

	test("of nothing, or of too much, come back with what was typed", async () => {
		const link = await openLink();
		const empty = await page("POST", link.path, " \n ");
		expect([empty.status, empty.text.includes("поле пустое")]).toEqual([422, true]);
		const long = await page("POST", link.path, "я".repeat(5001));
		expect([long.status, long.text.includes("яяяя")]).toEqual([422, true]);
		expect((await page("POST", link.path, "x".repeat(5_000_000))).status).toBe(413);
		expect(await taskOf(link)).toMatchObject({ state: "open" });
	});

	test("of any bytes never fail the server and never end a task without words", async () => {
		const link = await openLink();
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
				const body = Buffer.concat([Buffer.from("part=%20&"), Buffer.from(bytes)]);
				const { status } = await page("POST", link.path, body);
				expect(status).toBe(422);
			}),
			{ numRuns: 60 },
		);
		expect(await taskOf(link)).toMatchObject({ state: "open" });
	});

	test("with signs that the database cannot keep lose only those", async () => {
		const link = await openLink();
		await page("POST", link.path, "да\0те \ud800 воду");
		expect(await taskOf(link)).toMatchObject({ state: "done", part: "дате \ufffd воду" });
	});
});
