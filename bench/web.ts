import { chromium } from "@playwright/test";
import type { Browser } from "@playwright/test";
import { openDatabase } from "../src/db/database.ts";
import { buildWebApp } from "../src/web-build.ts";
import { chromiumLaunch } from "../test/browser/chromium.ts";
import { closeLater } from "./closing.ts";
import { makeDatabase, openConnection } from "./database.ts";
import { figure, median, quantile, say } from "./figures.ts";
import type { Figure } from "./figures.ts";
import { fillCases } from "./fill-cases.ts";
import { fillWork } from "./fill-work.ts";
import { startServer } from "./processes.ts";
import { makeRegion } from "./region.ts";
import { makeOfficials } from "./shift/officials.ts";
import { timeKeys } from "./web/keys.ts";
import { askLighthouse } from "./web/lighthouse.ts";
import { delaysOfChanges } from "./web/live.ts";
import type { Live } from "./web/live.ts";
import { timeOpening } from "./web/opening.ts";
import type { OpeningTimes } from "./web/opening.ts";
import { loadRows, openSeat } from "./web/seat.ts";
import { weighShift } from "./web/shift.ts";
import { firstScreenSize } from "./web/size.ts";
import { timeSlowLine } from "./web/slow.ts";

const whole = {
	cases: 500_000,
	openings: 100,
	rows: 10_000,
	keys: 300,
	shift: { blocks: 48, casesPerBlock: 12, changesPerBlock: 20 },
	live: { screens: 200, changes: 120 },
};
const short: typeof whole = {
	cases: 20_000,
	openings: 5,
	rows: 300,
	keys: 16,
	shift: { blocks: 4, casesPerBlock: 2, changesPerBlock: 3 },
	live: { screens: 40, changes: 5 },
};

/**
 * The web app in a real Chromium before a full desk: what it weighs, how soon it answers a key and opens a case, whether it
 * grows over a shift, and how late two hundred open screens learn of a change. Browser, server and database share the cores.
 */
export async function benchWeb({ isShort }: { isShort: boolean }): Promise<Figure[]> {
	const work = isShort ? short : whole;
	const { url, client, officials, server } = await prepare(work.cases);
	const [curator, colleague] = officials.filter(({ role }) => role === "curator");
	if (!curator || !colleague) throw new Error("nobody sits at the centre");
	const browser = await chromium.launch(chromiumLaunch);
	closeLater(() => browser.close());
	const { cookie } = curator;
	const figures = await sizeFigures(browser, url, cookie);
	say("a slow line");
	const slow = await timeSlowLine(browser, url, cookie);
	figures.push(
		figure({ name: "slow_3g_first_time", value: slow.firstTime, unit: "s" }),
		figure({ name: "slow_3g_again", value: slow.again, unit: "s" }),
	);
	say("opening cases");
	const seat = await openSeat(browser, url, cookie);
	const opening = await timeOpening(seat, work.openings);
	say(`loading ${work.rows} rows`);
	await loadRows(seat, work.rows);
	const keys = await timeKeys(seat, work.keys);
	await seat.close();
	figures.push(
		...openingFigures(opening),
		figure({ name: "key_p50", value: median(keys.ms), unit: "ms", anchor: keys.bareMs }),
		figure({ name: "key_p95", value: quantile(keys.ms, 0.95), unit: "ms", anchor: keys.bareMs }, upTo(50)),
	);
	say("a shift");
	figures.push(...shiftFigures(await weighShift(browser, url, { cookie, colleague: colleague.cookie }, work.shift)));
	await browser.close();
	// a look takes as long on a small desk
	const looks = { queue: "/cases", ...(isShort ? {} : { case: `/cases/${opening.lastId}` }) };
	for (const { name, score } of await askLighthouse(url, cookie, looks))
		figures.push(figure({ name, value: score, unit: "of 100" }, { of: "value", atLeast: 95 }));
	say("open screens, the server on one core");
	server.holdToOneCore();
	figures.push(...liveFigures(await delaysOfChanges(client, url, officials, work.live)));
	return figures;
}

async function prepare(cases: number) {
	const webRoot = await buildWebApp((_ru, en) => say(en));
	const databaseUrl = await makeDatabase();
	const db = openDatabase(databaseUrl, 2);
	closeLater(() => db.destroy());
	const region = await makeRegion(db);
	const client = await openConnection(databaseUrl);
	const officials = await makeOfficials(client, region, 200);
	await fillCases(databaseUrl, region, cases);
	await fillWork(databaseUrl, region);
	const server = await startServer(databaseUrl, webRoot);
	return { url: server.url, client, officials, server };
}

const upTo = (most: number) => ({ of: "value", atMost: most }) as const;

async function sizeFigures(browser: Browser, url: string, cookie: string): Promise<Figure[]> {
	const { first, all } = await firstScreenSize(browser, url, cookie);
	return [
		figure({ name: "first_screen_js_gzip", value: first / 1024, unit: "KB" }, upTo(200)),
		figure({ name: "js_gzip_fetched_ahead", value: (all - first) / 1024, unit: "KB" }),
	];
}

function openingFigures({ ms, bareMs }: OpeningTimes): Figure[] {
	return [
		figure({ name: "open_p50", value: median(ms), unit: "ms", anchor: median(bareMs) }),
		figure({ name: "open_p95", value: quantile(ms, 0.95), unit: "ms", anchor: quantile(bareMs, 0.95) }, upTo(150)),
	];
}

function shiftFigures({ start, middle, end }: Awaited<ReturnType<typeof weighShift>>): Figure[] {
	const anchor = start.megabytes;
	return [
		figure({ name: "heap_middle_of_shift", value: middle.megabytes, unit: "MB", anchor }),
		figure({ name: "heap_end_of_shift", value: end.megabytes, unit: "MB", anchor }),
		figure({ name: "held_middle_of_shift", value: middle.heldMegabytes, unit: "MB", anchor: start.heldMegabytes }),
		figure(
			{ name: "held_end_of_shift", value: end.heldMegabytes, unit: "MB", anchor: start.heldMegabytes },
			{ of: "ratio", atMost: 1.15 },
		),
		figure({ name: "dom_nodes_end_of_shift", value: end.nodes, unit: "", anchor: start.nodes }),
	];
}

function liveFigures({ delays, missed, failures }: Live): Figure[] {
	return [
		figure({ name: "change_heard_p50", value: median(delays), unit: "ms" }),
		figure({ name: "change_heard_p95", value: quantile(delays, 0.95), unit: "ms" }),
		figure({ name: "change_heard_latest", value: quantile(delays, 1), unit: "ms" }, upTo(1_000)),
		figure({ name: "changes_not_heard", value: missed, unit: "" }, upTo(0)),
		figure({ name: "live_requests_failed", value: failures, unit: "" }, upTo(0)),
	];
}
