import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContext } from "@playwright/test";
import sharp from "sharp";
import { allScreens, pathOf, settle } from "../test/browser/all-screens.ts";
import type { Scene } from "../test/browser/scene.ts";

const folder = fileURLToPath(new URL("../docs/guide/", import.meta.url));
/** Where the pictures of a language lie. */
const languages = { ru: join(folder, "pictures"), en: join(folder, "en", "pictures") };

/** The screens that the guide shows; a picture has its screen's name. */
const guidePictures = [
	"queue",
	"understood",
	"editor",
	"approvals",
	"board",
	"duty",
	"notices",
	"pages",
	"routing",
	"settings",
];

/** A picture that a telephone on a slow line still fetches soon. */
const most = 60 * 1024;
/** The window as on a common screen, and the picture as wide as a page of the guide shows it sharp. */
const viewport = { width: 1440, height: 855 };
const width = 1040;

/** Takes the pictures that the guide names, in each language. @returns how many */
export async function takeGuidePictures(
	openAs: (login: string | null, options: object) => Promise<BrowserContext>,
	scene: Scene,
): Promise<number> {
	let taken = 0;
	for (const [language, place] of Object.entries(languages)) {
		mkdirSync(place, { recursive: true });
		for (const name of guidePictures) {
			const screen = allScreens.find((one) => one.name === name);
			if (!screen) throw new Error(`there is no screen "${name}"`);
			const context = await openAs(screen.login, { viewport });
			await context.addInitScript((chosen) => localStorage.setItem("otklik.language", chosen), language);
			const page = await context.newPage();
			await page.goto(pathOf(screen, scene));
			const { ready, ...rest } = screen;
			// what a screen waits for is named by its Russian words
			await settle(page, ready && language === "ru" ? screen : rest);
			// names behind numbers and remarks on a text come after the rest
			await page.waitForTimeout(2000);
			await keep(join(place, `${name}.webp`), await page.screenshot());
			await context.close();
			taken += 1;
		}
	}
	return taken;
}

/** As good as fits. */
async function keep(path: string, png: Buffer): Promise<void> {
	for (let quality = 82; quality >= 30; quality -= 6) {
		const webp = await sharp(png).resize({ width }).webp({ quality, effort: 6 }).toBuffer();
		if (webp.length > most) continue;
		writeFileSync(path, webp);
		return;
	}
	throw new Error(`the picture ${path} does not fit into ${most} bytes`);
}
