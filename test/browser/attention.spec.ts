import { answerField, ask, expect, housing, readCase, submitButton, test } from "./desk.ts";
import type { Desk } from "./desk.ts";

/** Writes, submits and approves an answer by the API; gives the case. */
async function answered(desk: Desk, text: string, answer: string): Promise<number> {
	const id = await desk.write(text);
	const executor = await desk.as("executor-housing", `/cases/${id}`);
	await executor.getByRole("button", { name: "Взять в работу" }).click();
	await answerField(executor).fill(answer);
	await submitButton(executor).click();
	await expect(executor.getByText("Ответ ждёт согласования.")).toBeVisible();
	const { reply } = await readCase(desk, id);
	await ask(desk, "POST", `/cases/${id}/reply/approve`, { revision: reply?.revision });
	return id;
}

test("an answer the network refused for good says why, and its text is a draft again", async ({ desk }) => {
	// code 100, a parameter is wrong: repeating it would not help
	desk.network.faults.next("wall.createComment", { kind: "error", code: 100, times: 3 });
	const id = await answered(
		desk,
		"На Мира, 9 прорвало батарею на лестнице",
		"Здравствуйте! Слесарь будет сегодня в 15:00.",
	);
	const page = await desk.as("approver-housing", `/cases/${id}`);
	await expect(page.getByText("Не отправлено", { exact: true })).toBeVisible();
	await expect(answerField(page)).toHaveValue("Здравствуйте! Слесарь будет сегодня в 15:00.");
	desk.network.faults.clear();
	await page.goto(`${desk.url}/attention`);
	await expect(page.getByRole("link", { name: `Инцидент № ${id}` })).toBeVisible();
});

test("a message that cannot be read is listed with its body and can be read again", async ({ desk }) => {
	desk.network.emit(housing, "wall_reply_new", { surprise: "без номера и автора" });
	const page = await desk.as("curator", "/attention");
	const item = page.getByRole("listitem").filter({ hasText: "Причина" }).first();
	await expect(item).toContainText("не в том виде, в каком его описывает сеть");
	await item.getByRole("button", { name: "Показать исходное" }).click();
	await expect(item.getByLabel("Исходное сообщение")).toContainText("без номера и автора");
	await expect(page.getByRole("link", { name: /Внимание: \d/ })).toBeVisible();
	await item.getByRole("button", { name: "Разобрать снова" }).click();
	await expect(page.getByText("Отправлено на разбор")).toBeVisible();
});

test("an answer of unknown fate is settled by a person who looked into the thread", async ({ desk }) => {
	const id = await desk.write("Нет отопления на Заводской, 30, второй день");
	const { case: row } = await readCase(desk, id);
	const page = await desk.as("curator");
	// the demo network always says what became of an answer, so the server's word is put in its mouth
	const publication = {
		...{
			id: 77,
			caseId: id,
			pageId: row.pageId,
			state: "unknown",
			text: "Здравствуйте! Тепло дадут к вечеру.",
			attempts: 1,
		},
		...{ errorClass: null, errorText: "the connection broke", createdAt: row.registeredAt },
	};
	let items = [publication];
	const settled: unknown[] = [];
	await page.route("**/api/publications?state=unknown", (route) =>
		route.fulfill({ json: { items, nextCursor: null } }),
	);
	await page.route("**/api/publications/77/settle", async (route) => {
		settled.push(route.request().postDataJSON());
		items = [];
		await route.fulfill({ json: {} });
	});
	await page.goto(`${desk.url}/attention`);
	const item = page.getByRole("listitem").filter({ hasText: "Тепло дадут к вечеру" });
	await expect(item.getByText(/Откройте ветку и посмотрите/)).toBeVisible();
	await item.getByRole("button", { name: "Ответ стоит в ветке" }).click();
	await expect(page.getByText("Таких ответов нет")).toBeVisible();
	expect(settled).toEqual([{ as: "sent" }]);
});
