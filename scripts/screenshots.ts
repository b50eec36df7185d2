/*
 * `npm run screenshots`: every screen at three widths, light and dark, into screenshots/, and the picture of the README;
 * with a screen's name that one alone, with --guide the pictures of the guide.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium } from "@playwright/test";
import type { System } from "../demo/system.ts";
import { chromiumLaunch } from "../test/browser/chromium.ts";
import { allScreens, pathOf, settle } from "../test/browser/all-screens.ts";
import { takeGuidePictures } from "./guide-pictures.ts";
import { skipTours } from "../test/browser/tours.ts";
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
/** What stands beside the work comes after it, ms. */
const beside = 500;

async function openAs(
	browser: Browser,
	system: System,
	login: string | null,
	options: object,
): Promise<BrowserContext> {
	const context = await browser.newContext({
		...options,
		// nothing is caught on its way
		reducedMotion: "reduce",
		baseURL: system.url,
		locale: "ru-RU",
		timezoneId: "Europe/Moscow",
	});
	await skipTours(context);
	const account = system.accounts.find((one) => one.login === login);
	if (account)
		await context.request.post("/api/session", {
			headers: { origin: system.url },
			data: { login: account.login, password: account.password },
		});
	return context;
}

async function takeAll(browser: Browser, system: System, scene: Scene): Promise<number> {
	let taken = 0;
	const only = process.argv[2];
	for (const screen of allScreens.filter(({ name }) => !only || name === only)) {
		const { name, login, act } = screen;
		for (const viewport of sizes)
			for (const colorScheme of schemes) {
				const context = await openAs(browser, system, login, { viewport, colorScheme });
				const page = await context.newPage();
				await page.goto(pathOf(screen, scene));
				await settle(page, screen);
				await act?.(page);
				await page.waitForTimeout(beside);
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
	const screen = { name: "readme", login: "curator", path: `/cases/${scene.approval}` };
	await page.goto(screen.path);
	await settle(page, screen);
	await page.screenshot({ path: join(root, "docs", "queue.png") });
	await context.close();
}

mkdirSync(folder, { recursive: true });
const system = await startSystem();
const browser = await chromium.launch(chromiumLaunch);
try {
	const scene = await setScene(system);
	if (process.argv[2] === "--guide") {
		const taken = await takeGuidePictures((login, options) => openAs(browser, system, login, options), scene);
		process.stdout.write(`${taken} pictures of the guide\n`);
	} else {
		const taken = await takeAll(browser, system, scene);
		if (!process.argv[2]) await takeReadmePicture(browser, system, scene);
		process.stdout.write(`${taken} pictures in ${folder}\n`);
	}
} finally {
	await browser.close();
	await system.stop();
}
