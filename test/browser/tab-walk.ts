import type { Page } from "@playwright/test";

type Walk = {
	/** looks at what has the focus now */
	look: () => void;
	/** the faults found since the last time, and whether the walk is over */
	take: () => { faults: string[]; isOver: boolean };
	/** what can be clicked but was never reached */
	end: () => string[];
};
declare global {
	// biome-ignore lint/style/noVar: a global of the page
	var tabWalk: Walk;
}

/** What comes after so many stops is the same row of a long list again. */
const mostStops = 240;
/** So many at once: fewer than the rows that a long list holds ready below its fold. A menu follows each arrow a moment later. */
const atOnce = { Tab: 6, ArrowDown: 1 };

type WalkOf = {
	/** the name of a button that leads past what another walk goes through, where it is there */
	skip?: string | undefined;
	/** nothing but what is in there; a menu is gone through by arrows */
	within?: string;
};

/**
 * Goes through a screen, or through the dialog that lies over it, by Tab alone, to its end.
 * @returns what is wrong: a stop out of sight, without a drawn focus or against the order of reading, a thing to click that is no stop
 */
export async function walkByTab(page: Page, of: WalkOf = {}): Promise<string[]> {
	const key = await page.evaluate(prepare, of);
	const faults: string[] = [];
	for (let stop = 0; stop < mostStops; stop += atOnce[key]) {
		await Promise.all(Array.from({ length: atOnce[key] }, () => page.keyboard.down(key)));
		if (key === "ArrowDown") await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 20)));
		const found = await page.evaluate(() => tabWalk.take());
		faults.push(...found.faults);
		if (found.isOver) return [...faults, ...(await page.evaluate(() => tabWalk.end()))];
	}
	return faults;
}

/** Runs in the page; everything it needs stands inside. */
function prepare({ skip, within }: WalkOf): "Tab" | "ArrowDown" {
	const given = within ? document.querySelector(within) : null;
	const isMenu = given?.getAttribute("role") === "menu";
	const key = isMenu ? "ArrowDown" : "Tab";
	const stops = isMenu
		? '[role^="menuitem"]'
		: 'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"]), [contenteditable="true"]';
	const dialog = given ?? [...document.querySelectorAll('dialog[open], [role="dialog"]')].at(-1);
	/** a form in its place is left by the same key */
	const isPlace = given !== null && !isMenu && !given.matches('dialog, [role="dialog"]');
	const root = dialog ?? document.body;
	const seen = new Set<Element>();
	// from its beginning, also where it began with a field
	if (dialog && !isMenu && !isPlace) (dialog as HTMLElement).focus();
	if (!dialog) {
		document.body.tabIndex = -1;
		document.body.focus();
		document.body.removeAttribute("tabindex");
	}
	const isShown = (one: Element) =>
		one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0;
	// a long list brings more while it is walked through
	const skipping =
		dialog || !skip ? undefined : [...document.querySelectorAll("button")].find((one) => one.textContent === skip);
	skipping?.click();
	const skippedTo = document.activeElement;
	const isPassedBy = (one: Element) =>
		skipping !== undefined &&
		skippedTo !== null &&
		(skippedTo.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING) > 0;
	const atFirst = [...root.querySelectorAll(stops)].filter((one) => isShown(one) && !isPassedBy(one));
	const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

	const name = (one: Element): string => {
		const words = one.getAttribute("aria-label") ?? one.textContent?.trim() ?? "";
		const region = one.closest("[aria-label]:not(a, button, input)")?.getAttribute("aria-label") ?? "";
		return `${one.tagName.toLowerCase()} "${words.replaceAll(/\s+/g, " ").slice(0, 50)}" in "${region}"`;
	};
	const chain = (one: Element): Element[] => {
		const all: Element[] = [];
		for (let at: Element | null = one; at && all.length < 5; at = at.parentElement) all.push(at);
		return all;
	};
	const rgb = (colour: string): number[] => {
		if (!canvas) return [0, 0, 0, 0];
		canvas.clearRect(0, 0, 1, 1);
		canvas.fillStyle = colour;
		canvas.fillRect(0, 0, 1, 1);
		return [...canvas.getImageData(0, 0, 1, 1).data];
	};
	const light = (colour: number[]): number => {
		const [r = 0, g = 0, b = 0] = colour.map((one) => {
			const part = one / 255;
			return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
		});
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const contrast = (one: number[], other: number[]): number => {
		const [dark = 0, bright = 0] = [light(one), light(other)].sort((a, b) => a - b);
		return (bright + 0.05) / (dark + 0.05);
	};
	const ground = (one: Element): number[] => {
		for (let at = one.parentElement; at; at = at.parentElement) {
			const colour = rgb(getComputedStyle(at).backgroundColor);
			if ((colour[3] ?? 0) > 200) return colour;
		}
		return [255, 255, 255, 255];
	};
	const look = (one: Element): string[] =>
		chain(one).map((at) => {
			const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(at);
			return JSON.stringify([outlineStyle === "none" ? "none" : `${outlineWidth} ${outlineColor}`, boxShadow]);
		});
	/** What is drawn around the focus is at least 2 px wide and stands out of what is around it. */
	const isDrawn = (one: Element, at: Element): boolean => {
		const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(at);
		return (
			outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 && contrast(rgb(outlineColor), ground(one)) >= 3
		);
	};
	/** The box that stands for it: of a control that is itself unseen its label or its frame. */
	const boxOf = (one: Element): DOMRect => {
		const own = one.getBoundingClientRect();
		const shown =
			own.width < 5 || getComputedStyle(one).opacity === "0" ? (one.closest("label") ?? one.parentElement) : one;
		return shown?.getBoundingClientRect() ?? own;
	};
	const isInSight = (one: Element): boolean => {
		const { left, right, top, bottom } = boxOf(one);
		const [x, y] = [(left + right) / 2, (top + bottom) / 2];
		const points = [
			[x, y],
			[left + 3, top + 3],
			[right - 3, top + 3],
			[left + 3, bottom - 3],
			[right - 3, bottom - 3],
		];
		return points.some(([px = 0, py = 0]) => {
			// the hint of the stop before may not have gone yet
			const isHint = (at: Element) => at.closest('[data-state="delayed-open"], [data-state="instant-open"]') !== null;
			const hit = document.elementsFromPoint(px, py).find((at) => !isHint(at) || at.contains(one) || one.contains(at));
			return (
				hit &&
				(one.contains(hit) ||
					(hit.contains(one) && !hit.matches("main, body, html, #root, section")) ||
					hit.closest("label")?.contains(one))
			);
		});
	};
	/** Where it stands in what it scrolls with, so that scrolling makes no order. */
	const placeOf = (one: Element): DOMRect => {
		const box = boxOf(one);
		let [x, y] = [0, 0];
		for (let at = one.parentElement; at; at = at.parentElement) [x, y] = [x + at.scrollLeft, y + at.scrollTop];
		return new DOMRect(box.x + x, box.y + y, box.width, box.height);
	};
	const regionOf = (one: Element) =>
		one.closest(
			"nav, section, aside, header, footer, form, fieldset, dialog, [role=dialog], [role=region], [role=group], [role=toolbar], main, body",
		);
	const isBackwards = (before: Element, now: Element): boolean => {
		if (regionOf(before) !== regionOf(now) || getComputedStyle(now).position === "fixed") return false;
		const [from, to] = [placeOf(before), placeOf(now)];
		const isAbove = to.bottom <= from.top + 1 && to.left < from.right - 1;
		const isOnLine =
			Math.min(from.bottom, to.bottom) - Math.max(from.top, to.top) > Math.min(from.height, to.height) / 2;
		return isAbove || (isOnLine && to.right <= from.left + 1);
	};

	let last: { one: Element; look: string[] } | null = null;
	let stays = 0;
	let waits = 0;
	let isOver = false;
	let faults: string[] = [];
	const leave = ({ one, look: before }: { one: Element; look: string[] }) => {
		// without the focus again: what is drawn now is not of the focus
		const after = look(one);
		if (!before.some((own, index) => own !== after[index] && own !== '["none","none"]'))
			faults.push(`no focus is drawn: ${name(one)}`);
	};
	const arrive = (now: Element) => {
		seen.add(now);
		if (!root.contains(now)) faults.push(`outside of what is open: ${name(now)}`);
		if (!isInSight(now)) faults.push(`out of sight: ${name(now)} ${JSON.stringify(boxOf(now))}`);
		if (!chain(now).some((at) => isDrawn(now, at))) faults.push(`the focus is too faint: ${name(now)}`);
		if (last && isBackwards(last.one, now)) faults.push(`backwards: ${name(last.one)} → ${name(now)}`);
	};
	const lookNow = () => {
		const now = document.activeElement;
		if (isOver) return;
		if (!last && skipping && now === skippedTo) return;
		if (isPlace && last && !root.contains(now)) {
			isOver = true;
			leave(last);
			return;
		}
		if (!last && (!now || now === document.body || now === dialog || (isPlace && !root.contains(now)))) {
			// what opened may hold nothing but words: Esc leaves it
			waits += 1;
			isOver = dialog !== undefined && waits > 8;
			return;
		}
		// a date has several stops of its own
		if (now === last?.one) {
			stays += 1;
			if (stays > 8) {
				// a menu ends at its last item
				if (isMenu) isOver = true;
				if (isOver) return;
				// a field and its list are one stop, in which Tab goes round
				if (!dialog || seen.size > 1) faults.push(`Tab does not leave: ${name(last.one)}`);
				isOver = true;
			}
			return;
		}
		stays = 0;
		if (last) leave(last);
		isOver = !now || now === document.body || seen.has(now);
		if (isOver || !now) return;
		arrive(now);
		last = { one: now, look: look(now) };
	};
	// what the Tab before led to, at rest and scrolled to
	addEventListener("keydown", (event) => event.key === key && lookNow(), { capture: true });
	globalThis.tabWalk = {
		look: lookNow,
		take: () => {
			lookNow();
			const found = { faults, isOver };
			faults = [];
			return found;
		},
		end: () => {
			const isReached = (one: Element): boolean => {
				if (seen.has(one)) return true;
				// a row of the queue is chosen by X, a file by the button beside its field, a tab by the arrows
				if (one.matches('li input[tabindex="-1"], input[type="file"][tabindex="-1"], [role="tablist"]')) return true;
				// one stop stands for a group that the arrows go through
				const group =
					one.matches('[tabindex="-1"]') &&
					one.closest('[role="tablist"], [role="listbox"], [role="radiogroup"], [role="group"]');
				if (group && [...seen].some((at) => group.contains(at) || at.getAttribute("aria-controls") === group.id))
					return true;
				const radio = one instanceof HTMLInputElement && one.type === "radio" ? one.name : "";
				return radio !== "" && [...seen].some((at) => at instanceof HTMLInputElement && at.name === radio);
			};
			const natural = atFirst.filter(
				(one) =>
					isShown(one) && !one.matches(":disabled") && !one.closest("[inert], [aria-hidden=true]") && !isReached(one),
			);
			const pointed = [...root.querySelectorAll("*")].filter(
				(one) =>
					getComputedStyle(one).cursor === "pointer" &&
					isShown(one) &&
					!one.closest(`${stops}, label, [role=option]`) &&
					!one.querySelector(stops) &&
					(!one.parentElement || getComputedStyle(one.parentElement).cursor !== "pointer"),
			);
			return [...natural, ...pointed].map((one) => `never reached: ${name(one)}`);
		},
	};
	return key;
}
