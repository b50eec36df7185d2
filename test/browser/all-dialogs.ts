import type { Locator, Page } from "@playwright/test";

/** Something that opens over a screen or in it. */
export type Opened = {
	name: string;
	/** the button that opens it, where the focus is again afterwards; or the key that does */
	by: string | ((page: Page) => Locator);
	/** what is done next: an item of a menu is chosen, something is ticked */
	next?: (page: Page) => Promise<void>;
	/** a form in its place; without it the layer over everything else */
	what?: (page: Page) => Locator;
};

const button = (name: string | RegExp) => (page: Page) =>
	page
		.getByRole("button", { name, exact: typeof name === "string" })
		.filter({ visible: true })
		.first();
const form = (name: string) => (page: Page) => page.getByRole("form", { name, exact: true });
const group = (name: string | RegExp) => (page: Page) => page.getByRole("group", { name });
const choose = (name: string | RegExp) => (page: Page) => page.getByRole("menuitem", { name }).click();
const pick = (key: string, words: string) => async (page: Page) => {
	await page.keyboard.press(key);
	await page.keyboard.type(words);
	await page.keyboard.press("Enter");
};

const more = button("Ещё действия с инцидентом");
const rare = (name: string): Opened => ({ name, by: more, next: choose(name) });

/** Over the list, with a case under the cursor. */
export const overQueue: readonly Opened[] = [
	{ name: "account", by: button("Учётная запись") },
	{ name: "filters", by: button("Фильтры") },
	{ name: "look of the list", by: button("Вид списка") },
	{ name: "topic of a case", by: "t" },
	{ name: "agency of a case", by: "a" },
	{ name: "merging by key", by: "m" },
	{ name: "reminder by key", by: "s" },
	{ name: "name of a view", by: button("Сохранить вид") },
];

/** Over the list, with several cases chosen. */
export const overChosen: readonly Opened[] = [
	{ name: "steps of many", by: button("Другие действия") },
	{ name: "topic of many", by: button("Тема") },
	{ name: "agency of many", by: button("Передать") },
	{ name: "merging of many", by: button("Объединить") },
	{ name: "end of many", by: button("Другие действия"), next: choose("Закрыть") },
	{ name: "reason for many", by: button("Другие действия"), next: choose("Ответ не нужен") },
	{ name: "look before many are changed", by: "t", next: pick("End", "лифт") },
];

/** Over a case of the region's. */
export const overCase: readonly Opened[] = [
	{ name: "rare actions", by: more },
	...[
		"Дать задачу",
		"Записать контакт с жителем",
		"Изменить приоритет",
		"Назначить ответственного",
		"Попросить вторую проверку",
		"Связать с другим инцидентом",
		"Выделить в отдельный инцидент",
		"Предложить скрыть комментарий",
		"Передать как обращение по 59‑ФЗ",
	].map(rare),
	{ name: "topic of the card", by: button("Изменить") },
	{ name: "term", by: (page) => page.locator("article header").getByRole("button", { name: /\d/ }).first() },
	{ name: "handing over", by: button("Передать ведомству"), what: form("Передать ведомству") },
	{ name: "other steps", by: button("Другие действия") },
];

/** Over a case whose answer is written, with two photos. */
export const overEditor: readonly Opened[] = [
	{ name: "other steps of a writer", by: button("Другие действия") },
	{ name: "photo editor", by: button("Править фото 1") },
	{ name: "pair of photos", by: button("До и после") },
	{
		name: "templates",
		// the text has the focus again afterwards, however it was opened
		by: "Control+/",
		what: (page) => page.getByRole("complementary", { name: "Шаблоны и статьи" }),
	},
	{ name: "merging", by: more, next: choose("Объединить") },
];

/** Over an answer that is to be approved. */
export const overApproval: readonly Opened[] = [
	{
		name: "return",
		by: button("Вернуть с замечанием"),
		what: group("Что исправить в ответе"),
	},
];

/** Over the duty rota. */
export const overDuty: readonly Opened[] = [
	{ name: "duty", by: button("Назначить дежурного"), what: form("Назначить дежурного") },
	{ name: "absence", by: button("Записать отсутствие"), what: form("Записать отсутствие") },
];
