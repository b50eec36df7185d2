import { answerField, ask, expect, readCase, submitButton, test } from "./desk.ts";
import type { Desk } from "./desk.ts";

/** A desk of people of the housing agency; one for each worker of the tests. */
const connected = new WeakSet<object>();
async function connectHandPage(desk: Desk): Promise<void> {
	if (connected.has(desk.network)) return;
	connected.add(desk.network);
	const { agencies } = await ask<{ agencies: { id: number; code: string }[] }>(desk, "GET", "/reference");
	await ask(
		desk,
		"POST",
		"/pages",
		{
			channel: "hand",
			externalId: "reception",
			name: "Телефон и приёмная",
			url: null,
			agencyId: agencies.find((one) => one.code === "min-housing")?.id,
			territoryCode: null,
		},
		"admin",
	);
	// what the region is made of is read anew every few seconds
	const known = () => ask<{ items: unknown[] }>(desk, "GET", "/messages/by-hand/pages");
	await expect.poll(async () => (await known()).items.length).toBeGreaterThan(0);
}

test("a call is written down, answered, and the answer is carried to the resident by a person", async ({ desk }) => {
	const page = await desk.as("executor-housing");
	// keys are heard once the frame stands
	await expect(page.getByRole("link", { name: "Принять" })).toBeVisible();
	await page.keyboard.press("n");
	await expect(page.getByText("Записывать пока некуда")).toBeVisible();
	await connectHandPage(desk);
	await page.reload();

	await page.getByLabel("Что говорит житель").fill("На Заводской, 8 третий день нет горячей воды");
	await page.getByLabel("Как ответить жителю").fill("+7 900 000-00-07");
	// what is typed outlives the page
	await page.reload();
	await expect(page.getByLabel("Что говорит житель")).toHaveValue("На Заводской, 8 третий день нет горячей воды");
	await page.getByLabel("Что говорит житель").focus();
	await page.keyboard.press("Control+Enter");
	await expect(page).toHaveURL(/\/cases\/\d+/);
	await expect(page.getByText("третий день нет горячей воды").first()).toBeVisible();
	await expect(page.getByText("+7 900 000-00-07").first()).toBeVisible();

	const id = Number(/\/cases\/(\d+)/.exec(page.url())?.[1]);
	await page.getByRole("button", { name: "Взять в работу" }).click();
	await answerField(page).fill("Здравствуйте! Воду дадут сегодня к 18:00, слесари на месте.");
	await submitButton(page).click();
	await expect(page.getByText("Ответ ждёт согласования.")).toBeVisible();
	const { reply } = await readCase(desk, id);
	await ask(desk, "POST", `/cases/${id}/reply/approve`, { revision: reply?.revision });

	const approver = await desk.as("approver-housing", "/attention");
	const item = approver.getByRole("listitem").filter({ hasText: `Инцидент № ${id}` });
	await expect(item.getByText("Воду дадут сегодня к 18:00")).toBeVisible();
	await expect(item.getByText("+7 900 000-00-07")).toBeVisible();
	await item.getByRole("button", { name: "Вернуть в работу" }).click();
	await expect(item.getByRole("button", { name: "Вернуть в работу" })).toBeDisabled();
	await item.getByRole("button", { name: "Отменить" }).click();
	await item.getByRole("button", { name: "Ответ передан" }).click();
	await expect(item).toBeHidden();
	await expect.poll(async () => (await readCase(desk, id)).case.status).toBe("answered");
});

test("the form fits a telephone, and every field is within reach", async ({ desk }) => {
	await connectHandPage(desk);
	const page = await desk.as("curator", "/cases", { viewport: { width: 390, height: 844 } });
	await page.getByRole("navigation").getByRole("link", { name: "Принять" }).click();
	await expect(page.getByLabel("Что говорит житель")).toBeFocused();
	const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	expect(overflow).toBeLessThanOrEqual(0);
	await page.getByRole("button", { name: "Завести инцидент" }).scrollIntoViewIfNeeded();
	await expect(page.getByRole("button", { name: "Завести инцидент" })).toBeDisabled();
});

test("a file of a portal's cabinet is looked at, mapped and taken; the same file again adds nothing", async ({
	desk,
}) => {
	const { agencies } = await ask<{ agencies: { id: number; code: string }[] }>(desk, "GET", "/reference");
	const cabinet = {
		...{ channel: "portal", externalId: "pos", name: "Кабинет портала", url: null, territoryCode: null },
		agencyId: agencies.find((one) => one.code === "rmc")?.id,
	};
	await ask(desk, "POST", "/pages", cabinet, "admin");
	const known = () => ask<{ items: unknown[] }>(desk, "GET", "/imports/pages");
	await expect.poll(async () => (await known()).items.length).toBeGreaterThan(0);
	const page = await desk.as("curator", "/take?door=file");
	const file = {
		name: "export.csv",
		mimeType: "text/csv",
		buffer: Buffer.from(
			"№ сообщения;Дата создания;Описание;Статус\nПОС-1;10.03.2026 09:00;Нет света на Степной, 4;Новое\nПОС-2;;Без даты;Новое\n",
		),
	};
	const choose = () =>
		page.getByLabel("Файл из кабинета портала", { exact: true }).locator("input").setInputFiles(file);
	await choose();
	await expect(page.getByText("Предположение по названиям столбцов")).toBeVisible();
	await expect(page.getByRole("cell", { name: "Нет света на Степной, 4" })).toBeVisible();
	await expect(page.getByLabel("Номер сообщения")).toHaveValue("№ сообщения");
	await page.getByRole("button", { name: "Загрузить сообщения" }).click();
	await expect(page.getByText("новых 1, изменённых 0, уже известных 0, не принято 1")).toBeVisible();
	await page.getByRole("button", { name: "Не принятые строки" }).click();
	await expect(page.getByText("строка 3")).toBeVisible();
	await choose();
	await page.getByRole("button", { name: "Загрузить сообщения" }).click();
	await expect(page.getByText("новых 0, изменённых 0, уже известных 1, не принято 1")).toBeVisible();
	await page.setViewportSize({ width: 390, height: 844 });
	const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	expect(overflow).toBeLessThanOrEqual(0);
});

test("a link that leads nowhere says why", async ({ desk }) => {
	const page = await desk.as("curator", "/take?door=link");
	await page.getByLabel("Ссылка на сообщение").fill("https://elsewhere.example/post");
	await page.keyboard.press("Enter");
	await expect(page.getByText("По этому адресу нет записи или комментария")).toBeVisible();
});
