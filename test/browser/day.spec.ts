import { expect, housing, test } from "./desk.ts";

test("my day, the promises and the bell say in words what there is, or that there is nothing", async ({ desk }) => {
	await desk.write("На Речной, 5 не вывозят мусор третью неделю", { groupId: housing });
	const page = await desk.as("executor-housing", "/day");
	await expect(page.getByRole("heading", { name: "Мой день", level: 1 })).toBeVisible();
	await expect(
		page.getByText("На сегодня всё").or(page.getByRole("heading", { name: /Ваши инциденты/ })),
	).toBeVisible();
	await page.getByRole("link", { name: "Обещания", exact: true }).click();
	await expect(page.getByText("Невыполненных обещаний нет", { exact: false })).toBeVisible();
	await page.getByRole("link", { name: /^Оповещения/ }).click();
	await expect(page.getByRole("heading", { name: "Оповещения", level: 1 })).toBeVisible();
	await expect(page.getByLabel("Ночью не присылать")).toBeChecked();
});

test("somebody is put on duty and taken off, and the board says how it goes in words", async ({ desk }) => {
	const page = await desk.as("curator", "/duty");
	await page.getByRole("button", { name: "Назначить дежурного" }).click();
	await page.getByRole("button", { name: "Кто: Выберите" }).click();
	await page.keyboard.type("Куратор");
	await page.keyboard.press("Enter");
	await page.getByRole("button", { name: "Сохранить" }).click();
	const change = page.getByRole("button", { name: "Изменить дежурство: Куратор ЦУР" });
	await change.click();
	await page.getByRole("button", { name: "Снять", exact: true }).click();
	await page.getByRole("button", { name: "Точно снять" }).click();
	await expect(change).toBeHidden();
	await page.getByRole("link", { name: "Сводка", exact: true }).click();
	await expect(page.getByText(/Сегодня (ещё не отвечали|отвечали в среднем)/)).toBeVisible();
});
