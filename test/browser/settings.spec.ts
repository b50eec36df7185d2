import { expect, test } from "./desk.ts";
import { faultsNow } from "./examine.ts";

test("terms show what they mean for a case before they are saved, and a version can be taken back", async ({
	desk,
}) => {
	const page = await desk.as("admin", "/settings");
	await page.getByRole("link", { name: /^Сроки За сколько/ }).click();
	await page.getByRole("link", { name: /^4 рабочих часа/ }).click();
	const example = page.getByRole("region", { name: "Проверить на примере" });
	await example.getByLabel("Житель написал").fill("2027-02-03T10:00");
	await expect(example.getByText(/→ ответ до 3 февраля 2027.* 14:00/)).toBeVisible();
	const answer = page.getByLabel("Ответить жителю", { exact: true });
	await answer.fill("0");
	await expect(page.getByText("Целое число от 1 до 336.")).toBeVisible();
	expect(await faultsNow(page)).toEqual([]);
	await answer.fill("2");
	await expect(example.getByText(/→ ответ до 3 февраля 2027.* 12:00/)).toBeVisible();
	await page.getByRole("button", { name: "Сохранить" }).click();
	const versions = page.getByRole("region", { name: "Прежние версии" });
	await expect(
		versions.getByText(/Обычные · Ответить жителю: 4.часа рабочего времени → 2.часа рабочего времени/),
	).toBeVisible();
	await expect(page.getByText(/Последний пересчёт/)).toBeVisible();
	await versions.getByRole("button", { name: "Взять эти сроки" }).click();
	await expect(answer).toHaveValue("4");
});

test("a file of days says what it changes before it does", async ({ desk }) => {
	const page = await desk.as("admin", "/settings/calendars/1");
	await expect(page.getByRole("heading", { name: "Год по дням" })).toBeVisible();
	const buffer = Buffer.from("02.07.2030;выходной;Проба\n03.07.2030;обычный");
	await page.getByLabel("Выбрать файл").setInputFiles({ name: "days.csv", mimeType: "text/csv", buffer });
	await expect(page.getByText(/изменится 1.день/)).toBeVisible();
	await expect(page.getByText("Как обычно → Выходной")).toBeVisible();
	expect(await faultsNow(page)).toEqual([]);
	await page.getByRole("button", { name: "Применить" }).click();
	await expect(page.getByText("Дни загружены, открытые инциденты пересчитываются")).toBeVisible();
});

test("a key is shown once; who may set up nothing of a section does not see it", async ({ desk }) => {
	const page = await desk.as("admin", "/settings/tokens");
	await page.getByRole("button", { name: "Новый ключ" }).click();
	await page.getByRole("button", { name: "Создать ключ" }).click();
	await expect(page.getByText("Отметьте хотя бы одно право.")).toBeVisible();
	const form = page.getByRole("form", { name: "Новый ключ" });
	await form.getByLabel("Название").fill("Портал");
	await form.getByLabel("Видеть инциденты всего региона").check();
	await page.getByRole("button", { name: "Создать ключ" }).click();
	await expect(page.getByText("Скопируйте сейчас: больше его не показать.")).toBeVisible();
	expect(await faultsNow(page)).toEqual([]);
	await page.getByRole("button", { name: "Я сохранил(а)" }).click();
	await expect(page.getByText("Скопируйте сейчас: больше его не показать.")).toHaveCount(0);
	await expect(page.getByRole("listitem").filter({ hasText: "Портал" })).toBeVisible();
	const curator = await desk.as("curator", "/settings/tokens");
	await expect(curator.getByText("Такого раздела нет или он не открыт вашей роли")).toBeVisible();
});

test("a template is written, changed with its earlier text kept, put away and brought back", async ({ desk }) => {
	const page = await desk.as("admin", "/settings/templates");
	const row = page.getByRole("link", { name: /Проба шаблона/ });
	await page.getByRole("link", { name: "Новый шаблон" }).click();
	await page.getByRole("button", { name: "Сохранить" }).click();
	await expect(page.getByText("Дайте название: по нему находят.")).toBeVisible();
	await page.getByLabel("Название").fill("Проба шаблона");
	await page.getByLabel("Текст", { exact: true }).fill("Здравствуйте! Первый текст.");
	await page.getByRole("button", { name: "Сохранить" }).click();
	await row.click();
	await page.getByLabel("Текст", { exact: true }).fill("Здравствуйте! Второй текст.");
	// a link would take the words away
	await page.getByRole("link", { name: "Очередь" }).click();
	await expect(page.getByRole("alertdialog")).toContainText("Изменения не сохранены");
	await page.getByRole("button", { name: "Остаться" }).click();
	await expect(page.getByLabel("Текст", { exact: true })).toHaveValue("Здравствуйте! Второй текст.");
	await page.getByRole("button", { name: "Сохранить" }).click();
	await row.click();
	await page.locator("details summary").click();
	await expect(page.getByText("Здравствуйте! Первый текст.")).toBeVisible();
	await page.getByRole("button", { name: "Убрать" }).click();
	await expect(page.getByRole("button", { name: "Вернуть" })).toBeVisible();
	await page.getByRole("button", { name: "Вернуть" }).click();
	await expect(page.getByRole("button", { name: "Убрать" })).toBeVisible();
});

test("a link waits while a form holds words that are not saved, also after a refusal, and no longer", async ({
	desk,
}) => {
	const page = await desk.as("admin", "/settings/region");
	const name = page.getByLabel("Название региона");
	const was = await name.inputValue();
	const question = page.getByRole("alertdialog");
	const stays = async () => {
		await page.getByRole("link", { name: "Очередь" }).click();
		await expect(question).toContainText("Изменения не сохранены");
		await question.getByRole("button", { name: "Остаться" }).click();
	};
	await name.fill("Приозёрная область");
	await stays();
	await page.route("**/api/region", (route) => route.abort(), { times: 1 });
	const save = page.getByRole("button", { name: "Сохранить" });
	await save.click();
	await expect(page.getByText("Сервер не отвечает.").first()).toBeVisible();
	await stays();
	await save.click();
	await expect(page.getByText("Регион сохранён")).toBeVisible();
	await name.fill(was);
	await stays();
	await save.click();
	await page.getByRole("link", { name: "Очередь" }).click();
	await expect(page).not.toHaveURL(/settings/);
});
