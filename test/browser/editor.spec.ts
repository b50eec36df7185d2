import type { Page } from "@playwright/test";
import type { CaseTasks } from "../../src/http/contract-tasks.ts";
import type { Reference } from "../../src/http/contract.ts";
import { answerField, ask, expect, readCase, submitButton, test } from "./desk.ts";
import { faultsNow } from "./examine.ts";

const accept = async (page: Page) => page.getByRole("button", { name: "Взять в работу" }).click();

test("a day that the text names becomes a promise, and an interim answer says who does what by when", async ({
	desk,
}) => {
	const id = await desk.write("На Садовой, 31 нет отопления, когда включат?");
	const page = await desk.as("executor-housing", `/cases/${id}`);
	await accept(page);
	const day = new Date(Date.now() + 9 * 86_400_000);
	const named = new Intl.DateTimeFormat("ru-RU", { day: "numeric", month: "long", timeZone: "UTC" }).format(day);
	await answerField(page).fill(`Здравствуйте! Насос на Садовой заменят до ${named}.`);
	await page.getByRole("button", { name: `Записать обещание: ${named}` }).click();
	await expect(page.getByRole("textbox", { name: "Что сделает" })).toHaveValue(`Насос на Садовой заменят до ${named}`);
	await page.getByRole("radio", { name: "Промежуточный" }).check();
	await expect(page.getByText(/Итоговый ответ нужен потом/)).toBeVisible();

	// half a promise stops the answer, and is not lost with the page
	await page.getByRole("textbox", { name: "Кто сделает" }).fill("");
	await expect(page.getByText("Укажите, кто, что и к какому дню сделает")).toBeVisible();
	await expect(submitButton(page)).toBeDisabled();
	expect(await faultsNow(page)).toEqual([]);
	await page.context().setOffline(true);
	const unheard = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/reply/check"));
	await page.getByRole("textbox", { name: "Кто сделает" }).fill("Бригада тепловых сетей");
	await expect(page.getByText(/текст сохранён в этом браузере/)).toBeVisible();
	// the remark that stopped the answer is asked for again by itself
	await unheard;
	await page.context().setOffline(false);
	await expect(page.getByText("Сохранено")).toBeVisible();
	await submitButton(page).click();
	await expect(page.getByText("Ответ ждёт согласования.")).toBeVisible();
	const { reply } = await readCase(desk, id);
	expect(reply?.kind).toBe("interim");
	expect(reply?.promise?.who).toBe("Бригада тепловых сетей");
	expect([reply?.promise?.dueOn, reply?.promise?.askedOn]).toContain(day.toISOString().slice(0, 10));
});

test("while a colleague writes the answer, the own text waits, and taking over is said in words", async ({ desk }) => {
	const id = await desk.write("На Полевой, 5 холодные батареи, ребёнок мёрзнет");
	const { case: row } = await readCase(desk, id);
	await ask(desk, "POST", `/cases/${id}/actions`, { action: "accept", version: row.version });
	const page = await desk.as("executor-housing", `/cases/${id}`);
	await expect(answerField(page)).toBeVisible();
	await ask(desk, "POST", `/cases/${id}/presence`, { isWriting: true });
	await answerField(page).fill("Здравствуйте! Батареи прогреют сегодня.");
	await expect(page.getByText("Ответ сейчас пишет Куратор ЦУР")).toBeVisible();
	expect((await readCase(desk, id)).reply).toBeNull();
	await page.getByRole("button", { name: "Писать вместо" }).click();
	await expect.poll(async () => (await readCase(desk, id)).reply?.text).toBe("Здравствуйте! Батареи прогреют сегодня.");
	await expect(page.getByText("Ответ сейчас пишет")).toHaveCount(0);
});

test("a template is found and put in by keys, its gaps are walked by Tab, and an article gives its words", async ({
	desk,
}) => {
	await ask(desk, "POST", "/templates", {
		title: "Работы на сетях",
		body: "Здравствуйте! Обращение № {номер}: {кто} закончит работы до {когда}.",
	});
	const reviewOn = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
	const body = "# Нормы\n\nВ жилой комнате должно быть **не ниже 18 градусов**.\n\nПодробно: https://gov.example/heat";
	await ask(desk, "POST", "/articles", { title: "Сколько градусов положено", body, reviewOn });
	const id = await desk.write("На Новой, 3 холодно в квартире, батареи чуть тёплые");
	const page = await desk.as("executor-housing", `/cases/${id}`);
	await accept(page);
	await answerField(page).focus();
	await page.keyboard.press("Control+/");
	await expect(page.getByRole("searchbox", { name: "Искать в шаблонах" })).toBeFocused();
	await page.keyboard.type("сети");
	await expect(page.getByText("впишите 2 места")).toBeVisible();
	await page.keyboard.press("Enter");
	await expect(answerField(page)).toBeFocused();
	await page.keyboard.type("бригада");
	await page.keyboard.press("Tab");
	await page.keyboard.type("вечера");
	await expect(answerField(page)).toHaveValue(`Здравствуйте! Обращение № ${id}: бригада закончит работы до вечера.`);

	// what was typed stays, and what was put in goes by one undo
	await page.getByRole("button", { name: "Шаблоны и статьи" }).click();
	await page.getByRole("button", { name: "Статьи", exact: true }).click();
	await page.getByRole("searchbox", { name: "Искать в статьях" }).fill("градусов");
	await page.getByRole("button", { name: /Сколько градусов положено/ }).click();
	await page.getByRole("button", { name: "Вставить этот абзац в ответ" }).first().click();
	await expect(answerField(page)).toHaveValue(/до вечера\.\n\nВ жилой комнате должно быть не ниже 18 градусов\.$/);
	await page.keyboard.press("Control+z");
	await expect(answerField(page)).toHaveValue(/до вечера\.$/);
});

test("the part that another agency wrote is put into the answer, and without an open one a reason is asked", async ({
	desk,
}) => {
	const id = await desk.write("На Южной, 4 нет отопления и яма у подъезда");
	const { case: row } = await readCase(desk, id);
	await ask(desk, "POST", `/cases/${id}/actions`, { action: "accept", version: row.version }, "executor-housing");
	const { agencies } = await ask<Reference>(desk, "GET", "/reference");
	const agencyId = agencies.find(({ code }) => code === "svetlorechensk")?.id;
	const give = (what: string, key: string) =>
		ask<CaseTasks>(desk, "POST", `/cases/${id}/tasks`, { agencyId, what, requestKey: `part-${key}-${id}` });
	const { items } = await give("Когда засыплют яму", "pothole");
	const task = items.find(({ what }) => what === "Когда засыплют яму");
	const part = "Яму у подъезда засыплют 5 декабря.";
	await ask(desk, "POST", `/cases/${id}/tasks/${task?.id}/done`, { version: task?.version, part }, "executor-city");
	await give("Кто отвечает за двор", "yard");

	const page = await desk.as("executor-housing", `/cases/${id}`);
	await answerField(page).fill("Здравствуйте! Отопление на Южной дадут к 18:00.");
	const parts = page.getByRole("region", { name: "Части других ведомств" });
	await expect(parts).toContainText("готово 1 из 2");
	await parts.getByRole("button", { name: "Вставить" }).click();
	await expect(answerField(page)).toHaveValue(`Здравствуйте! Отопление на Южной дадут к 18:00.\n\n${part}`);
	await submitButton(page).click();
	await page.getByRole("textbox", { name: "Почему отвечаете, не дожидаясь" }).fill("Двор не входит в вопрос жителя");
	expect(await faultsNow(page)).toEqual([]);
	await page.getByRole("button", { name: "Отправить без них" }).click();
	await expect(page.getByText("Ответ ждёт согласования.")).toBeVisible();
});
