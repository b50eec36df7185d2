import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/**
 * What axe finds against WCAG 2.0 to 2.2, A and AA.
 * @param within a selector: nothing else is looked at
 */
export async function violations(page: Page, within?: string): Promise<string[]> {
	const axe = new AxeBuilder({ page })
		// 24 × 24 px, not among what runs by itself; what is well is not told
		.options({ rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] })
		.withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
		// all in the page itself, without a second page for the report: no frame of ours is of another origin
		.setLegacyMode();
	const { violations: found } = await (within ? axe.include(within) : axe).analyze();
	return found.flatMap((one) =>
		one.nodes.map((node) => `${one.id} (${one.impact}): ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
	);
}

/** What stands out of the screen to the right; a wide table may scroll in a frame that does not. */
export const overflow = (page: Page): Promise<string[]> =>
	page.evaluate(() => {
		const isOut = (one: Element) => one.getBoundingClientRect().right > innerWidth + 1;
		const isInFrame = (one: Element): boolean => {
			const parent = one.parentElement;
			if (!parent) return false;
			const scrolls = ["auto", "scroll"].includes(getComputedStyle(parent).overflowX);
			return (scrolls && !isOut(parent)) || isInFrame(parent);
		};
		return [...document.querySelectorAll("main *, header *, form *, [role=dialog] *, dialog[open] *, [role=menu] *")]
			.filter((one) => one.checkVisibility({ visibilityProperty: true }) && isOut(one) && !isInFrame(one))
			.filter(
				// a line that ends in an ellipsis hides the rest of its words on purpose
				(one) => !one.parentElement?.closest(".truncate"),
			)
			.map((one) => `${one.tagName} ${one.className}`);
	});

export const wide = { width: 1440, height: 900 };
export const narrow = { width: 390, height: 844 };

/** A tablet is turned, and evening comes. */
export async function turn(page: Page, to: typeof wide): Promise<void> {
	await page.setViewportSize(to);
	await page.emulateMedia({ colorScheme: to === wide ? "light" : "dark" });
}

/** Once more where the key took away nothing but the hint of what has the focus. */
export async function pressEscape(page: Page): Promise<void> {
	await page.evaluate(() => {
		const note = () => (document.body.dataset.hadHint = String(document.querySelector("[data-hint-bubble]") !== null));
		addEventListener("keydown", note, { capture: true, once: true });
	});
	await page.keyboard.press("Escape");
	if (await page.evaluate(() => document.body.dataset.hadHint === "true")) await page.keyboard.press("Escape");
}

/** The same once what floats has found its place. */
export async function overflowAtRest(page: Page): Promise<string[]> {
	for (let left = 20; left > 0 && (await overflow(page)).length > 0; left -= 1) await page.waitForTimeout(100);
	return overflow(page);
}

/** What is wrong with what stands on the page just now: light and wide, then dark on a telephone; it is left as it was. */
export async function faultsNow(page: Page): Promise<string[]> {
	const inLight = await violations(page);
	await turn(page, narrow);
	const inDark = [...(await overflowAtRest(page)), ...(await violations(page))];
	await turn(page, wide);
	return [...inLight, ...inDark];
}

/** What the browser complains of from now on: the content policy above all. */
export function complaintsOf(page: Page): string[] {
	const complaints: string[] = [];
	page.on("console", (message) => {
		// nobody is signed in on the way in
		if (message.type() === "error" && !message.text().includes("401")) complaints.push(message.text());
	});
	return complaints;
}
