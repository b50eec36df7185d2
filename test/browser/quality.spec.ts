import { sql } from "kysely";
import { openDatabase } from "../../src/db/database.ts";
import { drawAnswers } from "../../src/quality/draw-answers.ts";
import { approved, expect, readCase, submitted, test } from "./desk.ts";
import { faultsNow } from "./examine.ts";

test("an answer that a month brings to the quality controller is judged by keys and goes back to work", async ({
	desk,
}) => {
	const id = await submitted(desk, {
		message: "На Тихой у дома 41 яма на дороге, когда заделают",
		text: "Здравствуйте! Яму у дома 41 заделают к 18:00.",
	});
	await approved(desk, id, "approver-city");

	const page = await desk.as("controller", "/quality");
	await expect(page.getByText("Проверять нечего")).toBeVisible();
	// of a few answers each is looked at by the month's end
	const db = openDatabase(desk.databaseUrl, 1);
	const local = new Date(Date.now() + 3 * 3_600_000);
	const monthEnd = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 2));
	try {
		await drawAnswers(db, monthEnd);
		// every tenth, by lot, waits for a second person's word: not here
		await sql`delete from quality_review where number = 2`.execute(db);
		await sql`update quality_answer set is_double = false`.execute(db);
	} finally {
		await db.destroy();
	}
	await page.reload();
	// other tests of this desk may have had answers published, too
	await expect(page.getByText(/жд(ёт|ут) проверки/)).toBeVisible();
	await page.keyboard.press("Enter");
	const form = page.getByRole("region", { name: "Проверка ответа" });
	await expect(form.getByRole("link", { name: /№/ })).toBeVisible();
	const judged = Number(/№\s*(\d+)/.exec((await form.textContent()) ?? "")?.[1]);
	await page.keyboard.press("2");
	await page.keyboard.press("0");
	await form.getByText("Слабый ответ").click();
	await form.getByRole("checkbox", { name: "Вернуть ведомству на доработку" }).check();
	await form.getByRole("textbox", { name: /Что исправить/ }).fill("Назовите, кто заделает яму");
	expect(await faultsNow(page)).toEqual([]);
	await page.keyboard.press("Control+Enter");
	await expect(page.getByText("вернулся на доработку")).toBeVisible();
	await expect.poll(async () => (await readCase(desk, judged)).case.status).not.toBe("answered");
	await page.goto(`${desk.url}/quality`);
	expect(await faultsNow(page)).toEqual([]);
});
