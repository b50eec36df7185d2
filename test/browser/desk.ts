import { test as base, expect } from "@playwright/test";
import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import type { System } from "../../demo/system.ts";
import type { CaseDetail } from "../../src/http/contract-case.ts";
import type { CasePage } from "../../src/http/contract-queue.ts";
import { startSystem } from "../system.ts";
import { ask, city, housing, readCase } from "./ask.ts";
import { skipTours } from "./tours.ts";

export { ask, city, expect, housing, readCase };

/** A real desk with its demo network for the tests of one worker. */
export type Desk = System & {
	/** a new browser session of this account, or of nobody, at no address yet; its hints for newcomers were seen */
	open: (login: string | null, options?: BrowserContextOptions) => Promise<Page>;
	/** the same, at this path */
	as: (login: string, path?: string, options?: BrowserContextOptions) => Promise<Page>;
	/** a resident writes under a post; gives the case that it opened */
	write: (text: string, given?: { groupId?: number; postId?: number; authorId?: number }) => Promise<number>;
};

let lastAuthor = 700_000;
/** Looks as often all the time: who looks less and less often sees late what has long been there. */
const soon = { intervals: [100] };

export const test = base.extend<{ desk: Desk }, { system: System; undoSeconds: number }>({
	/** for how long an approval can be taken back: not at all, where a test is about something else */
	undoSeconds: [0, { option: true, scope: "worker" }],
	context: async ({ context }, use) => {
		await skipTours(context);
		await use(context);
	},
	system: [
		async ({ undoSeconds }, use) => {
			const system = await startSystem({ undoSeconds });
			await use(system);
			await system.stop();
		},
		{ scope: "worker", timeout: 120_000 },
	],
	desk: async ({ system, browser }, use) => {
		const opened: Page[] = [];
		const open: Desk["open"] = async (login, options = {}) => {
			const page = await openPage(system, browser, login, options);
			opened.push(page);
			return page;
		};
		const as: Desk["as"] = async (login, path = "/cases", options = {}) => {
			const page = await open(login, options);
			await page.goto(`${system.url}${path}`);
			return page;
		};
		await use({ ...system, open, as, write: (text, given) => write(system, text, given) });
		for (const page of opened) await page.context().close();
	},
});

/** A page of a new browser session of this account, or of nobody, at no address yet. */
export async function openPage(
	system: System,
	browser: Browser,
	login: string | null,
	options: BrowserContextOptions,
): Promise<Page> {
	const context = await browser.newContext({ ...options, baseURL: system.url });
	await skipTours(context);
	if (login === null) return context.newPage();
	const account = system.accounts.find((one) => one.login === login);
	const answer = await context.request.post("/api/session", {
		headers: { origin: system.url },
		data: { login, password: account?.password },
	});
	expect(answer.ok(), `${login} signs in`).toBe(true);
	return context.newPage();
}

async function write(
	system: System,
	text: string,
	{
		groupId = housing,
		postId = 1,
		authorId = ++lastAuthor,
	}: { groupId?: number; postId?: number; authorId?: number } = {},
): Promise<number> {
	const known = new Set((await newest(system)).map((row) => row.id));
	system.network.writeComment({ groupId, postId, author: { id: authorId, name: "Житель" }, text });
	let found: number | undefined;
	await expect
		.poll(async () => {
			const rows = await newest(system);
			found = rows.find((row) => !known.has(row.id) && text.startsWith(row.excerpt.slice(0, 40)))?.id;
			return found;
		}, soon)
		.toBeDefined();
	return found ?? 0;
}

const newest = async (system: System) =>
	(await ask<CasePage>(system, "GET", "/cases?view=all&sort=newest&limit=100")).items;

/** The field of the answer. */
export const answerField = (page: Page) => page.getByRole("textbox", { name: "Ответ" });
export const submitButton = (page: Page) => page.getByRole("button", { name: "Отправить на согласование" });
/** The row of a case in the list, by the words of the resident. */
export const rowOf = (page: Page, words: string) =>
	page.getByRole("region", { name: "Инциденты" }).getByRole("link", { name: words });

type Submitted = { text: string; author?: string } & ({ id: number } | { message: string });

/** A case whose answer waits for approval: of a resident's message that stands there, or of a new one to the city's page. */
export async function submitted(desk: Desk, { text, author = "executor-city", ...of }: Submitted): Promise<number> {
	const id = "id" in of ? of.id : await desk.write(of.message, { groupId: city });
	const { case: row } = await readCase(desk, id);
	await ask(desk, "POST", `/cases/${id}/actions`, { action: "accept", version: row.version }, author);
	const { reply } = await ask<CaseDetail>(desk, "PUT", `/cases/${id}/reply`, { text, revision: null }, author);
	const order = { revision: reply?.revision, requestKey: `submitted-${id}` };
	await ask(desk, "POST", `/cases/${id}/reply/submit`, order, author);
	return id;
}

/** This person approves the answer that waits, and it is published; gives their page. */
export async function approved(desk: Desk, id: number, login: string): Promise<Page> {
	const page = await desk.as(login, `/cases/${id}?view=approval`);
	await page.getByRole("button", { name: "Согласовать и опубликовать" }).click();
	await expect.poll(async () => (await readCase(desk, id)).case.status).toBe("answered");
	return page;
}

/** A resident writes to the page directly, where the network takes photos. */
export async function writeDirectly(desk: Desk, authorId: number, text: string): Promise<number> {
	desk.network.writeMessage({ groupId: housing, author: { id: authorId, name: "Житель" }, text });
	let id: number | undefined;
	await expect
		.poll(async () => {
			const { items } = await ask<CasePage>(desk, "GET", "/cases?view=all&sort=newest&limit=20");
			id = items.find((row) => text.startsWith(row.excerpt.slice(0, 40)))?.id;
			return id;
		}, soon)
		.toBeDefined();
	return id ?? 0;
}
