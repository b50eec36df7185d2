import { approved, expect, housing, submitted, test, writeDirectly } from "./desk.ts";
import { faultsNow } from "./examine.ts";

test("a published answer is corrected: both texts in sight, approved by another, changed in the network", async ({
	desk,
}) => {
	const author = 810_201;
	const id = await writeDirectly(desk, author, "На Заводской, 22 второй день нет горячей воды");
	const text = "Здравствуйте! Воду на Заводской, 22 дадут сегодня к 18:00.";
	await submitted(desk, { id, text, author: "executor-housing" });
	const approver = await approved(desk, id, "approver-housing");

	const page = await desk.as("executor-housing", `/cases/${id}`);
	await page.getByRole("button", { name: "Ещё действия с инцидентом" }).click();
	await page.getByRole("menuitem", { name: "Исправить ответ" }).click();
	const sheet = page.getByRole("dialog", { name: "Исправление ответа" });
	await expect(sheet.getByRole("region", { name: "Сейчас в сети" })).toContainText("к 18:00");
	const send = sheet.getByRole("button", { name: "Отправить на согласование" });
	await expect(send).toBeDisabled();
	await sheet.getByRole("textbox", { name: "Станет" }).fill(text.replace("18:00", "20:00"));
	await sheet.getByRole("textbox", { name: "Почему исправляете" }).fill("Насос привезут позже");
	expect(await faultsNow(page)).toEqual([]);
	await send.click();
	const card = page.getByRole("region", { name: "Исправления ответа" });
	await expect(card.getByText("Ждёт согласования")).toBeVisible();
	await expect(card.getByRole("button", { name: "Согласовать и исправить" })).toHaveCount(0);

	await approver.goto(`${desk.url}/day`);
	await expect(approver.getByRole("heading", { name: "Исправления ответов 1" })).toBeVisible();
	await approver.getByRole("link", { name: text.replace("18:00", "20:00") }).click();
	await expect(approver).toHaveURL(`${desk.url}/cases/${id}`);
	const decision = approver.getByRole("region", { name: "Исправления ответа" });
	await decision.getByRole("button", { name: "Сравнить тексты" }).click();
	const both = approver.getByRole("dialog", { name: "Было и станет" });
	await expect(both.getByRole("region", { name: "Станет" })).toContainText("к 20:00");
	expect(await faultsNow(approver)).toEqual([]);
	await approver.keyboard.press("Escape");
	await decision.getByRole("button", { name: "Согласовать и исправить" }).click();
	await expect(card.getByText("В сети новый текст")).toBeVisible();
	expect(JSON.stringify(desk.network.dialogue(housing, author).messages)).toContain("к 20:00");
});

test("where the network lets nothing be corrected it is said plainly", async ({ desk }) => {
	const id = await submitted(desk, {
		message: "На Тихой у дома 31 яма на дороге",
		text: "Здравствуйте! Яму у дома 31 заделают к 18:00.",
	});
	await approved(desk, id, "approver-city");
	const author = await desk.as("executor-city", `/cases/${id}`);
	await author.getByRole("button", { name: "Ещё действия с инцидентом" }).click();
	await author.getByRole("menuitem", { name: "Исправить ответ" }).click();
	await expect(author.getByText("Этот ответ исправить в сети нельзя")).toBeVisible();
	await expect(author.getByRole("textbox", { name: "Станет" })).toHaveCount(0);
});
