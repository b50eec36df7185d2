import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { answerField, ask, expect, readCase, test } from "./desk.ts";
import type { Desk } from "./desk.ts";

/** Every screen with something on it, and who looks at it. */
async function screens(
	desk: Desk,
): Promise<{ name: string; login: string | null; path: string; ready: string | RegExp }[]> {
	const assigned = await desk.write("Второй день нет горячей воды на Лесной, 2");
	const working = await desk.write("Батареи холодные на Садовой, 4, квартира угловая");
	const waiting = await desk.write("Батареи еле тёплые, в квартире холодно вторую неделю");
	for (const id of [working, waiting]) {
		const { case: row } = await readCase(desk, id);
		await ask(desk, "POST", `/cases/${id}/actions`, { action: "accept", version: row.version });
		await ask(desk, "PUT", `/cases/${id}/reply`, {
			text: "Здравствуйте! Мастер придёт завтра к 10:00, звоните +7 912 345-67-89.",
			revision: null,
		});
	}
	const saved = await ask<{ reply: { revision: number } }>(desk, "PUT", `/cases/${waiting}/reply`, {
		text: "Здравствуйте! Слесарь наладит отопление завтра до 10:00.",
		revision: (await readCase(desk, waiting)).reply?.revision,
	});
	await ask(desk, "POST", `/cases/${waiting}/reply/submit`, {
		revision: saved.reply.revision,
		requestKey: "a-key-of-the-screens-test",
	});
	return [
		{ name: "sign-in", login: null, path: "/sign-in", ready: "Написать как житель" },
		{ name: "queue", login: "curator", path: "/cases", ready: "Выберите инцидент в списке" },
		{ name: "case", login: "executor-housing", path: `/cases/${assigned}`, ready: "Взять в работу" },
		{ name: "editor", login: "executor-housing", path: `/cases/${working}`, ready: /Похоже на номер телефона/ },
		{ name: "approval", login: "approver-housing", path: `/cases/${waiting}`, ready: "Согласовать и опубликовать" },
		{ name: "attention", login: "admin", path: "/attention", ready: "Не разобранные сообщения сети" },
		{ name: "pages", login: "admin", path: "/pages", ready: /страниц работают/ },
		{ name: "page", login: "admin", path: "/pages/1", ready: "Учёт по дням" },
		{ name: "page-new", login: "admin", path: "/pages/new", ready: "Откуда будут приходить сообщения" },
	];
}

async function violations(page: Page): Promise<string[]> {
	const { violations: found } = await new AxeBuilder({ page })
		.withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
		.analyze();
	return found.flatMap((one) =>
		one.nodes.map((node) => `${one.id} (${one.impact}): ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
	);
}

for (const colorScheme of ["light", "dark"] as const)
	test(`no screen has an accessibility violation: ${colorScheme}`, async ({ desk, browser }) => {
		test.setTimeout(400_000);
		for (const screen of await screens(desk)) {
			const page = screen.login
				? await desk.as(screen.login, screen.path, { colorScheme })
				: await (await browser.newContext({ colorScheme })).newPage();
			if (!screen.login) await page.goto(`${desk.url}${screen.path}`);
			await expect(page.getByText(screen.ready).first()).toBeVisible();
			expect(await violations(page), `${screen.name}, ${colorScheme}`).toEqual([]);
			if (screen.name === "case") {
				await page.locator("header").getByRole("button", { name: /\d/ }).first().click();
				await expect(page.getByText(/рабочих часа от/)).toBeVisible();
				expect(await violations(page), `explanation, ${colorScheme}`).toEqual([]);
			}
			await page.context().close();
		}
	});

for (const width of [390, 1024])
	test(`nothing is wider than the screen at ${width} px, and nothing breaks the content policy`, async ({
		desk,
		browser,
	}) => {
		test.setTimeout(400_000);
		for (const screen of await screens(desk)) {
			const viewport = { width, height: 844 };
			const context = { viewport, hasTouch: width === 390 };
			const page = screen.login
				? await desk.as(screen.login, screen.path, context)
				: await (await browser.newContext(context)).newPage();
			const complaints: string[] = [];
			page.on("console", (message) => {
				if (message.type() === "error") complaints.push(message.text());
			});
			await page.goto(`${desk.url}${screen.path}`);
			const ready = screen.name === "queue" && width < 768 ? "Второй день нет горячей воды" : screen.ready;
			await expect(page.getByText(ready).first()).toBeVisible();
			const overflow = await page.evaluate(() =>
				[...document.querySelectorAll("main *, header *, form *")]
					.filter(
						(one) =>
							one.checkVisibility({ visibilityProperty: true }) &&
							one.getBoundingClientRect().right > innerWidth + 1 &&
							// a line that ends in an ellipsis hides the rest of its words on purpose
							!one.parentElement?.closest(".truncate"),
					)
					.map((one) => `${one.tagName} ${one.className}`),
			);
			expect(overflow, `${screen.name} at ${width}`).toEqual([]);
			expect(
				complaints.filter((text) => !text.includes("401")),
				screen.name,
			).toEqual([]);
			await page.context().close();
		}
	});

test("on a telephone one goes from the list to the case and back, and the list keeps its place", async ({ desk }) => {
	for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
		await desk.write(`Дом ${number} на Набережной: нет отопления, мёрзнем`);
	const page = await desk.as("executor-housing", `/cases?q=${encodeURIComponent("Набережная мёрзнем")}`, {
		viewport: { width: 390, height: 700 },
		hasTouch: true,
	});
	const list = page.getByRole("region", { name: "Инциденты" });
	await expect(list.getByRole("link").first()).toBeVisible();
	await list.evaluate((one) => one.scrollTo(0, 500));
	const row = list.getByRole("link", { name: "Дом 3 на Набережной" });
	await row.tap();
	await expect(page.getByRole("button", { name: "Взять в работу" })).toBeInViewport();
	await page.getByRole("button", { name: "Взять в работу" }).tap();
	await answerField(page).fill("Здравствуйте!");
	await expect(page.getByRole("button", { name: "Отправить на согласование" })).toBeInViewport();
	await page.getByRole("link", { name: "Назад" }).tap();
	await expect(row).toBeInViewport();
	expect(await list.evaluate((one) => one.scrollTop)).toBeGreaterThan(300);
});
