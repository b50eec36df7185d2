import { ask, city, expect, readCase, rowOf, test } from "./desk.ts";
import { faultsNow } from "./examine.ts";

test("search finds other forms of the word, and the address bar keeps view, words and the open case", async ({
	desk,
}) => {
	await desk.write("На Кленовой поломанные качели, ребёнок едва не упал", { groupId: city });
	const page = await desk.as("executor-city");
	await expect(rowOf(page, "поломанные качели")).toBeVisible();
	await page.keyboard.press("/");
	await page.keyboard.type("качелей на кленовых");
	await expect(page).toHaveURL(/\?q=/);
	await rowOf(page, "поломанные качели").click();
	await expect(page).toHaveURL(/\/cases\/\d+\?q=/);
	await page.reload();
	await expect(page.getByRole("textbox", { name: "Искать в инцидентах" })).toHaveValue("качелей на кленовых");
	await expect(page.getByRole("region", { name: "Переписка" })).toContainText("едва не упал");
	await page.getByRole("textbox", { name: "Искать в инцидентах" }).fill("такого здесь нет");
	await expect(page.getByText("Под эти условия ничего не подходит")).toBeVisible();
	await page.getByRole("button", { name: "Очистить поиск" }).click();
	await expect(rowOf(page, "поломанные качели")).toBeVisible();
});

test("filters narrow the list, stand in the address and are taken off one by one", async ({ desk }) => {
	await desk.write("Яма на въезде в город на Заводской, пробил колесо", { groupId: city });
	await desk.write("В подъезде на Лесной не работает лифт неделю");
	// of a long list only the rows in sight are there
	const page = await desk.as("curator", "/cases?sort=newest");
	await expect(rowOf(page, "не работает лифт")).toBeVisible();
	await page.getByRole("button", { name: "Фильтры" }).click();
	await page.getByRole("button", { name: /^Тема/ }).click();
	await page.getByRole("combobox", { name: "Тема" }).fill("лифт");
	await page.keyboard.press("Enter");
	await expect(page).toHaveURL(/topicCode=housing\.lift/);
	await page.keyboard.press("Escape");
	await expect(rowOf(page, "не работает лифт")).toBeVisible();
	await expect(rowOf(page, "Яма на въезде")).toHaveCount(0);
	await page.getByRole("button", { name: /Убрать фильтр «Лифт»/ }).click();
	await expect(rowOf(page, "Яма на въезде")).toBeVisible();
	await page.goBack();
});

test("new cases are announced and do not move the list until asked", async ({ desk }) => {
	await desk.write("Не убран снег во дворе дома 5, пройти нельзя", { groupId: city });
	const page = await desk.as("executor-city");
	await expect(rowOf(page, "Не убран снег во дворе")).toBeVisible();
	const before = await page.getByRole("region", { name: "Инциденты" }).getByRole("link").allTextContents();
	await desk.write("На автобусной остановке разбито стекло", { groupId: city });
	const button = page.getByRole("button", { name: /1\s+новый/ });
	await expect(button).toBeVisible();
	expect(await page.getByRole("region", { name: "Инциденты" }).getByRole("link").allTextContents()).toEqual(before);
	await button.click();
	await expect(page.getByRole("region", { name: "Инциденты" }).getByRole("link").first()).toContainText(
		"На автобусной остановке",
	);
});

test("a row changed by a colleague is renewed where it stands", async ({ desk }) => {
	const id = await desk.write("Нет урн в парке Речной, мусор кругом", { groupId: city });
	const page = await desk.as("executor-city", `/cases?q=${encodeURIComponent("урн в парке")}`);
	const row = page.getByRole("listitem").filter({ hasText: "Нет урн в парке" });
	await expect(row.getByText("Назначено")).toBeVisible();
	const { case: found } = await readCase(desk, id);
	await ask(desk, "POST", `/cases/${id}/actions`, { action: "accept", version: found.version });
	await expect(row.getByText("В работе")).toBeVisible();
});

test("J and K walk, Enter opens, Esc leaves, ? helps, in the Russian layout, too", async ({ desk }) => {
	await desk.write("Мусор у контейнеров на Заводской не вывозят", { groupId: city });
	await desk.write("Сосульки над входом на Мира, 5", { groupId: city });
	const page = await desk.as("executor-city");
	await expect(rowOf(page, "Сосульки над входом")).toBeVisible();
	await page.keyboard.press("j");
	await page.keyboard.press("Enter");
	await expect(page).toHaveURL(/\/cases\/\d+/);
	await expect(page.getByRole("heading", { name: /^№/ })).toBeVisible();
	const first = page.url();
	// the key "о" of the Russian layout is the key J
	await page.evaluate(() =>
		window.dispatchEvent(new KeyboardEvent("keydown", { code: "KeyJ", key: "о", bubbles: true })),
	);
	await expect(page).not.toHaveURL(first);
	await page.keyboard.press("k");
	await expect(page).toHaveURL(first);
	await page.keyboard.press("Escape");
	await expect(page.getByText("Выберите инцидент в списке")).toBeVisible();
	await page.keyboard.press("Shift+Slash");
	const keys = page.getByRole("dialog", { name: "Клавиши" });
	await expect(keys).toBeVisible();
	// who works by voice presses letters unawares
	await keys.getByRole("checkbox", { name: "Одиночные буквы" }).uncheck();
	await page.keyboard.press("Escape");
	await page.keyboard.press("Shift+Slash");
	await page.keyboard.press("j");
	await page.keyboard.press("Control+k");
	await expect(page.getByRole("combobox", { name: "Найти или сделать" })).toBeVisible();
	await expect(keys).toBeHidden();
});

test("the time left explains itself", async ({ desk }) => {
	await desk.write("Качели скрипят на Садовой, 2", { groupId: city });
	const page = await desk.as("executor-city", `/cases?q=${encodeURIComponent("качели скрипят")}`);
	await page.getByRole("listitem").filter({ hasText: "Качели скрипят" }).getByRole("button").click();
	await expect(page.getByRole("dialog")).toContainText(/4 рабочих часа от/);
});

test("a demo that has no messages yet says where one is written", async ({ desk }) => {
	const page = await desk.open("curator");
	// other tests of this desk have written some
	await page.route(/\/api\/cases\?/, (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
	await page.goto(`${desk.url}/cases`);
	const link = page.getByRole("link", { name: "Написать как житель" });
	await expect(link).toHaveAttribute("href", desk.network.url);
	expect(await faultsNow(page)).toEqual([]);
	// what is returned comes from agencies
	await page.goto(`${desk.url}/cases?view=returned`);
	await expect(page.getByText("Возвращённых инцидентов нет")).toBeVisible();
	await expect(link).toHaveCount(0);
});
