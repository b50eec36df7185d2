import type { Locator, Page } from "@playwright/test";
import type { Opened } from "./all-dialogs.ts";
import { narrow, overflowAtRest, pressEscape, turn, violations, wide } from "./examine.ts";
import { cutOff, spread } from "./spread.ts";
import { walkByTab } from "./tab-walk.ts";

const mark = "data-examined";
const marked = `[${mark}]`;
const layers = '[role="dialog"], [role="menu"], dialog[open]';

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

/** Opens it and waits until it has read what it shows. */
async function open(page: Page, { by, next, what }: Opened): Promise<Locator> {
	await (typeof by === "string" ? page.keyboard.press(by) : by(page).click());
	await next?.(page);
	const place = what ? what(page) : page.locator(layers).last();
	await place.waitFor();
	await place.locator(".animate-pulse").first().waitFor({ state: "hidden" });
	await place.evaluate((one, as) => one.setAttribute(as, ""), mark);
	return page.locator(marked);
}

async function leave(page: Page, root: Locator): Promise<boolean> {
	if (!(await isIn(root))) await root.locator("input, textarea, select, button").first().focus();
	await pressEscape(page);
	return comes(async () => (await root.count()) === 0);
}

/**
 * Opens it, looks at it in light and dark, wide and narrow, goes through it by keys, and leaves it by Esc.
 * @returns what is wrong with it
 */
export async function examineOpened(page: Page, opened: Opened): Promise<string[]> {
	const { by } = opened;
	const faults: string[] = [];
	const note = (where: string, found: readonly string[]) =>
		faults.push(...found.map((one) => `${opened.name}, ${where}: ${one}`));
	const root = await open(page, opened);
	if (!(await comes(() => isIn(root)))) note("opening", ["the focus is not in it"]);
	note("light, 1440 px", await violations(page, marked));
	// in its own place nothing leads round to its beginning
	if (opened.what) await root.locator("input, textarea, select, button").first().focus();
	note("by keys", await walkByTab(page, { within: marked }));
	// a tablet is turned: what was begun stays, and what the person was at is in sight
	if (!(await isIn(root))) await root.locator("input, textarea, select, button").first().focus();
	await turn(page, narrow);
	if (await comes(() => root.isVisible())) {
		note("390 px", await overflowAtRest(page));
		note("dark, 390 px", await violations(page, marked));
		const together = await spread(page);
		note("wide spacing, 390 px", await cutOff(page, marked));
		await together();
	} else note("390 px", ["it is gone"]);
	await turn(page, wide);
	if (!(await root.count())) return faults;
	if (!(await leave(page, root))) note("Esc", ["it stays open"]);
	if (typeof by !== "string" && !(await comes(() => isAt(by(page)))))
		note("Esc", ["the focus is not where it was opened"]);
	return faults;
}
