import { generate } from "otplib/functional";
import { expect, test } from "./desk.ts";
import { faultsNow } from "./examine.ts";
import { workbook } from "../table-files.ts";

test("a person is added, chooses a password of their own, and from then on signs in with a second step", async ({
	desk,
	page,
}) => {
	const admin = await desk.as("admin", "/settings/people");
	await admin.getByRole("link", { name: "Добавить человека" }).click();
	await admin.getByLabel("Логин").fill("  ");
	await admin.getByRole("button", { name: "Добавить и выдать пароль" }).click();
	await expect(admin.getByText("Заполните это поле.")).toHaveCount(2);
	await expect(admin.getByLabel("Логин")).toBeFocused();
	await admin.getByLabel("Логин").fill("newcomer");
	await admin.getByLabel("Имя").fill("Новый исполнитель");
	await admin.getByLabel("Ведомство").selectOption({ label: "Минжилэнерго" });
	await admin.getByRole("checkbox", { name: "Исполнитель" }).check();
	await admin.getByRole("button", { name: "Добавить и выдать пароль" }).click();
	const given = (await admin.getByRole("status").getByRole("definition").last().textContent()) ?? "";
	await admin.getByRole("button", { name: "Я передал пароль" }).click();
	await expect(admin.getByRole("heading", { name: "Новый исполнитель" })).toBeVisible();

	const signIn = async (password: string) => {
		await page.goto(`${desk.url}/sign-in`);
		await page.getByText("Войти по логину и паролю").click();
		await page.getByLabel("Логин").fill("newcomer");
		await page.getByLabel("Пароль").fill(password);
		await page.getByRole("button", { name: "Войти", exact: true }).click();
	};
	const own = "луна ходит боком";
	await signIn(given);
	await expect(page).toHaveURL(/\/account$/);
	// nothing else opens before
	await page.goto(`${desk.url}/cases`);
	await expect(page).toHaveURL(/\/account$/);
	await page.getByLabel("Нынешний пароль").fill(given);
	await page.getByLabel("Новый пароль", { exact: true }).fill("newcomer-1");
	await page.getByLabel("Новый пароль ещё раз").fill("newcomer-1");
	await page.getByRole("button", { name: "Сменить пароль" }).click();
	await expect(page.getByText("В нём есть ваш логин")).toBeVisible();
	await page.getByLabel("Новый пароль", { exact: true }).fill(own);
	await page.getByLabel("Новый пароль ещё раз").fill(own);
	await page.getByRole("button", { name: "Сменить пароль" }).click();

	await page.getByRole("button", { name: "Включить второй шаг" }).click();
	await page.getByLabel("Подтвердите паролем").fill(own);
	await page.getByRole("button", { name: "Дальше" }).click();
	await expect(page.getByRole("img", { name: "Код QR" })).toBeVisible();
	expect(await faultsNow(page)).toEqual([]);
	const secret = ((await page.locator("code").textContent()) ?? "").replaceAll(" ", "");
	const now = Math.floor(Date.now() / 1000);
	await page.getByLabel("Код из приложения").fill(await generate({ secret, epoch: now - 30 }));
	await page.getByRole("button", { name: "Подтвердить и включить" }).click();
	await expect(page.getByRole("button", { name: "Я сохранил коды" })).toBeVisible();
	expect(await faultsNow(page)).toEqual([]);
	await page.getByRole("button", { name: "Я сохранил коды" }).click();
	await expect(page.getByText("10 запасных кодов")).toBeVisible();

	await page.context().clearCookies();
	await signIn(own);
	await page.getByLabel("Код из приложения").fill("000000");
	await page.getByRole("button", { name: "Войти", exact: true }).click();
	await expect(page.getByRole("alert")).toContainText("Код не подходит");
	await page.getByLabel("Код из приложения").fill(await generate({ secret }));
	await page.getByRole("button", { name: "Войти", exact: true }).click();
	await expect(page).toHaveURL(/\/cases/);
});

test("people come from a workbook: first what it would do, then their passwords, and what is no table is refused in words", async ({
	desk,
}) => {
	const page = await desk.as("admin", "/settings/people");
	await page.getByRole("link", { name: "Загрузить из файла" }).click();
	const choose = (name: string, buffer: Buffer) =>
		page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
	await choose("people.xlsx", Buffer.from("это не таблица"));
	await expect(page.getByRole("alert")).toBeVisible();
	await choose(
		"people.xlsx",
		await workbook([
			["Логин", "Имя", "Ведомство", "Роли"],
			["from-file", "Человек из файла", "Минжилэнерго", "Исполнитель"],
			["nowhere", "Не туда", "нет такого", "Исполнитель"],
		]),
	);
	const shown = page.getByRole("region", { name: "Что изменится" });
	await expect(shown).toContainText("новые: 1 · изменятся: 0 · не подходят: 1");
	await expect(shown.getByText("Такого ведомства нет.")).toBeVisible();
	expect(await faultsNow(page)).toEqual([]);
	await shown.getByRole("button", { name: "Записать изменения" }).click();
	const password = await page
		.getByRole("row", { name: /from-file/ })
		.getByRole("cell")
		.last()
		.textContent();
	expect(await faultsNow(page)).toEqual([]);
	const entered = await page.request.post("/api/session", {
		headers: { origin: desk.url },
		data: { login: "from-file", password },
	});
	expect(entered.ok()).toBe(true);
});
