import { expect, test } from "./desk.ts";

test("hints for somebody new are shown once, go by keys on a telephone too, and come again when asked for", async ({
	desk,
	browser,
}) => {
	const context = await browser.newContext({ baseURL: desk.url, viewport: { width: 390, height: 844 } });
	const account = desk.accounts.find(({ login }) => login === "executor-city");
	const data = { login: account?.login, password: account?.password };
	await context.request.post("/api/session", { headers: { origin: desk.url }, data });
	const page = await context.newPage();
	await page.goto("/cases");
	await expect(page.getByRole("dialog", { name: "Очередь" })).toBeVisible();
	await expect(page.getByRole("button", { name: "Дальше" })).toBeFocused();
	await page.keyboard.press("Enter");
	const second = page.getByRole("dialog", { name: "Ваш следующий ответ" });
	await expect(second.getByRole("button", { name: "Дальше" })).toBeInViewport();
	await expect(second.getByRole("button", { name: "Пропустить" })).toBeInViewport();
	await page.keyboard.press("Escape");
	await expect(page.getByRole("dialog")).toHaveCount(0);
	await page.reload();
	await expect(page.getByRole("link", { name: "Очередь" })).toBeVisible();
	await expect(page.getByRole("dialog")).toHaveCount(0);
	await page.goto("/help");
	await page.getByRole("button", { name: "Показать подсказки на экране ещё раз" }).click();
	await expect(page.getByRole("dialog", { name: "Очередь" })).toBeVisible();
	await context.close();
});

test("a screen leads to its page of the guide with its picture; words find others; the content policy holds", async ({
	desk,
}) => {
	const page = await desk.open("approver-housing");
	const complaints: string[] = [];
	page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
	await page.goto(`${desk.url}/approvals`);
	await page.getByRole("link", { name: "Справка" }).first().click();
	await expect(page.getByRole("heading", { name: "Как согласовать ответ", level: 1 })).toBeVisible();
	const picture = page.getByRole("img", { name: /Согласование: слева вопрос жителя/ });
	await expect.poll(() => picture.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(0);
	await page.getByRole("link", { name: "Вся справка" }).click();
	await expect(page.getByRole("heading", { name: "Согласующий · ваша роль" })).toBeVisible();
	await page.getByRole("searchbox", { name: "Искать в справке" }).fill("запасной код");
	await page.getByRole("link", { name: /Второй шаг входа/ }).click();
	await expect(page).toHaveURL(/\/help\/account#/);
	await expect(page.getByRole("heading", { name: "Второй шаг входа" })).toBeInViewport();
	await page.goto(`${desk.url}/help/no-such-page`);
	await expect(page.getByText("Такой страницы в справке нет")).toBeVisible();
	expect(complaints).toEqual([]);
});
