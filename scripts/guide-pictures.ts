import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContext } from "@playwright/test";
import sharp from "sharp";
import { allScreens, pathOf, settle } from "../test/browser/all-screens.ts";
import type { Scene } from "../test/browser/scene.ts";

const folder = fileURLToPath(new URL("../docs/guide/", import.meta.url));

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

/** Takes the pictures that the guide names into docs/guide/pictures. @returns how many */
export async function takeGuidePictures(
	openAs: (login: string | null, options: object) => Promise<BrowserContext>,
	scene: Scene,
): Promise<number> {
	mkdirSync(join(folder, "pictures"), { recursive: true });
	for (const name of guidePictures) {
		const screen = allScreens.find((one) => one.name === name);
		if (!screen) throw new Error(`there is no screen "${name}"`);
		const context = await openAs(screen.login, { viewport });
		const page = await context.newPage();
		await page.goto(pathOf(screen, scene));
		await settle(page, screen);
		await screen.act?.(page);
		// names behind numbers come after the list
		await page.waitForTimeout(700);
		await keep(name, await page.screenshot());
		await context.close();
	}
	return guidePictures.length;
}

/** As good as fits. */
async function keep(name: string, png: Buffer): Promise<void> {
	for (let quality = 82; quality >= 30; quality -= 6) {
		const webp = await sharp(png).resize({ width }).webp({ quality, effort: 6 }).toBuffer();
		if (webp.length > most) continue;
		writeFileSync(join(folder, "pictures", `${name}.webp`), webp);
		return;
	}
	throw new Error(`the picture "${name}" does not fit into ${most} bytes`);
}
