import type { Page } from "@playwright/test";
import { openDatabase } from "../../src/db/database.ts";
import { listOpenPages } from "../../src/registry/reads-pages.ts";
import { expect, test } from "./desk.ts";
import type { Desk } from "./desk.ts";

/** A community of the demo network with its key, as its owner knows them. */
async function communityOf({ databaseUrl, secretKey }: Desk) {
	const db = openDatabase(databaseUrl, 1);
	try {
		const [page] = await listOpenPages(db, 1, secretKey);
		if (!page) throw new Error("the demo region has no page");
		return page;
	} finally {
		await db.destroy();
	}
}

async function chooseNetwork(page: Page, name: string): Promise<void> {
	await page.getByRole("button", { name: new RegExp(name) }).click();
}

test("a page set up by hand: the form asks what is missing, the address to paste is shown, keys are never shown again", async ({
	desk,
}) => {
	const page = await desk.as("admin", "/pages");
	await page.getByRole("link", { name: "Подключить страницу" }).click();
	await chooseNetwork(page, "ВКонтакте");
	await page.getByRole("button", { name: "Ввести номер и название вручную" }).click();
	await page.getByRole("button", { name: "Подключить", exact: true }).click();
	await expect(page.getByText("Заполните это поле").first()).toBeVisible();
	const fill = async (name: string) => {
		await page.getByLabel("Название").fill(name);
		await page.getByLabel("Номер сообщества").fill("930100099");
		await page.getByLabel("Ведомство").selectOption({ label: "Министерство здравоохранения" });
		await page.getByLabel("Ключ доступа сообщества").fill("the-access-key");
		await page.getByText("Редкие настройки").click();
		// nobody listens there: what the network would be told fails at once
		await page.getByLabel("Другой адрес сети").fill("http://127.0.0.1:9");
		await page.getByRole("button", { name: "Подключить", exact: true }).click();
	};
	await fill("Новая страница района");
	await expect(page.getByText(/\/webhooks\/vk\//)).toBeVisible();
	await page.locator("summary", { hasText: "Настройки страницы" }).click();
	await expect(page.getByLabel("Ключ доступа сообщества")).toHaveValue("");
	await expect(page.getByText("Задано. Чтобы заменить, введите новое значение").first()).toBeVisible();
	await page.goto(`${desk.url}/pages/new`);
	await chooseNetwork(page, "ВКонтакте");
	await page.getByRole("button", { name: "Ввести номер и название вручную" }).click();
	await fill("Ещё раз та же");
	await expect(page.getByText("Эта страница уже подключена")).toBeVisible();
});

test("a key is enough: the network tells whose it is, and a page that is connected already is found", async ({
	desk,
}) => {
	const community = await communityOf(desk);
	const page = await desk.as("admin", "/pages/new");
	await chooseNetwork(page, "ВКонтакте");
	await page.getByLabel("Ключ доступа сообщества").fill("a wrong key");
	await page.getByText("Редкие настройки").click();
	await page.getByLabel("Другой адрес сети").fill(desk.network.url);
	await page.getByRole("button", { name: "Проверить ключи" }).click();
	await expect(page.getByText("Сеть не назвала страницу по этим ключам.")).toBeVisible();
	await page.getByLabel("Ключ доступа сообщества").fill(community.secrets.accessToken ?? "");
	await page.getByRole("button", { name: "Проверить ключи" }).click();
	await expect(page.getByText(`Это «${community.name}»`)).toBeVisible();
	await expect(page.getByText("Прав хватает").or(page.getByText("Всех прав хватает."))).toBeVisible();
	await page.getByRole("link", { name: "Открыть её" }).click();
	await expect(page.getByRole("heading", { name: new RegExp(community.name.slice(0, 20)) })).toBeVisible();
});

test("the desk connects a page's notifications by itself, looks at its health and compares it with the network", async ({
	desk,
}) => {
	const community = await communityOf(desk);
	const page = await desk.as("admin", `/pages/${community.id}`);
	await page.getByRole("button", { name: "Подключить уведомления" }).click();
	await expect(page.getByRole("listitem").filter({ hasText: "Адрес сервера" })).toContainText("готово");
	await expect(page.getByText("Уведомления приходят")).toBeVisible();
	await page.getByRole("button", { name: "Проверить сейчас" }).click();
	await expect(page.getByText("Ключ действует")).toBeVisible();
	await page.getByRole("button", { name: "Сверить с сетью" }).click();
	await expect(page.getByText(/В сети .+сообщени/).first()).toBeVisible({ timeout: 30_000 });
	await page.locator("summary", { hasText: "Настройки страницы" }).click();
	await page.getByRole("button", { name: "Остановить" }).click();
	await expect(page.getByText("Остановлена").first()).toBeVisible();
	await page.getByRole("button", { name: "Возобновить отправку" }).click();
	await expect(page.getByRole("button", { name: "Остановить" })).toBeVisible();
});

test("an agency sees its own pages and changes nothing", async ({ desk }) => {
	const page = await desk.as("executor-housing", "/pages");
	await page.getByRole("link", { name: /Минжилэнерго/ }).click();
	await expect(page.getByText("Учёт по дням")).toBeVisible();
	for (const name of ["Подключить уведомления", "Проверить сейчас", "Сверить с сетью"])
		await expect(page.getByRole("button", { name })).toHaveCount(0);
	await expect(page.getByText("Настройки страницы")).toHaveCount(0);
	await expect(page.getByText(/\/webhooks\//)).toHaveCount(0);
});
