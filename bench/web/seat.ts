import { skipTours } from "../../test/browser/tours.ts";
import type { Browser, CDPSession, Locator, Page } from "@playwright/test";

/** A curator's open desk: the queue of open cases, read and shown. */
export type Seat = { page: Page; devtools: CDPSession; url: string; cookie: string; close: () => Promise<void> };

export type SeatOptions = {
	/** the page's clock can be moved on by hand; until then it goes as ever */
	isClockOurs?: boolean;
	/** told the address of whatever the page asks for */
	onRequest?: (address: string) => void;
};

export async function openSeat(
	browser: Browser,
	url: string,
	cookie: string,
	{ isClockOurs = false, onRequest }: SeatOptions = {},
): Promise<Seat> {
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "ru-RU" });
	const [name = "", value = ""] = cookie.split("=");
	// who is new is shown around first: these people are not
	await skipTours(context);
	await context.addCookies([{ name, value, url }]);
	if (onRequest) context.on("request", (request) => onRequest(request.url()));
	if (isClockOurs) await context.clock.install();
	const page = await context.newPage();
	await page.goto(`${url}/cases`, { waitUntil: "commit" });
	await untilListed(page);
	const devtools = await context.newCDPSession(page);
	return { page, devtools, url, cookie, close: () => context.close() };
}

/** The list of the queue: it scrolls by itself. */
export const listOf = (page: Page): Locator => page.getByRole("region", { name: "Инциденты" });

/** Until the first row of the queue stands there. */
export const untilListed = (page: Page): Promise<void> => listOf(page).getByRole("link").first().waitFor();

/** Scrolls on as a person with a wheel would, until the list holds so many rows; then goes back to its beginning. */
export async function loadRows({ page, url }: Seat, count: number): Promise<void> {
	await page.goto(`${url}/cases`, { waitUntil: "commit" });
	await untilListed(page);
	const list = listOf(page);
	const rowHeight = await list
		.getByRole("listitem")
		.first()
		.evaluate((one) => one.getBoundingClientRect().height);
	const rows = () =>
		list.locator("ul").evaluate((one, height) => one.getBoundingClientRect().height / height, rowHeight);
	for (let known = await rows(); known < count; ) {
		await list.evaluate((one) => one.scrollTo(0, one.scrollHeight));
		const before = known;
		for (let tries = 0; known === before; known = await rows()) {
			if (tries++ > 500) throw new Error(`the list ends at ${Math.round(known)} rows`);
			await page.waitForTimeout(10);
		}
	}
	await list.evaluate((one) => one.scrollTo(0, 0));
}
