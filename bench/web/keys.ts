import type { Page } from "@playwright/test";
import { median } from "../figures.ts";
import type { Seat } from "./seat.ts";

/** between two presses of a quick hand */
const pauseMs = 80;

export type KeyTimes = {
	/** ms from each press to the frame that shows what it did */
	ms: number[];
	/** the same on a page with nothing on it, in the middle */
	bareMs: number;
};

/** Walks down and up the list by J and K, as people do. */
export async function timeKeys({ page }: Seat, count: number): Promise<KeyTimes> {
	await watchKeys(page);
	for (let i = 0; i < count; i++) await press(page, i % 4 === 3 ? "k" : "j");
	const ms = await timesSeen(page, count);
	const bare = await page.context().newPage();
	await bare.setContent("<p>nothing</p>");
	await watchKeys(bare);
	const bareCount = Math.min(count, 60);
	for (let i = 0; i < bareCount; i++) await press(bare, "j");
	const bareMs = median(await timesSeen(bare, bareCount));
	await bare.close();
	return { ms, bareMs };
}

async function press(page: Page, key: string): Promise<void> {
	await page.keyboard.press(key);
	await page.waitForTimeout(pauseMs);
}

/** From the moment at which the browser made the event to the first one after the next frame was drawn. */
async function watchKeys(page: Page): Promise<void> {
	await page.evaluate(() => {
		const seen: number[] = [];
		Object.assign(window, { seenKeys: seen });
		const onKey = ({ timeStamp }: KeyboardEvent): void => {
			requestAnimationFrame(() => {
				const { port1, port2 } = new MessageChannel();
				port1.onmessage = () => void seen.push(performance.now() - timeStamp);
				port2.postMessage(null);
			});
		};
		window.addEventListener("keydown", onKey, true);
	});
}

async function timesSeen(page: Page, count: number): Promise<number[]> {
	await page.waitForTimeout(500);
	const seen = await page.evaluate(() => (window as unknown as { seenKeys: number[] }).seenKeys);
	if (seen.length !== count) throw new Error(`${count} keys were pressed, ${seen.length} were seen`);
	return seen;
}
