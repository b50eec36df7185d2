import type { Page } from "@playwright/test";
import type { Scene } from "./scene.ts";

export type Screen = {
	name: string;
	/** who looks at it; null: nobody is signed in */
	login: string | null;
	path: string | ((scene: Scene) => string);
	/** words that come last, when they come late */
	ready?: string;
	/** what is opened on it */
	act?: (page: Page) => Promise<void>;
};

/** Sections of the settings that are one list or one form. */
const sections = [
	"providers",
	"terms",
	"calendars",
	"importance",
	"templates",
	"articles",
	"approval",
	"appeal",
	"residents",
	"retention",
	"requests",
	"removals",
	"views",
	"hidings",
	"tokens",
	"hooks",
	"journal",
];

export const pathOf = ({ path }: Screen, scene: Scene): string => (typeof path === "string" ? path : path(scene));

/** Waits until a screen has read what it shows. */
export async function settle(page: Page, { ready }: Screen): Promise<void> {
	await page.locator("main, form").filter({ hasText: /\S/, visible: true }).first().waitFor();
	await page.locator(".animate-pulse").filter({ visible: true }).first().waitFor({ state: "hidden" });
	if (ready) await page.getByText(ready).first().waitFor();
	await page.evaluate(() => document.fonts.ready.then(() => {}));
}

/** What is known about the case: behind a tab on a narrow screen, below the fold on a wide one. */
async function openDetails(page: Page): Promise<void> {
	const tab = page.getByRole("tab", { name: "Подробности" });
	if (await tab.isVisible()) await tab.click();
	await page.getByRole("region", { name: "Похожие и повторные" }).scrollIntoViewIfNeeded();
	await page.waitForTimeout(400);
}

/** Why the term is what it is. */
async function openTerm(page: Page): Promise<void> {
	await page.locator("header").getByRole("button", { name: /\d/ }).first().click();
	await page
		.getByText(/рабочих часа от/)
		.first()
		.waitFor();
}

/** The sheet or the list of a rare action. */
const openRare = (name: string) => async (page: Page) => {
	await page.getByRole("button", { name: "Ещё действия с инцидентом" }).click();
	await page.getByRole("menuitem", { name }).click();
	await page.getByRole("dialog").waitFor();
};

const press = (key: string) => async (page: Page) => {
	await page.keyboard.press(key);
	await page.getByRole("dialog").waitFor();
};

const click = (name: string | RegExp) => (page: Page) => page.getByRole("button", { name }).first().click();

/** What an empty form says of itself. */
const sendEmpty = (name: string) => async (page: Page) => {
	await page.getByRole("button", { name }).click();
	await page.locator("[aria-invalid=true]").first().waitFor();
};

/** One person who is new, one who is known, one who is refused. */
const people =
	"логин;имя;ведомство;роли\nnovichok;Новичок;Минжилэнерго;executor\nadmin;Другое имя;;admin\n;Без логина;;";

async function choosePeople(page: Page): Promise<void> {
	const buffer = Buffer.from(people);
	await page.locator("input[type=file]").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer });
	await page.getByRole("list").last().waitFor();
}

/** Forms and what they answer, each on an address of its own or a button away. */
const forms: readonly Screen[] = [
	{ name: "person-new", login: "admin", path: "/settings/people/new", act: sendEmpty("Добавить и выдать пароль") },
	{ name: "people-import", login: "admin", path: "/settings/people/import", act: choosePeople },
	{ name: "role-new", login: "admin", path: "/settings/roles/new" },
	{ name: "provider-new", login: "admin", path: "/settings/providers/new", act: sendEmpty("Сохранить и продолжить") },
	{ name: "agency-new", login: "admin", path: "/settings/agencies/new" },
	{ name: "topic-new", login: "admin", path: "/settings/topics/new" },
	{ name: "rule-new", login: "admin", path: "/settings/routing/new" },
	{ name: "calendar-new", login: "admin", path: "/settings/calendars/new" },
	{ name: "terms-new", login: "admin", path: "/settings/terms/new" },
	{ name: "article-new", login: "admin", path: "/settings/articles/new", act: sendEmpty("Сохранить") },
	{ name: "hook-new", login: "admin", path: "/settings/hooks/new" },
	{ name: "token-new", login: "admin", path: "/settings/tokens", act: click("Новый ключ") },
	{ name: "page-keys", login: "admin", path: "/pages/new", act: click(/Телеграм|Telegram/) },
	{ name: "password", login: "executor-housing", path: "/account", act: click("Сменить пароль") },
	{ name: "second-step", login: "executor-housing", path: "/account", act: click("Включить второй шаг") },
	{ name: "tour", login: "executor-housing", path: "/help", act: click("Показать подсказки на экране ещё раз") },
	{ name: "take", login: "curator", path: "/take" },
	{ name: "nowhere", login: "curator", path: "/nowhere" },
	{ name: "no-right", login: "executor-city", path: "/approvals" },
];

/** Every screen with something on it, and some with nothing. */
export const allScreens: readonly Screen[] = [
	{ name: "sign-in", login: null, path: "/sign-in" },
	{ name: "queue", login: "curator", path: "/cases" },
	{ name: "queue-empty", login: "executor-city", path: "/cases?view=returned" },
	{ name: "queue-groups", login: "curator", path: "/cases?group=topic" },
	{ name: "search", login: "curator", path: "/cases?q=снегом&due=today" },
	{ name: "case", login: "executor-housing", path: (scene) => `/cases/${scene.assigned}` },
	{ name: "case-term", login: "executor-housing", path: (scene) => `/cases/${scene.assigned}`, act: openTerm },
	{
		name: "case-task",
		login: "executor-housing",
		path: (scene) => `/cases/${scene.assigned}`,
		act: openRare("Дать задачу"),
	},
	{ name: "case-snooze", login: "curator", path: (scene) => `/cases/${scene.told}`, act: openRare("Напомнить позже") },
	{
		name: "case-evidence",
		login: "curator",
		path: (scene) => `/cases/${scene.told}`,
		act: openRare("Приложить фото работы"),
	},
	{ name: "case-merge", login: "curator", path: (scene) => `/cases/${scene.told}`, act: openRare("Объединить") },
	{ name: "palette", login: "curator", path: "/cases", act: press("Control+k") },
	{ name: "keys", login: "curator", path: "/cases", act: press("?") },
	{
		name: "editor",
		login: "executor-housing",
		path: (scene) => `/cases/${scene.writing}`,
		ready: "Похоже на номер телефона",
	},
	{ name: "editor-returned", login: "executor-housing", path: (scene) => `/cases/${scene.returned}?view=returned` },
	{ name: "approval", login: "approver-housing", path: (scene) => `/cases/${scene.approval}?view=approval` },
	{ name: "approvals", login: "approver-housing", path: "/approvals" },
	{ name: "approvals-empty", login: "approver-city", path: "/approvals" },
	{ name: "answered", login: "executor-housing", path: (scene) => `/cases/${scene.answered}?view=answered` },
	{ name: "outside-answer", login: "curator", path: (scene) => `/cases/${scene.outside}` },
	{ name: "attention", login: "admin", path: "/attention" },
	{ name: "pages", login: "admin", path: "/pages" },
	{ name: "understood", login: "curator", path: (scene) => `/cases/${scene.told}` },
	{ name: "understood-side", login: "curator", path: (scene) => `/cases/${scene.told}`, act: openDetails },
	{ name: "models", login: "admin", path: "/models" },
	{ name: "people", login: "admin", path: "/settings/people" },
	{ name: "person", login: "admin", path: "/settings/people/2" },
	{ name: "roles", login: "admin", path: "/settings/roles" },
	{ name: "agencies", login: "admin", path: "/settings/agencies" },
	{ name: "topics", login: "admin", path: "/settings/topics" },
	{ name: "routing", login: "admin", path: "/settings/routing" },
	{ name: "account", login: "executor-housing", path: "/account" },
	{ name: "settings", login: "admin", path: "/settings" },
	{ name: "settings-terms-profile", login: "admin", path: "/settings/terms/1" },
	{ name: "settings-calendar", login: "admin", path: "/settings/calendars/1" },
	{ name: "settings-template", login: "admin", path: "/settings/templates/new" },
	{ name: "page", login: "admin", path: "/pages/1" },
	{ name: "day", login: "executor-housing", path: "/day" },
	{ name: "board", login: "curator", path: "/board?period=month" },
	{ name: "promises", login: "curator", path: "/promises" },
	{ name: "quality", login: "curator", path: "/quality" },
	{ name: "duty", login: "curator", path: "/duty" },
	{ name: "notices", login: "curator", path: "/notices" },
	{ name: "page-new", login: "admin", path: "/pages/new" },
	{ name: "start", login: "admin", path: "/start" },
	{ name: "help", login: "curator", path: "/help" },
	{ name: "help-page", login: "curator", path: "/help/approval" },
	{ name: "settings-region", login: "admin", path: "/settings/region" },
	{ name: "agencies-list", login: "admin", path: "/settings/agencies/list" },
	{ name: "routing-start", login: "admin", path: "/settings/routing/start" },
	{ name: "settings-outside", login: "curator", path: "/settings/outside" },
	...forms,
	...sections.map((name) => ({ name: `settings-${name}`, login: "admin", path: `/settings/${name}` })),
];
