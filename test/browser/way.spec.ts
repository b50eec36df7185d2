import { answerField, expect, housing, readCase, rowOf, submitButton, test } from "./desk.ts";

test("a resident's message comes live, is answered by one official, approved by another, and the answer stands in the thread", async ({
	desk,
	browser,
}) => {
	const executor = await desk.as("executor-housing", `/cases?q=${encodeURIComponent("вода на Тополиной")}`);
	await expect(executor.getByText("Под эти условия ничего не подходит")).toBeVisible();

	const resident = await (await browser.newContext()).newPage();
	await resident.goto(`${desk.network.url}/wall-${housing}_1`);
	await resident.locator("#text").fill("Третий день нет горячей воды на Тополиной, 14. Когда дадут?");
	await resident.getByRole("button", { name: "Отправить" }).click();

	// an empty list shows the new case by itself, without a reload
	await rowOf(executor, "Третий день нет горячей воды").click();
	await executor.getByRole("button", { name: "Взять в работу" }).click();
	const field = answerField(executor);
	await field.fill("Здравствуйте! Звоните мастеру +7 912 345-67-89.");
	await expect(executor.getByText(/Похоже на номер телефона/)).toBeVisible();
	await expect(submitButton(executor)).toBeDisabled();
	await expect(executor.getByText("1 замечание мешает отправить")).toBeVisible();
	await field.fill("Здравствуйте! Насос на Лесной заменят сегодня, вода будет к 18:00.");
	await expect(executor.getByText("Сохранено")).toBeVisible();
	await submitButton(executor).click();
	await expect(executor.getByText("Ответ ждёт согласования.")).toBeVisible();

	const approver = await desk.as("approver-housing", "/cases?view=approval");
	await rowOf(approver, "Третий день нет горячей воды").click();
	await expect(approver.getByRole("region", { name: "Ответ" })).toContainText("Насос на Лесной заменят сегодня");
	await approver.keyboard.press("a");

	await expect(resident.getByText("Насос на Лесной заменят сегодня, вода будет к 18:00.")).toBeVisible();
	await expect(executor.getByText(/Опубликовано сегодня/)).toBeVisible();
	await expect(executor.getByText("Официальный ответ")).toBeVisible();
	const own = desk.network.thread(housing, 1).comments.filter(({ text }) => text.includes("Насос на Лесной"));
	expect(own).toHaveLength(1);
	await resident.context().close();
});

test("an answer is returned with a reason, mended and submitted again", async ({ desk }) => {
	const id = await desk.write("Во дворе на Набережной второй день течёт труба отопления");
	const executor = await desk.as("curator", `/cases/${id}`);
	await executor.getByRole("button", { name: "Взять в работу" }).click();
	await answerField(executor).fill("Здравствуйте! Трубу на Набережной починим.");
	await executor.keyboard.press("Control+Enter");
	await expect(executor.getByText("Ответ ждёт согласования.")).toBeVisible();
	const { case: row } = await readCase(desk, id);
	expect(row.status).toBe("onApproval");

	const approver = await desk.as("approver-housing", `/cases/${id}?view=approval`);
	await expect(approver.getByRole("button", { name: "Вернуть с замечанием" })).toBeVisible();
	await approver.keyboard.press("r");
	await approver.getByRole("textbox", { name: "Что исправить в ответе" }).fill("Назовите срок и кто делает");
	await approver.getByRole("button", { name: "Вернуть с замечанием" }).click();

	// the author's open page hears of it
	await expect(executor.getByText("Назовите срок и кто делает").first()).toBeVisible();
	const field = answerField(executor);
	await expect(field).toHaveValue("Здравствуйте! Трубу на Набережной починим.");
	await field.fill("Здравствуйте! Теплосеть заменит трубу 24 ноября до 17:00.");
	await submitButton(executor).click();
	await expect(approver.getByRole("region", { name: "Ответ" })).toContainText("24 ноября до 17:00");
	const { history } = await readCase(desk, id);
	expect(history.map((event) => event.type)).toContain("returnReply");
});

test("one's own answer cannot be approved by oneself", async ({ desk }) => {
	const id = await desk.write("Почему в подъезде на Садовой так холодно, батареи ледяные?");
	const page = await desk.as("approver-housing", `/cases/${id}`);
	await page.getByRole("button", { name: "Взять в работу" }).click();
	await answerField(page).fill("Здравствуйте! Бригада приедет сегодня до 20:00.");
	await submitButton(page).click();
	await expect(page.getByText("Согласует другой сотрудник ведомства.")).toBeVisible();
	await expect(page.getByRole("button", { name: "Согласовать и опубликовать" })).toHaveCount(0);
	await page.getByRole("button", { name: "Отозвать с согласования" }).click();
	await expect(answerField(page)).toHaveValue("Здравствуйте! Бригада приедет сегодня до 20:00.");
});

test("what is not ours is returned with a reason and passed on to another agency", async ({ desk }) => {
	const id = await desk.write("Прорвало трубу отопления во дворе на Мира, 3, вода течёт на дорогу");
	const executor = await desk.as("executor-housing", `/cases/${id}`);
	await executor.getByRole("button", { name: "Вернуть: не наша тема" }).click();
	const send = executor.getByRole("form").getByRole("button", { name: "Вернуть: не наша тема" });
	await expect(send).toBeDisabled();
	await executor.getByRole("textbox", { name: /Почему это не ваша тема/ }).fill("Сети городские");
	await expect(send).toBeDisabled();
	await executor.getByRole("button", { name: "Чей это вопрос" }).click();
	await executor.getByRole("combobox", { name: "Чей это вопрос" }).fill("светлоречен");
	await executor.keyboard.press("Enter");
	await send.click();
	await expect(executor.getByText("Не наша тема").first()).toBeVisible();

	const curator = await desk.as("curator", `/cases/${id}?view=returned`);
	await expect(curator.getByRole("region", { name: "Возвраты" })).toContainText("«Сети городские»");
	await curator.getByRole("button", { name: "Передать ведомству" }).click();
	await curator.getByRole("button", { name: "Выберите ведомство" }).click();
	await curator.getByRole("combobox", { name: "Кому передать" }).fill("светлоречен");
	await curator.keyboard.press("Enter");
	await curator.getByRole("form").getByRole("button", { name: "Передать ведомству" }).click();
	await expect(curator.getByText(/Минжилэнерго → Светлореченск/)).toBeVisible();
	// the agency it left sees it no more
	await expect(executor.getByText("Прорвало трубу отопления")).toHaveCount(0);
});
