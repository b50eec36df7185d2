import type { Page } from "@playwright/test";

/**
 * The four spacings of WCAG 1.4.12; a sheet of the document’s own, since the content policy lets no other in.
 * @returns takes them away again
 */
export async function spread(page: Page): Promise<() => Promise<void>> {
	await page.evaluate(() => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(
			"* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }",
		);
		document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
	});
	return () =>
		page.evaluate(() => {
			document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
		});
}

/** Words on the page, or in a part of it, that are cut off by a frame or lie over others. An ellipsis says itself that there is more. */
export const cutOff = (page: Page, within = "body"): Promise<string[]> =>
	page.evaluate((place) => {
		const root = document.querySelector(place) ?? document.body;
		type Text = { one: Element; words: string; rect: DOMRect };
		const isMeant = (one: Element) =>
			one.closest(".truncate, [class*=line-clamp], .sr-only, textarea, select, svg") !== null;
		const texts: Text[] = [];
		const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node; node = walker.nextNode()) {
			const one = node.parentElement;
			const words = node.textContent?.trim() ?? "";
			if (
				!one ||
				words === "" ||
				isMeant(one) ||
				!one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
			)
				continue;
			const range = document.createRange();
			range.selectNodeContents(node);
			for (const rect of range.getClientRects()) if (rect.width > 1) texts.push({ one, words, rect });
		}
		const name = ({ one, words }: Text) => `"${words.slice(0, 40)}" ${one.tagName} ${one.className}`.slice(0, 160);
		/** a frame that scrolls shows the rest */
		const cuts = ({ one, rect }: Text): string | undefined => {
			for (let at: Element | null = one; at && at !== document.body; at = at.parentElement) {
				const { overflowX, overflowY, position } = getComputedStyle(at);
				const frame = at.getBoundingClientRect();
				const hides = (how: string) => how === "hidden" || how === "clip";
				const [isTall, isWide] = [
					rect.bottom > frame.bottom + 2 || rect.top < frame.top - 2,
					rect.right > frame.right + 2 || rect.left < frame.left - 2,
				];
				if ((hides(overflowY) && isTall) || (hides(overflowX) && isWide)) return at.className;
				if (["auto", "scroll"].includes(overflowY) || position === "fixed") return undefined;
			}
			return undefined;
		};
		/** what a frame has scrolled away lies over nothing */
		const isScrolledAway = ({ one, rect }: Text): boolean => {
			for (let at: Element | null = one; at && at !== document.body; at = at.parentElement) {
				const frame = at.getBoundingClientRect();
				const scrolls = ["auto", "scroll"].includes(getComputedStyle(at).overflowY);
				if (scrolls && (rect.bottom > frame.bottom || rect.top < frame.top)) return true;
			}
			return false;
		};
		const inSight = texts.filter(
			(text) =>
				text.rect.bottom > 0 &&
				text.rect.top < innerHeight &&
				text.rect.right > 0 &&
				text.rect.left < innerWidth &&
				!isScrolledAway(text),
		);
		const isFree = (one: Element) => {
			for (let at: Element | null = one; at && at !== root; at = at.parentElement)
				if (["fixed", "absolute", "sticky"].includes(getComputedStyle(at).position)) return true;
			return false;
		};
		const flow = inSight.filter(({ one }) => !isFree(one));
		const over = (a: DOMRect, b: DOMRect) =>
			Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 &&
			Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 6;
		const found = new Set<string>();
		for (const text of inSight) {
			const frame = cuts(text);
			if (frame !== undefined) found.add(`cut off: ${name(text)} in ${frame.slice(0, 80)}`);
		}
		flow.forEach((text, index) => {
			for (const other of flow.slice(index + 1))
				if (other.one !== text.one && over(text.rect, other.rect))
					found.add(`over each other: ${name(text)} / ${name(other)}`);
		});
		return [...found];
	}, within);
