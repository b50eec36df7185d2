import { type Page, test as base } from "@playwright/test";
import type { System } from "../../demo/system.ts";
import { startSystem } from "../system.ts";
import { answerField, expect, rowOf, submitButton } from "./desk.ts";
import { skipTours } from "./tours.ts";

const groupId = 930_200_001;
const key = "the-key-of-the-community";

/** A region that nobody has set up, beside a network in which one community waits to be connected. */
const test = base.extend<object, { own: System }>({
	own: [
		// biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
		async ({}, use) => {
			const callback = { url: "", secret: "callback-secret", confirmation: "a1b2c3d4" };
			const posts = [{ id: 1, text: "Готовимся к зиме", date: Math.floor(Date.now() / 1000) - 3600 }];
			const community = { groupId, name: "Примерный край. Официально", accessToken: key, callback, posts };
			const system = await startSystem({ isEmpty: true, communities: [community] });
			await use(system);
			await system.stop();
		},
		{ scope: "worker", timeout: 120_000 },
	],
	context: async ({ context }, use) => {
		await skipTours(context);
		await use(context);
	},
});

/** What a person does by hand on the way, counted. */
function handsOn(page: Page) {
	let steps = 0;
	const press = async (name: string | RegExp, role: "button" | "link" = "button") => {
		steps += 1;
		await page.getByRole(role, { name, exact: typeof name === "string" }).click();
	};
	const fill = async (label: string | RegExp, text: string) => {
		steps += 1;
		await page.getByLabel(label, { exact: typeof label === "string" }).fill(text);
	};
	const choose = async (label: string, option: string) => {
		steps += 1;
		await page.getByLabel(label, { exact: true }).selectOption({ label: option });
	};
	const tick = async (label: string) => {
		steps += 1;
		await page.getByRole("checkbox", { name: label, exact: true }).check();
	};
	return { press, fill, choose, tick, steps: () => steps };
}
type Hands = ReturnType<typeof handsOn>;

const own = "сиреневый забор у пруда";

/** Chooses a password of one's own, as everybody must at the first sign-in. */
async function enter(page: Page, url: string, login: string, password: string): Promise<Hands> {
	const hands = handsOn(page);
	await page.goto(`${url}/sign-in`);
	await hands.fill("Логин", login);
	await hands.fill("Пароль", password);
	await hands.press("Войти");
	await hands.fill("Нынешний пароль", password);
	await hands.fill("Новый пароль", own);
	await hands.fill("Новый пароль ещё раз", own);
	await hands.press("Сменить пароль");
	await hands.press("Перейти к работе", "link");
	return hands;
}

/** @returns the password that is shown once */
async function addPerson(page: Page, hands: Hands, login: string, role: string, agency?: string): Promise<string> {
	await hands.press("Добавить человека", "link");
	await hands.fill(/^Логин/, login);
	await hands.fill(/^Имя/, `${role} Примерного края`);
	if (agency) await hands.choose("Ведомство", agency);
	await hands.tick(role);
	await hands.press("Добавить и выдать пароль");
	const shown = page.getByRole("status").filter({ hasText: "Пароль для первого входа" });
	const password = await shown.locator("dd").nth(1).textContent();
	await hands.press("К первым шагам", "link").catch(() => hands.press(/^Дальше: /, "link"));
	return password ?? "";
}

const step = (page: Page, name: string) =>
	page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });

test("from an empty region to the first published answer", async ({ own: system, page, browser }) => {
	const [admin] = system.accounts;
	const hands = await enter(page, system.url, "admin", admin?.password ?? "");
	await expect(page.getByText("Сделано 1 из 8")).toBeVisible();

	await hands.press("Назвать регион", "link");
	await hands.fill("Название региона", "Примерный край");
	await hands.press("Сохранить");
	await hands.press("Дальше: Ведомства", "link");
	await expect(step(page, "Регион")).toContainText("Примерный край");

	await hands.press("Добавить списком", "link");
	await hands.fill("Список", "Министерство ЖКХ и энергетики; Минжилэнерго\nМинистерство здравоохранения; Минздрав");
	await hands.press(/^Добавить 2/);
	await hands.press("Дальше: Люди", "link");
	const curatorPassword = await addPerson(page, hands, "kurator", "Куратор");
	const executorPassword = await addPerson(page, hands, "ispolnitel", "Исполнитель", "Минжилэнерго");
	await expect(step(page, "Люди")).toContainText("сделано");

	await hands.press("Готовые маршруты", "link");
	await expect(page.getByLabel("ЖКХ")).toHaveValue(/\d+/);
	await hands.press(/^Сохранить \d/);
	await hands.press("Дальше: Первая страница", "link");

	await hands.press("Подключить страницу", "link");
	await hands.press(/ВКонтакте/);
	await hands.fill("Ключ доступа сообщества", key);
	await page.getByText("Редкие настройки").click();
	await hands.fill(/^Другой адрес сети/, system.network.url);
	await hands.press("Проверить ключи");
	await hands.press("Дальше");
	await hands.choose("Ведомство", "Центр управления регионом");
	await hands.press("Подключить");
	await expect(page).toHaveURL(/\/pages\/\d+$/);
	await hands.press("Дальше: Первое сообщение", "link");

	const text = "Третий день нет горячей воды на Тополиной, 14. Когда дадут?";
	system.network.writeComment({ groupId, postId: 1, author: { id: 700_001, name: "Житель" }, text });
	await expect(step(page, "Первое сообщение")).toContainText("сделано");

	const executor = await (await browser.newContext({ baseURL: system.url })).newPage();
	await skipTours(executor.context());
	const write = await enter(executor, system.url, "ispolnitel", executorPassword);
	await rowOf(executor, "Третий день нет горячей воды").click();
	await write.press("Взять в работу");
	await answerField(executor).fill("Здравствуйте! Насос на Тополиной заменят сегодня, вода будет к 18:00.");
	await submitButton(executor).click();
	await expect(executor.getByText("Ответ ждёт согласования.")).toBeVisible();
	await executor.context().close();

	const curator = await (await browser.newContext({ baseURL: system.url })).newPage();
	await skipTours(curator.context());
	await enter(curator, system.url, "kurator", curatorPassword);
	await curator.goto(`${system.url}/approvals`);
	await expect(curator.getByText("Насос на Тополиной заменят сегодня").first()).toBeVisible();
	await curator.keyboard.press("a");
	await curator.context().close();

	await expect(page.getByText("Всё готово: регион отвечает жителям.")).toBeVisible();
	const answers = system.network.thread(groupId, 1).comments.map((comment) => comment.text);
	expect(answers).toContain("Здравствуйте! Насос на Тополиной заменят сегодня, вода будет к 18:00.");
	// at ten seconds each that is eight minutes of the quarter of an hour
	expect(hands.steps()).toBeLessThan(48);
});
