import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContextOptions, Page } from "@playwright/test";
import { ask, expect, test } from "./desk.ts";
import type { Desk } from "./desk.ts";

let names = 0;
/** the same words twice from one address would be asked about */
const newText = (): string => `Второй день нет горячей воды на Лесной, ${++names}`;

/** A form of the demo region; gives its path. */
async function openForm(desk: Desk): Promise<string> {
	const name = `form-${++names}-${Date.now()}`;
	const { items } = await ask<{ items: { agencyId: number }[] }>(desk, "GET", "/pages", undefined, "admin");
	const page = { channel: "form", externalId: name, name: "Приёмная города", url: null, territoryCode: null };
	await ask(desk, "POST", "/pages", { ...page, agencyId: items[0]?.agencyId, settings: {}, secrets: {} }, "admin");
	return `/f/${name}`;
}

async function violations(page: Page): Promise<string[]> {
	const { violations: found } = await new AxeBuilder({ page })
		.withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"])
		.analyze();
	return found.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(" ")} ${node.failureSummary}`));
}

const phone = { viewport: { width: 390, height: 844 } };
const looks: [string, BrowserContextOptions][] = [
	["with scripts", phone],
	["without scripts", { ...phone, javaScriptEnabled: false }],
];

for (const [name, options] of looks)
	test(`a resident writes on a phone ${name} and reads what becomes of it`, async ({ desk, browser }) => {
		const text = newText();
		const path = await openForm(desk);
		const context = await browser.newContext({ ...options, baseURL: desk.url });
		const page = await context.newPage();
		const asked: string[] = [];
		page.on("request", (request) => asked.push(request.url()));
		await page.goto(path);
		const opened = Date.now();
		await page.getByRole("button", { name: "Отправить" }).click();
		await expect(page.getByRole("link", { name: "Напишите, что случилось" })).toBeVisible();
		await expect(page.getByLabel("Что случилось")).toBeFocused();
		await page.getByLabel("Что случилось").fill(text);
		await page.getByLabel(/Как к вам обращаться/).fill("Житель");
		await page.waitForTimeout(Math.max(0, 3200 - (Date.now() - opened)));
		await page.getByRole("button", { name: "Отправить" }).click();
		await expect(page.getByRole("heading", { name: /Сообщение принято|Ваше сообщение/ })).toBeVisible();
		await expect(async () => {
			if (name === "without scripts") await page.reload();
			await expect(page.getByText("Что происходит")).toBeVisible({ timeout: 1000 });
		}).toPass();
		await expect(page.getByText(text)).toBeVisible();
		expect(await page.evaluate(() => document.documentElement.scrollWidth).catch(() => 390)).toBeLessThanOrEqual(390);
		expect(new Set(asked.map((url) => new URL(url).origin))).toEqual(new Set([desk.url]));
		await context.close();
	});

test("who is too quick is not stopped: the browser does some work and the question goes away", async ({
	desk,
	browser,
}) => {
	const context = await browser.newContext({ ...phone, baseURL: desk.url });
	const page = await context.newPage();
	const text = newText();
	const errors: string[] = [];
	page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
	await page.goto(await openForm(desk));
	await page.getByLabel("Что случилось").fill(text);
	await page.getByRole("button", { name: "Отправить" }).click();
	await expect(page.getByText("Проверка пройдена, можно отправлять.")).toBeVisible({ timeout: 30_000 });
	await expect(page.getByLabel("Проверочный вопрос")).toBeHidden();
	await expect(page.getByLabel("Что случилось")).toHaveValue(text);
	await page.getByRole("button", { name: "Отправить" }).click();
	await expect(page.getByRole("heading", { name: /Сообщение принято|Ваше сообщение/ })).toBeVisible();
	// a refused form answers 422, and the browser notes it; nothing else is wrong
	expect(errors.filter((one) => !one.includes("422"))).toEqual([]);
	await context.close();
});

test("where the resident is goes along when they say so", async ({ desk, browser }) => {
	const geolocation = { latitude: 59.93428, longitude: 30.3351 };
	const context = await browser.newContext({ ...phone, baseURL: desk.url, geolocation, permissions: ["geolocation"] });
	const page = await context.newPage();
	await page.goto(await openForm(desk));
	await page.getByRole("button", { name: "Добавить моё местоположение" }).click();
	await expect(page.getByText("Местоположение добавлено")).toBeVisible();
	await expect(page.locator("#latitude")).toHaveValue("59.93428");
	await context.close();
});

for (const colorScheme of ["light", "dark"] as const)
	test(`no page of the form has an accessibility violation: ${colorScheme}`, async ({ desk, browser }) => {
		const context = await browser.newContext({ ...phone, colorScheme, baseURL: desk.url, bypassCSP: true });
		const page = await context.newPage();
		const path = await openForm(desk);
		for (const address of [path, `${path}?lang=en`, "/f/nothing"]) {
			await page.goto(address);
			expect(await violations(page), address).toEqual([]);
		}
		await page.goto(path);
		await page.getByLabel(/Почта или телефон/).fill("nowhere");
		await page.getByRole("button", { name: "Отправить" }).click();
		await expect(page.getByRole("alert")).toBeVisible();
		expect(await violations(page), "refused").toEqual([]);
		await page.getByLabel("Что случилось").fill(newText());
		await page.getByLabel(/Почта или телефон/).fill("");
		await page.waitForTimeout(3000);
		await page.getByRole("button", { name: "Отправить" }).click();
		await expect(page.getByText("Что происходит")).toBeVisible();
		expect(await violations(page), "message").toEqual([]);
		await context.close();
	});
