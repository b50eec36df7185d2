import type { Page } from "@playwright/test";
import { listOf } from "./seat.ts";
import type { Seat } from "./seat.ts";

/** opened one after the other from one list */
const rowsOfList = 45;
const apart = 3;

export type OpeningTimes = {
	/** ms from Enter to the frame that shows the case with its messages */
	ms: number[];
	/** the same cases asked of the API alone, by a program */
	bareMs: number[];
	lastId: number;
};

/** Walks down the queue and opens every third case, each for the first time. */
export async function timeOpening({ page, url, cookie }: Seat, count: number): Promise<OpeningTimes> {
	const ms: number[] = [];
	const ids: number[] = [];
	await watchOpening(page);
	for (let i = 0; i < count; i++) {
		// the list reads on near its end: what is measured is the opening
		if (i > 0 && (i * apart) % rowsOfList === 0) await page.waitForTimeout(1_000);
		for (let step = 0; step < apart; step++) await page.keyboard.press("j");
		await page.waitForTimeout(200);
		await page.keyboard.press("Enter");
		ms.push(await untilOpen(page));
		ids.push(Number(/\/cases\/(\d+)/.exec(page.url())?.[1]));
		await page.keyboard.press("Escape");
		await listOf(page).waitFor();
		await page.waitForTimeout(200);
	}
	const bareMs: number[] = [];
	for (const id of ids) {
		const begin = performance.now();
		const answer = await fetch(`${url}/api/cases/${id}`, { headers: { cookie } });
		await answer.arrayBuffer();
		if (!answer.ok) throw new Error(`case ${id} was answered with ${answer.status}`);
		bareMs.push(performance.now() - begin);
	}
	return { ms, bareMs, lastId: ids.at(-1) ?? 0 };
}

/** Notes from each Enter to the first frame that shows the case of the address with a message in it. */
async function watchOpening(page: Page): Promise<void> {
	await page.evaluate(() => {
		const isShown = (): boolean => {
			const id = /\/cases\/(\d+)/.exec(location.pathname)?.[1];
			const article = document.querySelector("main article");
			const thread = article?.querySelector("[role=region]");
			return (
				id !== undefined &&
				article?.querySelector("h1")?.textContent?.includes(id) === true &&
				(thread?.querySelectorAll("time").length ?? 0) > 0
			);
		};
		const onKey = ({ key, timeStamp }: KeyboardEvent): void => {
			if (key !== "Enter") return;
			Object.assign(window, { openedIn: null });
			const look = (): void => {
				if (isShown()) Object.assign(window, { openedIn: performance.now() - timeStamp });
				else requestAnimationFrame(look);
			};
			requestAnimationFrame(look);
		};
		window.addEventListener("keydown", onKey, true);
	});
}

async function untilOpen(page: Page): Promise<number> {
	const opened = await page.waitForFunction(() => (window as unknown as { openedIn: number | null }).openedIn);
	return Number(await opened.jsonValue());
}
