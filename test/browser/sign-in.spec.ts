import { expect, test } from "./desk.ts";

test("the demo account signs in with one click and comes back to the same place after the session ends", async ({
	desk,
	page,
}) => {
	await page.goto(`${desk.url}/cases?view=new&q=вода`);
	await expect(page).toHaveURL(/sign-in/);
	await expect(page.getByRole("heading", { name: "Отклик" })).toBeVisible();
	await expect(page.getByRole("link", { name: /Написать как житель/ })).toHaveAttribute("href", desk.network.url);
	await page.getByRole("button", { name: /Исполнитель, Минжилэнерго/ }).click();
	await expect(page).toHaveURL(/\/cases\?view=new&q=/);
	await expect(page.getByRole("textbox", { name: "Искать в инцидентах" })).toHaveValue("вода");
	await page.context().clearCookies();
	// at the latest by the next step: what the screen asks by itself may have been refused before
	await page.evaluate(() => document.querySelector<HTMLElement>('a[href="/cases?view=returned"]')?.click());
	await expect(page).toHaveURL(/sign-in/);
});

test("a wrong password is refused in words, and nothing is let in", async ({ desk, page }) => {
	await page.goto(`${desk.url}/sign-in`);
	await page.getByText("Войти по логину и паролю").click();
	await page.getByLabel("Логин").fill("curator");
	await page.getByLabel("Пароль").fill("not-the-password");
	await page.getByRole("button", { name: "Войти", exact: true }).click();
	await expect(page.getByRole("alert")).toContainText("Логин или пароль не подходят");
	await page.goto(`${desk.url}/cases`);
	await expect(page).toHaveURL(/sign-in/);
});

test("an address of another site is never followed after the sign-in", async ({ desk, page }) => {
	await page.goto(`${desk.url}/sign-in?next=${encodeURIComponent("//evil.example/")}`);
	await page.getByRole("button", { name: "Куратор ЦУР" }).click();
	await expect(page).toHaveURL(new RegExp(`^${desk.url}/cases`));
});

test("signing out ends the session", async ({ desk }) => {
	const page = await desk.as("curator");
	await page.getByRole("button", { name: "Учётная запись" }).click();
	await page.getByRole("menuitem", { name: "Выйти" }).click();
	await expect(page).toHaveURL(/sign-in/);
	await page.goto(`${desk.url}/cases`);
	await expect(page).toHaveURL(/sign-in/);
});

test("the language is switched in place and kept", async ({ desk }) => {
	const page = await desk.as("curator");
	await expect(page.getByRole("link", { name: /Просроченные/ })).toBeVisible();
	await page.getByRole("button", { name: "Учётная запись" }).click();
	await page.getByRole("menuitemradio", { name: "English" }).click();
	await page.keyboard.press("Escape");
	await expect(page.getByRole("link", { name: /Overdue/ })).toBeVisible();
	await expect(page.locator("html")).toHaveAttribute("lang", "en");
	await page.reload();
	await expect(page.getByRole("textbox", { name: "Search cases" })).toBeVisible();
	await expect(page.getByText(/[А-Яа-яё]/).filter({ hasText: /Открытые|Очередь|Искать/ })).toHaveCount(0);
});
