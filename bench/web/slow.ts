import type { Browser } from "@playwright/test";
import { skipTours } from "../../test/browser/tours.ts";
import { untilListed } from "./seat.ts";

/** "Slow 3G" of the browser's own tools: 400 kbit/s, 400 ms there and back; and a processor of four times the patience. */
const line = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const slowdown = 4;

/** Seconds from the address to the first row of the queue, on an old telephone far from the city. */
export type SlowTimes = { firstTime: number; again: number };

export async function timeSlowLine(browser: Browser, url: string, cookie: string): Promise<SlowTimes> {
	const context = await browser.newContext({ viewport: { width: 390, height: 780 }, hasTouch: true, locale: "ru-RU" });
	const [name = "", value = ""] = cookie.split("=");
	await skipTours(context);
	await context.addCookies([{ name, value, url }]);
	const open = async (): Promise<number> => {
		const page = await context.newPage();
		const devtools = await context.newCDPSession(page);
		await devtools.send("Network.enable");
		await devtools.send("Network.emulateNetworkConditions", line);
		await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
		const begin = performance.now();
		await page.goto(`${url}/cases`, { waitUntil: "commit" });
		await untilListed(page);
		const took = (performance.now() - begin) / 1000;
		await page.close();
		return took;
	};
	const times = { firstTime: await open(), again: await open() };
	await context.close();
	return times;
}
