import { answerField, ask, expect, readCase, test } from "./desk.ts";
import { faultsNow } from "./examine.ts";

test("two people write at once: both texts are shown and the chosen one goes on", async ({ desk }) => {
	const id = await desk.write("Холодные батареи в квартире на Речной, 7, второй подъезд");
	const { case: found } = await readCase(desk, id);
	await ask(desk, "POST", `/cases/${id}/actions`, { action: "accept", version: found.version });
	const first = await desk.as("executor-housing", `/cases/${id}`);
	const second = await desk.as("approver-housing", `/cases/${id}`);
	await answerField(first).fill("Текст первого");
	await expect(first.getByText("Сохранено")).toBeVisible();
	await expect(answerField(second)).toHaveValue("Текст первого");

	// the second writes on without hearing of the first one's further words
	await second.context().setOffline(true);
	await answerField(second).fill("Текст первого и слова второго");
	await expect(second.getByText(/текст сохранён в этом браузере/)).toBeVisible();
	await answerField(first).fill("Текст первого, исправленный");
	await expect(first.getByText("Сохранено")).toBeVisible();
	await second.context().setOffline(false);

	await expect(second.getByText("Кто-то изменил текст, пока вы писали")).toBeVisible();
	await expect(second.getByText("Текст первого и слова второго")).toBeVisible();
	await expect(second.getByText("Текст первого, исправленный")).toBeVisible();
	expect(await faultsNow(second)).toEqual([]);
	await second.getByRole("button", { name: "Оставить мой" }).click();
	await expect(answerField(second)).toHaveValue("Текст первого и слова второго");
	await expect.poll(async () => (await readCase(desk, id)).reply?.text).toBe("Текст первого и слова второго");

	// the first one's next words meet the second one's, and now takes them over
	await answerField(first).pressSequentially(" и ещё");
	await expect(first.getByText("Кто-то изменил текст, пока вы писали")).toBeVisible();
	await first.getByRole("button", { name: "Взять другой" }).click();
	await expect(answerField(first)).toHaveValue("Текст первого и слова второго");
});

test("what changed between reading a case and the first word of the stream is shown all the same", async ({ desk }) => {
	const id = await desk.write("На Садовой, 3 второй день нет горячей воды");
	const { case: found } = await readCase(desk, id);
	await ask(desk, "POST", `/cases/${id}/actions`, { action: "accept", version: found.version });
	const page = await desk.as("executor-housing");
	const stream = Promise.withResolvers<void>();
	await page.route("**/api/events**", async (route) => {
		await stream.promise;
		await route.continue();
	});
	await page.goto(`/cases/${id}`);
	await expect(answerField(page)).toHaveValue("");
	await ask(desk, "PUT", `/cases/${id}/reply`, { text: "Текст коллеги", kind: "final", promise: null, revision: null });
	stream.resolve();
	await expect(answerField(page)).toHaveValue("Текст коллеги");
});

test("what was typed while the server was away survives a reload and reaches the server", async ({ desk }) => {
	const id = await desk.write("В доме на Заводской, 9 нет отопления с утра");
	const page = await desk.as("executor-housing", `/cases/${id}`);
	await page.getByRole("button", { name: "Взять в работу" }).click();
	await answerField(page).fill("Начало ответа");
	await expect(page.getByText("Сохранено")).toBeVisible();
	await page.route("**/api/cases/*/reply", (route) => route.abort());
	await answerField(page).fill("Начало ответа и его важное продолжение");
	await expect(page.getByText(/текст сохранён в этом браузере/)).toBeVisible();
	await page.reload();
	await expect(answerField(page)).toHaveValue("Начало ответа и его важное продолжение");
	await page.unroute("**/api/cases/*/reply");
	await expect
		.poll(async () => (await readCase(desk, id)).reply?.text, { timeout: 15_000 })
		.toBe("Начало ответа и его важное продолжение");
});

test("the preview shows the answer as it will stand in the thread", async ({ desk }) => {
	const id = await desk.write("Счёт за отопление пришёл двойной, Лесная, 20");
	const page = await desk.as("executor-housing", `/cases/${id}`);
	await page.getByRole("button", { name: "Взять в работу" }).click();
	await answerField(page).fill("Здравствуйте!\nПерерасчёт сделают в декабре: https://gov.example/pay");
	await page.getByRole("button", { name: "Как увидит житель" }).click();
	await expect(page.getByText("Перерасчёт сделают в декабре")).toBeVisible();
	await expect(page.getByText("https://gov.example/pay")).toBeVisible();
	await page.getByRole("button", { name: "Ответ", exact: true }).click();
	await expect(answerField(page)).toHaveValue(/Перерасчёт/);
});

test("a missing database is told in words and its return is noticed", async ({ desk }) => {
	const page = await desk.as("curator");
	await expect(page.getByRole("link", { name: /Просроченные/ })).toBeVisible();
	const away = {
		status: 503,
		contentType: "application/problem+json",
		body: JSON.stringify({ code: "database-unavailable" }),
	};
	const status = { version: "test", database: false, demo: null };
	await page.route("**/api/cases**", (route) => route.fulfill(away));
	await page.route("**/api/status", (route) => route.fulfill({ json: status }));
	await page.getByRole("link", { name: /Возвращённые/ }).click();
	await expect(page.getByText(/Связь с базой потеряна/)).toBeVisible();
	await page.unroute("**/api/cases**");
	await page.unroute("**/api/status");
	await expect(page.getByText(/Связь с базой потеряна/)).toHaveCount(0, { timeout: 15_000 });
	// the list is read: whether other tests left something in it or not
	const rows = page.getByRole("region", { name: "Инциденты" }).getByRole("link");
	await expect(page.getByText("Возвращённых инцидентов нет").or(rows.first())).toBeVisible();
});
