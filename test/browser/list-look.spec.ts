import { ask, city, test as base, expect, readCase, rowOf } from "./desk.ts";
import type { CaseGroups } from "../../src/http/contract-queue.ts";

// a desk of its own: of a long list only the rows in sight are there
const test = base.extend<object, { ownDesk: boolean }>({
	// biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
	ownDesk: [async ({}, use) => use(true), { scope: "worker", auto: true }],
});

test("the list stands in groups whose counts agree, by keys, in the address and in a saved view", async ({ desk }) => {
	await desk.write("На Вишнёвой лифт застрял между этажами", { groupId: city });
	await desk.write("Вишнёвая, 3: в кране нет горячей воды", { groupId: city });
	const page = await desk.as("curator");
	const list = page.getByRole("region", { name: "Инциденты" });
	await expect(rowOf(page, "лифт застрял")).toBeVisible();
	await page.keyboard.press("v");
	await page.getByRole("radio", { name: "По теме" }).check();
	await expect(page).toHaveURL(/group=topic/);
	await page.keyboard.press("Escape");
	const { items } = await ask<CaseGroups>(desk, "GET", "/cases/groups?group=topic", undefined, "curator");
	const lift = items.find(({ key }) => key === "housing.lift")?.count ?? 0;
	expect(lift).toBeGreaterThan(0);
	await expect(list.getByRole("heading", { name: new RegExp(`^Лифт: ${lift} `) })).toBeVisible();

	// the same keys walk through the groups, and never stop at a head
	await page.keyboard.press("j");
	await page.keyboard.press("j");
	await page.keyboard.press("Enter");
	await expect(page).toHaveURL(/\/cases\/\d+\?group=topic/);

	await page.getByRole("button", { name: "Сохранить вид" }).click();
	await page.getByRole("textbox", { name: "Название" }).fill("По темам");
	await page.getByRole("button", { name: "Сохранить", exact: true }).click();
	await page.goto(`${desk.url}/cases`);
	await expect(list.getByRole("heading")).toHaveCount(0);
	await page.getByRole("link", { name: "По темам" }).click();
	await expect(list.getByRole("heading").first()).toBeVisible();
	await page.goto(`${desk.url}/cases?group=due`);
	await expect(list.getByRole("heading", { name: /^(Просрочено|Сегодня|Завтра|Позже): / }).first()).toBeVisible();
});

test("a row tells what its reader wants, and goes on doing so", async ({ desk }) => {
	await desk.write("Рябиновая, 8: скамейка без спинки", { groupId: city });
	const page = await desk.as("executor-city");
	const row = page.getByRole("listitem").filter({ hasText: "скамейка без спинки" });
	await expect(row.getByText("Назначено")).toBeVisible();
	await page.getByRole("button", { name: "Вид списка" }).click();
	await page.getByRole("checkbox", { name: "Статус" }).uncheck();
	await page.getByRole("checkbox", { name: "У кого в работе" }).check();
	await page.keyboard.press("Escape");
	await expect(row.getByText("никто не взял")).toBeVisible();
	await page.reload();
	await expect(row.getByText("никто не взял")).toBeVisible();
	await expect(row.getByText("Назначено")).toHaveCount(0);
});

test("a case is put aside on a telephone, says so and comes back", async ({ desk }) => {
	const id = await desk.write("Калиновая, 2: сетка забора порвана", { groupId: city });
	const page = await desk.as("executor-city", `/cases/${id}`, {
		viewport: { width: 390, height: 780 },
		hasTouch: true,
	});
	await page.getByRole("button", { name: "Ещё действия с инцидентом" }).tap();
	await page.getByRole("menuitem", { name: "Напомнить позже" }).tap();
	await page.getByRole("option", { name: /Через час/ }).tap();
	await page.getByRole("option", { name: "Жду осмотра на месте" }).tap();
	await expect.poll(async () => (await readCase(desk, id)).case.snoozedUntil).not.toBeNull();
	await page.goto(`${desk.url}/cases?snoozed=only`);
	await expect(page.getByRole("img", { name: /убран из списков до/ })).toBeVisible();
	await page.goto(`${desk.url}/cases/${id}`);
	await page.getByRole("button", { name: "Ещё действия с инцидентом" }).tap();
	await page.getByRole("menuitem", { name: "Вернуть в списки" }).tap();
	await expect.poll(async () => (await readCase(desk, id)).case.snoozedUntil).toBeNull();
});
