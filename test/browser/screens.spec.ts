import type { Page } from "@playwright/test";
import { type Screen, allScreens, pathOf, settle } from "./all-screens.ts";
import { answerField, expect, openPage, test as base } from "./desk.ts";
import { complaintsOf, overflowAtRest, pressEscape, violations } from "./examine.ts";
import { setScene } from "./scene.ts";
import type { Scene } from "./scene.ts";
import { walkByTab } from "./tab-walk.ts";

/** A page of this person, the same one for screen after screen: what the app consists of is loaded and compiled once. */
type PageOf = (login: string | null) => Promise<Page>;

const test = base.extend<object, { scene: Scene; pageOf: PageOf }>({
	scene: [async ({ system }, use) => use(await setScene(system)), { scope: "worker", timeout: 120_000 }],
	pageOf: [
		async ({ system, browser }, use) => {
			let last: { login: string | null; page: Page } | null = null;
			await use(async (login) => {
				if (last?.login === login) return last.page;
				await last?.page.context().close();
				last = { login, page: await openPage(system, browser, login, { hasTouch: true, reducedMotion: "reduce" }) };
				return last.page;
			});
		},
		{ scope: "worker" },
	],
});

// a screen has nothing to do with the next one: both workers take of them
test.describe.configure({ mode: "parallel" });

/** From the widest to the narrowest; 720 px is a window of 1,440 px at 200 % zoom. */
const widths = [2560, 1024, 720, 390];

/** Two walks lead through the list with and without an open case; the others go past it as a person would. */
const skipOf = ({ name }: Screen) => (name === "queue" || name === "case" ? undefined : "К открытому инциденту");

const byPerson = allScreens.toSorted((a, b) => (a.login ?? "").localeCompare(b.login ?? ""));

for (const screen of byPerson)
	test(`${screen.name}: accessible in light and dark, by Tab, nothing wider than the screen, the content policy holds`, async ({
		pageOf,
		scene,
	}) => {
		const page = await pageOf(screen.login);
		await page.setViewportSize({ width: 1440, height: 900 });
		await page.emulateMedia({ colorScheme: "light" });
		const complaints = complaintsOf(page);
		await page.goto(pathOf(screen, scene));
		await settle(page, screen);
		await screen.act?.(page);
		expect(await violations(page), "light, 1440 px").toEqual([]);
		for (const width of widths) {
			await page.setViewportSize({ width, height: 844 });
			expect.soft(await overflowAtRest(page), `${width} px`).toEqual([]);
		}
		await page.emulateMedia({ colorScheme: "dark" });
		expect(await violations(page), "dark, 390 px").toEqual([]);
		await page.setViewportSize({ width: 1440, height: 900 });
		expect(await walkByTab(page, { skip: skipOf(screen) }), "by Tab").toEqual([]);
		if (await page.getByRole("dialog").count()) {
			await pressEscape(page);
			await expect(page.getByRole("dialog")).toHaveCount(0);
		}
		expect(complaints).toEqual([]);
		// nothing of it goes on behind the next tests
		await page.goto("about:blank");
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
