import { gzipSync } from "node:zlib";
import type { Browser } from "@playwright/test";
import { openSeat } from "./seat.ts";

/** So long after the queue stands nothing more is counted: what comes later comes for the next screen. */
const afterwardsMs = 4_000;

/** Scripts that the browser asks for, by what they weigh after gzip -9. */
export type Size = {
	/** until the queue stands */
	first: number;
	/** with what is fetched quietly afterwards */
	all: number;
};

/** @returns bytes */
export async function firstScreenSize(browser: Browser, url: string, cookie: string): Promise<Size> {
	const asked = new Map<string, Promise<number>>();
	// a body that the browser was given may be out of its memory by now: it is asked for once more
	const weigh = async (address: string): Promise<number> => {
		const answer = await fetch(address);
		if (!answer.ok) throw new Error(`${address} was answered with ${answer.status}`);
		return gzipSync(Buffer.from(await answer.arrayBuffer()), { level: 9 }).length;
	};
	const onRequest = (address: string): void => {
		if (new URL(address).pathname.endsWith(".js") && !asked.has(address)) asked.set(address, weigh(address));
	};
	const seat = await openSeat(browser, url, cookie, { onRequest });
	const first = await sum([...asked.values()]);
	await seat.page.waitForTimeout(afterwardsMs);
	const all = await sum([...asked.values()]);
	await seat.close();
	if (first === 0) throw new Error("the page loaded no script");
	return { first, all };
}

const sum = async (sizes: Promise<number>[]): Promise<number> =>
	(await Promise.all(sizes)).reduce((whole, one) => whole + one, 0);
