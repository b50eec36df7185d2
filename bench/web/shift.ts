import type { Browser } from "@playwright/test";
import { bytesHeld } from "./held.ts";
import { openSeat, untilListed } from "./seat.ts";
import type { Seat } from "./seat.ts";

/** What a page holds after everything that nobody needs any more was collected. */
export type Weight = {
	/** the whole heap, with the code that the engine makes quicker the longer it runs */
	megabytes: number;
	/** of it the app's own objects */
	heldMegabytes: number;
	nodes: number;
};

/** A shift of eight hours in blocks: after each the page's clock goes on by ten minutes, so that what ends by time ends. */
export type ShiftShape = { blocks: number; casesPerBlock: number; changesPerBlock: number };
const blockMs = 10 * 60_000;
const mega = 1_048_576;
/** what is loaded once is no growth: so many blocks go before the first weighing */
const blocksBefore = 2;

const views = ["new", "open", "returned"] as const;
const topics = ["housing.no-water", "housing.lift"] as const;

/**
 * Reads a shift's cases one after the other while colleagues change what stands in the list.
 * @param colleague the cookie of whoever changes cases meanwhile
 */
export async function weighShift(
	browser: Browser,
	url: string,
	{ cookie, colleague }: { cookie: string; colleague: string },
	{ blocks, casesPerBlock, changesPerBlock }: ShiftShape,
): Promise<{ start: Weight; middle: Weight; end: Weight }> {
	const seat = await openSeat(browser, url, cookie, { isClockOurs: true });
	const work = async (from: number, to: number): Promise<Weight> => {
		for (let block = from; block < to; block++) {
			await openView(seat, views[block % views.length] ?? "open");
			const changes = changeCases(url, colleague, changesPerBlock, topics[block % topics.length] ?? "");
			await readCases(seat, casesPerBlock);
			await changes;
			await seat.page.clock.fastForward(blockMs);
		}
		return weigh(seat);
	};
	const middle = Math.round(blocks / 2);
	const weights = {
		start: await work(0, blocksBefore),
		middle: await work(blocksBefore, middle),
		end: await work(middle, blocks),
	};
	await seat.close();
	return weights;
}

async function openView({ page }: Seat, view: (typeof views)[number]): Promise<void> {
	await page.keyboard.press("Escape");
	const views = page.getByRole("navigation", { name: "Инциденты" });
	await views.locator(`a[href="${view === "open" ? "/cases" : `/cases?view=${view}`}"]`).click();
	await untilListed(page);
}

/** One after the other by keys: the first is opened, then each next one beside the list. */
async function readCases({ page }: Seat, count: number): Promise<void> {
	await page.keyboard.press("j");
	await page.keyboard.press("Enter");
	for (let i = 0; i < count; i++) {
		const id = /\/cases\/(\d+)/.exec(page.url())?.[1] ?? "";
		await page.locator("main article h1", { hasText: id }).waitFor();
		await page.waitForTimeout(60);
		await page.keyboard.press("j");
	}
}

/** Gives cases at the head of the list another topic; the screen hears of each and reads it again. */
async function changeCases(url: string, cookie: string, count: number, topicCode: string): Promise<void> {
	const list = await fetch(`${url}/api/cases?limit=${count}`, { headers: { cookie } });
	const { items } = (await list.json()) as { items: { id: number; version: number }[] };
	for (const { id, version } of items) await nameTopic(url, cookie, id, version, topicCode);
}

/** @throws when the desk refuses */
export async function nameTopic(
	url: string,
	cookie: string,
	id: number,
	version: number,
	topicCode: string,
): Promise<void> {
	const answer = await fetch(`${url}/api/cases/${id}/topic`, {
		method: "PUT",
		headers: { cookie, origin: url, "content-type": "application/json" },
		body: JSON.stringify({ version, topicCode }),
	});
	const words = await answer.text();
	if (!answer.ok) throw new Error(`case ${id} could not be changed: ${answer.status} ${words.slice(0, 300)}`);
}

async function weigh({ devtools, page }: Seat): Promise<Weight> {
	await page.keyboard.press("Escape");
	await page.waitForTimeout(1_500);
	for (let i = 0; i < 3; i++) await devtools.send("HeapProfiler.collectGarbage");
	const { usedSize } = await devtools.send("Runtime.getHeapUsage");
	const { nodes } = await devtools.send("Memory.getDOMCounters");
	return { megabytes: usedSize / mega, heldMegabytes: (await bytesHeld(devtools)) / mega, nodes };
}
