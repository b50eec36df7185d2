/* `npm run screenshots`: every screen at three widths, light and dark, into screenshots/, and the picture of the README. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import type { System } from "../demo/system.ts";
import { chromiumLaunch } from "../test/browser/chromium.ts";
import { type Scene, setScene } from "../test/browser/scene.ts";
import { startSystem } from "../test/system.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "screenshots");
const sizes = [
	{ width: 1440, height: 900 },
	{ width: 1024, height: 768 },
	{ width: 390, height: 844 },
];
const schemes = ["light", "dark"] as const;

type Screen = { name: string; login: string | null; path: string; act?: (page: Page) => Promise<void> };

/** What is known about the case: behind a tab on a narrow screen, below the fold on a wide one. */
async function openDetails(page: Page): Promise<void> {
	const tab = page.getByRole("tab", { name: "Подробности" });
	if (await tab.isVisible()) await tab.click();
	await page.getByRole("region", { name: "Похожие и повторные" }).scrollIntoViewIfNeeded();
	await page.waitForTimeout(400);
}

/** The sheet of a rare action. */
async function openTaskSheet(page: Page): Promise<void> {
	await page.getByRole("button", { name: "Ещё действия с инцидентом" }).click();
	await page.getByRole("menuitem", { name: "Дать задачу" }).click();
	await page.getByRole("dialog").waitFor();
}

const screens = (scene: Scene): Screen[] => [
	{ name: "sign-in", login: null, path: "/sign-in" },
	{ name: "queue", login: "curator", path: "/cases" },
	{ name: "queue-empty", login: "executor-city", path: "/cases?view=returned" },
	{ name: "search", login: "curator", path: "/cases?q=снегом&due=today" },
	{ name: "case", login: "executor-housing", path: `/cases/${scene.assigned}` },
	{ name: "case-task", login: "executor-housing", path: `/cases/${scene.assigned}`, act: openTaskSheet },
	{ name: "editor", login: "executor-housing", path: `/cases/${scene.writing}` },
	{ name: "editor-returned", login: "executor-housing", path: `/cases/${scene.returned}?view=returned` },
	{ name: "approval", login: "approver-housing", path: `/cases/${scene.approval}?view=approval` },
	{ name: "approvals", login: "approver-housing", path: "/approvals" },
	{ name: "approvals-empty", login: "approver-city", path: "/approvals" },
	{ name: "answered", login: "executor-housing", path: `/cases/${scene.answered}?view=answered` },
	{ name: "outside-answer", login: "executor-housing", path: `/cases/${scene.outside}` },
	{ name: "attention", login: "admin", path: "/attention" },
	{ name: "pages", login: "admin", path: "/pages" },
	{ name: "understood", login: "curator", path: `/cases/${scene.told}` },
	{ name: "understood-side", login: "curator", path: `/cases/${scene.told}`, act: openDetails },
	{ name: "models", login: "admin", path: "/models" },
	{ name: "people", login: "admin", path: "/settings/people" },
	{ name: "person", login: "admin", path: "/settings/people/2" },
	{ name: "roles", login: "admin", path: "/settings/roles" },
	{ name: "agencies", login: "admin", path: "/settings/agencies" },
	{ name: "topics", login: "admin", path: "/settings/topics" },
	{ name: "routing", login: "admin", path: "/settings/routing" },
	{ name: "account", login: "executor-housing", path: "/account" },
	{ name: "settings", login: "admin", path: "/settings" },
	{ name: "settings-terms", login: "admin", path: "/settings/terms/1" },
	{ name: "settings-calendar", login: "admin", path: "/settings/calendars/1" },
	{ name: "settings-template", login: "admin", path: "/settings/templates/new" },
	{ name: "settings-journal", login: "admin", path: "/settings/journal" },
	{ name: "page", login: "admin", path: "/pages/1" },
	{ name: "day", login: "executor-housing", path: "/day" },
	{ name: "board", login: "curator", path: "/board?period=month" },
	{ name: "promises", login: "curator", path: "/promises" },
	{ name: "quality", login: "curator", path: "/quality" },
	{ name: "duty", login: "curator", path: "/duty" },
	{ name: "notices", login: "curator", path: "/notices" },
	{ name: "page-new", login: "admin", path: "/pages/new" },
];

async function openAs(
	browser: Browser,
	system: System,
	login: string | null,
	options: object,
): Promise<BrowserContext> {
	const context = await browser.newContext({
		...options,
		baseURL: system.url,
		locale: "ru-RU",
		timezoneId: "Europe/Moscow",
	});
	const account = system.accounts.find((one) => one.login === login);
	if (account)
		await context.request.post("/api/session", {
			headers: { origin: system.url },
			data: { login: account.login, password: account.password },
		});
	return context;
}

async function settle(page: Page): Promise<void> {
	await page.evaluate(() => document.fonts.ready);
	// findings come after a pause of the typist
	await page.waitForTimeout(1500);
}

async function takeAll(browser: Browser, system: System, scene: Scene): Promise<number> {
	let taken = 0;
	const only = process.argv[2];
	for (const { name, login, path, act } of screens(scene).filter((screen) => !only || screen.name === only)) {
		for (const viewport of sizes)
			for (const colorScheme of schemes) {
				const context = await openAs(browser, system, login, { viewport, colorScheme });
				const page = await context.newPage();
				await page.goto(path);
				await settle(page);
				await act?.(page);
				await page.screenshot({ path: join(folder, `${name}-${viewport.width}-${colorScheme}.png`) });
				taken += 1;
				await context.close();
			}
	}
	return taken;
}

async function takeReadmePicture(browser: Browser, system: System, scene: Scene): Promise<void> {
	const viewport = { width: 1440, height: 900 };
	const context = await openAs(browser, system, "curator", { viewport, deviceScaleFactor: 1.5 });
	const page = await context.newPage();
	await page.goto(`/cases/${scene.approval}`);
	await settle(page);
	await page.screenshot({ path: join(root, "docs", "queue.png") });
	await context.close();
}

mkdirSync(folder, { recursive: true });
const system = await startSystem();
const browser = await chromium.launch(chromiumLaunch);
try {
	const scene = await setScene(system);
	const taken = await takeAll(browser, system, scene);
	if (!process.argv[2]) await takeReadmePicture(browser, system, scene);
	process.stdout.write(`${taken} pictures in ${folder}\n`);
} finally {
	await browser.close();
	await system.stop();
}
