import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { photoWithExif } from "../pictures.ts";
import { ask, expect, readCase, test, writeDirectly } from "./desk.ts";

const phone = { viewport: { width: 390, height: 844 }, locale: "en-GB", javaScriptEnabled: false };

async function violations(page: Page): Promise<string[]> {
	const { violations: found } = await new AxeBuilder({ page })
		.withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"])
		.analyze();
	return found.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(" ")} ${node.failureSummary}`));
}

test("a company answers by its link on a phone in English with a photo, and the owner puts it into the answer", async ({
	desk,
	browser,
}) => {
	const id = await writeDirectly(desk, 830_001, "На Заводской, 18 прорвало трубу в подвале, когда починят");
	const owner = await desk.as("curator", `/cases/${id}`);
	await owner.getByRole("button", { name: "Взять в работу" }).click();
	const { items } = await ask<{ items: { id: number; name: string }[] }>(desk, "POST", "/outside-parties", {
		name: "УК «Заводская»",
		kind: "management-company",
	});
	const outsidePartyId = items.find(({ name }) => name === "УК «Заводская»")?.id;
	const what = "Когда замените трубу?";
	await ask(desk, "POST", `/cases/${id}/tasks`, { outsidePartyId, what, requestKey: `outside-${id}` });
	const tasks = owner.getByRole("region", { name: "Задачи другим" });
	await tasks.getByRole("button", { name: "Дать ссылку" }).click();
	await tasks.getByRole("form", { name: "Дать ссылку" }).getByRole("button", { name: "Дать ссылку" }).click();
	const url = await tasks.getByRole("textbox", { name: "Ссылка" }).inputValue();

	const context = await browser.newContext(phone);
	const page = await context.newPage();
	await page.goto(url);
	await expect(page.getByRole("heading", { name: "Your answer is needed" })).toBeVisible();
	await page.getByLabel("Your answer").fill("The pipe is replaced, the cellar is dry.");
	const letter = { name: "letter.jpg", mimeType: "image/jpeg", buffer: Buffer.from("%PDF-1.7 a letter") };
	await page.getByLabel(/Photos of the work/).setInputFiles([letter]);
	await page.getByRole("button", { name: "Send the answer" }).click();
	await expect(page.getByRole("link", { name: "letter.jpg: this is no JPEG" })).toBeVisible();
	await expect(page.getByLabel("Your answer")).toHaveValue("The pipe is replaced, the cellar is dry.");
	const photo = { name: "pipe.jpg", mimeType: "image/jpeg", buffer: await photoWithExif(41) };
	await page.getByLabel(/Photos of the work/).setInputFiles([photo]);
	await page.getByRole("button", { name: "Send the answer" }).click();
	await expect(page.getByRole("heading", { name: "The answer is received." })).toBeVisible();
	await page.getByRole("link", { name: "По-русски" }).click();
	await expect(page.getByRole("heading", { name: "По этой ссылке ответ уже получен." })).toBeVisible();
	await context.close();

	await expect(tasks.getByText("Готово", { exact: true })).toBeVisible();
	const shown = tasks.getByRole("list", { name: "Фото к этой части" }).getByRole("img");
	await expect(shown).toHaveCount(1);
	await tasks.getByRole("button", { name: "Фото в ответ" }).click();
	await expect(tasks.getByText("Уже в ответе")).toBeVisible();
	expect((await readCase(desk, id)).reply?.photos).toHaveLength(1);
});

for (const colorScheme of ["light", "dark"] as const)
	test(`no page of a link has an accessibility violation: ${colorScheme}`, async ({ desk, browser }) => {
		const id = await desk.write("Не вывозят мусор на Речной, 5, вторую неделю");
		const { items: parties } = await ask<{ items: { id: number }[] }>(desk, "POST", "/outside-parties", {
			name: "Оператор",
			kind: "contractor",
		});
		const order = { outsidePartyId: parties[0]?.id, what: "Когда вывезете?", requestKey: `look-${id}-${colorScheme}` };
		const { items } = await ask<{ items: { id: number }[] }>(desk, "POST", `/cases/${id}/tasks`, order);
		const { url } = await ask<{ url: string }>(desk, "POST", `/cases/${id}/tasks/${items[0]?.id}/link`, {});
		const context = await browser.newContext({ viewport: phone.viewport, colorScheme, bypassCSP: true });
		const page = await context.newPage();
		for (const address of [url, `${url}?lang=en`, `${desk.url}/t/nothing`]) {
			await page.goto(address);
			expect(await violations(page), address).toEqual([]);
		}
		await page.goto(url);
		await page.getByText("Не можем сделать или это не к нам").click();
		await page.getByRole("button", { name: "Отправить ответ" }).click();
		await expect(page.getByRole("alert")).toContainText("Напишите причину");
		await expect(page.getByLabel("Ваш ответ")).toBeFocused();
		expect(await violations(page), "refused").toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
		await page.getByLabel("Ваш ответ").fill("Этот дом вывозит другой оператор");
		await page.getByRole("button", { name: "Отправить ответ" }).click();
		await expect(page.getByRole("heading", { name: "Ответ получен." })).toBeVisible();
		expect(await violations(page), "received").toEqual([]);
		await context.close();
	});
