import type { Locator, Page } from "@playwright/test";
import type { Opened } from "./all-dialogs.ts";
import { overflow, violations } from "./examine.ts";
import { walkByTab } from "./tab-walk.ts";

const mark = "data-examined";
const marked = `[${mark}]`;
const layers = '[role="dialog"], [role="menu"], dialog[open]';

export const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };

const isIn = (place: Locator) => place.evaluate((one) => one.contains(document.activeElement));
const isAt = (opener: Locator) => opener.evaluate((one) => one === document.activeElement);

/** Asks until it is so or three seconds have gone. */
async function comes(isSo: () => Promise<boolean>): Promise<boolean> {
	for (let left = 30; left > 0; left -= 1) {
		if (await isSo()) return true;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	return false;
}

/**
 * Opens it, looks at it in light and dark, wide and narrow, goes through it by keys, and leaves it by Esc.
 * @returns what is wrong with it
 */
export async function examineOpened(page: Page, opened: Opened): Promise<string[]> {
	const { by, next, what, isWideOnly } = opened;
	const opener = typeof by === "string" ? null : by(page);
	await (typeof by === "string" ? page.keyboard.press(by) : by(page).click());
	await next?.(page);
	const place = what ? what(page) : page.locator(layers).last();
	await place.waitFor();
	await place.locator(".animate-pulse").first().waitFor({ state: "hidden" });
	await place.evaluate((one, as) => one.setAttribute(as, ""), mark);
	const root = page.locator(marked);
	const faults: string[] = [];
	const note = (where: string, found: readonly string[]) =>
		faults.push(...found.map((one) => `${opened.name}, ${where}: ${one}`));
	if (!(await comes(() => isIn(root)))) note("opening", ["the focus is not in it"]);
	note("light, 1440 px", await violations(page, marked));
	note("by keys", await walkByTab(page, { within: marked }));
	if (!isWideOnly) {
		await page.setViewportSize(narrow);
		await page.emulateMedia({ colorScheme: "dark" });
		if (await root.isVisible()) {
			note("390 px", await overflow(page));
			note("dark, 390 px", await violations(page, marked));
		} else note("390 px", ["it is gone"]);
		await page.setViewportSize(wide);
		await page.emulateMedia({ colorScheme: "light" });
	}
	if (!(await isIn(root))) await root.locator("input, textarea, select, button").first().focus();
	await page.keyboard.press("Escape");
	if (!(await comes(async () => (await root.count()) === 0))) note("Esc", ["it stays open"]);
	if (opener && !(await comes(() => isAt(opener)))) note("Esc", ["the focus is not where it was opened"]);
	return faults;
}
