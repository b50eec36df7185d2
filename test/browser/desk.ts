import { test as base, expect } from "@playwright/test";
import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import type { System } from "../../demo/system.ts";
import type { CaseDetail, CasePage } from "../../src/http/contract-case.ts";
import { startSystem } from "../system.ts";

export { expect };

/** A real desk with its demo network for the tests of one worker. */
export type Desk = System & {
	/** a new browser session of this account, at this path */
	as: (login: string, path?: string, options?: BrowserContextOptions) => Promise<Page>;
	/** a resident writes under a post; gives the case that it opened */
	write: (text: string, given?: { groupId?: number; postId?: number; authorId?: number }) => Promise<number>;
};

/** Communities of the demo region. */
export const housing = 930100007;
export const city = 930100002;

let lastAuthor = 700_000;

export const test = base.extend<{ desk: Desk }, { system: System }>({
	system: [
		// biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
		async ({}, use) => {
			const system = await startSystem();
			await use(system);
			await system.stop();
		},
		{ scope: "worker", timeout: 120_000 },
	],
	desk: async ({ system, browser }, use) => {
		const opened: Page[] = [];
		const as: Desk["as"] = async (login, path = "/cases", options = {}) => {
			const page = await signedIn(system, browser, login, options);
			opened.push(page);
			await page.goto(`${system.url}${path}`);
			return page;
		};
		await use({ ...system, as, write: (text, given) => write(system, text, given) });
		for (const page of opened) await page.context().close();
	},
});

async function signedIn(
	system: System,
	browser: Browser,
	login: string,
	options: BrowserContextOptions,
): Promise<Page> {
	const context = await browser.newContext({ ...options, baseURL: system.url });
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
		})
		.toBeDefined();
	return found ?? 0;
}

const cookies = new WeakMap<System, string>();

/** The server asked directly by the curator, who sees the whole region. */
export async function ask<T>(system: System, method: string, path: string, body?: unknown): Promise<T> {
	const cookie = cookies.get(system) ?? (await curatorCookie(system));
	cookies.set(system, cookie);
	const answer = await fetch(`${system.url}/api${path}`, {
		method,
		headers: { cookie, origin: system.url, ...(body === undefined ? {} : { "content-type": "application/json" }) },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
	return (await answer.json()) as T;
}

async function curatorCookie(system: System): Promise<string> {
	const account = system.accounts.find((one) => one.login === "curator");
	const answer = await fetch(`${system.url}/api/session`, {
		method: "POST",
		headers: { origin: system.url, "content-type": "application/json" },
		body: JSON.stringify({ login: "curator", password: account?.password }),
	});
	return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}

const newest = async (system: System) =>
	(await ask<CasePage>(system, "GET", "/cases?view=all&sort=newest&limit=100")).items;

export const readCase = (system: System, id: number) => ask<CaseDetail>(system, "GET", `/cases/${id}`);

/** The field of the answer. */
export const answerField = (page: Page) => page.getByRole("textbox", { name: "Ответ" });
export const submitButton = (page: Page) => page.getByRole("button", { name: "Отправить на согласование" });
/** The row of a case in the list, by the words of the resident. */
export const rowOf = (page: Page, words: string) =>
	page.getByRole("region", { name: "Обращения" }).getByRole("link", { name: words });
