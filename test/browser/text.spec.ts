import type { TextModelList } from "../../src/http/contract-models.ts";
import { answerField, ask, expect, readCase, test } from "./desk.ts";
import { violations } from "./examine.ts";

test("the words that spoke for a topic are marked until a person accepts it", async ({ desk }) => {
	const id = await desk.write("На Рябиновой, 6 третий день нет горячей воды, батареи холодные. Когда включат?");
	const { proposal } = await readCase(desk, id);
	expect(proposal.topicWords.length).toBeGreaterThan(0);
	const page = await desk.as("curator", `/cases/${id}`);
	const talk = page.getByRole("region", { name: "Переписка" });
	await expect(talk.locator("mark").first()).toBeVisible();
	const marked = (await talk.locator("mark").allTextContents()).map((word) => word.toLowerCase());
	for (const word of marked) expect(proposal.topicWords.map((one) => one.toLowerCase())).toContain(word);
	const topic = page.getByRole("region", { name: "Тема", exact: true });
	await expect(topic.getByText("Предложено машиной")).toBeVisible();
	await expect(topic.getByText(/нужна точность 90/)).toBeVisible();

	await topic.getByRole("button", { name: "Принять" }).click();
	await expect(topic.getByText("Предложено машиной")).toHaveCount(0);
	await expect(talk.locator("mark")).toHaveCount(0);
	expect((await readCase(desk, id)).case.topicBy).toBe("person");
});

test("another topic, agency and place are one click away", async ({ desk }) => {
	const id = await desk.write("Во дворе вода, мусор и ямы, не пройти");
	const page = await desk.as("curator", `/cases/${id}`);
	const { proposal } = await readCase(desk, id);
	const other = proposal.topics.find((one) => one.topicCode !== proposal.topicCode);
	expect(other).toBeDefined();
	const topic = page.getByRole("region", { name: "Тема", exact: true });
	await topic.getByRole("listitem").getByRole("button").first().click();
	await expect.poll(async () => (await readCase(desk, id)).case.topicCode).toBe(other?.topicCode);

	const place = page.getByRole("region", { name: "Место", exact: true });
	await place.getByRole("button", { name: /Выбрать территорию|Изменить/ }).click();
	await page.getByRole("combobox", { name: "Выбрать территорию" }).fill("луговской");
	await page.keyboard.press("Enter");
	await expect(place.getByText("Луговской район")).toBeVisible();
	await expect(page.getByText(/→ Луговской район|Территория/).first()).toBeVisible();
	expect((await readCase(desk, id)).place).toMatchObject({ territoryCode: "lugovskoy", by: "person" });
});

test("a cue shows its words; the hidden mark is confirmed and taken back", async ({ desk }) => {
	const id = await desk.write("Батареи ледяные, дома 12 градусов, у меня маленький ребёнок, мой муж на СВО. Помогите");
	const page = await desk.as("curator", `/cases/${id}`);
	const cue = page.getByRole("button", { name: "холодно дома" });
	await cue.click();
	await expect(cue).toHaveAttribute("aria-pressed", "true");
	const told = (await readCase(desk, id)).cues.find((one) => one.code === "cold-home");
	expect((await page.locator("mark.bg-accent-tint").allTextContents()).join("")).toBe(told?.quote);

	const mark = page.getByRole("region", { name: "Скрытая отметка" });
	await expect(mark.getByText("Возможно, пишет семья участника СВО или ветеран")).toBeVisible();
	await mark.getByRole("button", { name: "Подтвердить", exact: true }).click();
	await expect(mark.getByRole("button", { name: "Снять" })).toBeVisible();
	expect((await readCase(desk, id)).mark.state).toBe("confirmed");
	await mark.getByRole("button", { name: "Снять" }).click();
	await expect(mark.getByText("Отметка отклонена")).toBeVisible();
	expect((await readCase(desk, id)).mark.state).toBe("refused");
	await expect(page.getByRole("listitem").filter({ hasText: "Служебная пометка" }).first()).toBeVisible();
});

test("remarks come with plainer wording that takes the place by a click and leaves by Ctrl+Z", async ({ desk }) => {
	const id = await desk.write("Лифт на Озёрной, 3 стоит неделю. Когда починят?");
	const page = await desk.as("executor-housing", `/cases/${id}`);
	await page.getByRole("button", { name: "Взять в работу" }).click();
	const field = answerField(page);
	const before = "Здравствуйте! В настоящее время мастер меняет канат. Лифт пойдёт завтра к 18:00.";
	const after = before.replace("В настоящее время", "Сейчас");
	await field.fill(before);
	await page.getByRole("button", { name: "Заменить на «Сейчас»" }).click();
	await expect(field).toHaveValue(after);
	await expect(page.getByRole("button", { name: "Заменить на «Сейчас»" })).toHaveCount(0);
	await expect.poll(async () => (await readCase(desk, id)).reply?.text).toBe(after);
	await page.keyboard.press("Control+z");
	await expect(field).toHaveValue(before);
	await expect.poll(async () => (await readCase(desk, id)).reply?.text).toBe(before);
});

test("a repeat is told of beside the case and is a way to the other one", async ({ desk }) => {
	const words =
		"Во дворе на Кленовой, 21 не вывозят мусор с прошлой пятницы, контейнеры переполнены, запах на весь двор";
	const first = await desk.write(words);
	const second = await desk.write(`Добрый день! ${words}`);
	const page = await desk.as("curator", `/cases/${second}`);
	const similar = page.getByRole("region", { name: "Похожие и повторные" });
	await expect(similar.getByText("Тот же текст").first()).toBeVisible();
	await expect(similar.getByText("пишут 2 человека")).toBeVisible();
	await similar.getByRole("link", { name: words }).click();
	await expect(page).toHaveURL(new RegExp(`/cases/${first}(\\?|$)`));
});

test("the administrator sees the model at work, sets the wanted precision and learns why training waits", async ({
	desk,
}) => {
	const page = await desk.as("admin", "/models");
	await expect(page.getByText("Сейчас работает модель из поставки.")).toBeVisible();
	await page.getByRole("slider", { name: "Нужная точность" }).fill("80");
	await expect(page.getByText(/права в 80 случаях из 100/)).toBeVisible();
	await page.getByRole("button", { name: "Сохранить" }).click();
	await expect(page.getByText("Нужная точность изменена")).toBeVisible();
	expect(await ask(desk, "GET", "/models", undefined, "admin")).toMatchObject({ wantedPrecision: 0.8 });
	await ask(desk, "PUT", "/models/wanted-precision", { wantedPrecision: 0.9 }, "admin");
	await page.getByRole("button", { name: "Обучить модель" }).click();
	await expect(page.getByText(/Пока учиться не на чем/)).toBeVisible();
	const curator = await desk.as("curator", "/settings");
	await expect(curator.getByRole("heading", { name: "Настройки", level: 1 })).toBeVisible();
	await expect(curator.getByRole("link", { name: /Модели/ })).toHaveCount(0);
});

test("a version trained at home stands beside the one at work, and is put to work after a second question", async ({
	desk,
}) => {
	const list = await ask<TextModelList>(desk, "GET", "/models", undefined, "admin");
	const [box] = list.items;
	const figures = { ...box?.figures, n: 420, accuracy: 0.81, top3: 0.93, coverageAt90: 0.67, macroF1: 0.7 };
	const own = {
		...box,
		id: 7,
		name: "cases",
		source: "cases",
		createdAt: "2026-11-20T09:00:00.000Z",
		figures,
		currentFigures: { ...figures, accuracy: 0.74 },
		trainedRows: 1680,
		isActive: false,
	};
	const page = await desk.as("admin", "/settings");
	const before = { ...list, items: [box, own], training: { startedAt: "2026-11-22T09:00:00.000Z" } };
	await page.route("**/api/models", (route) => route.fulfill({ json: before }));
	const after = {
		...list,
		items: [
			{ ...box, isActive: false },
			{ ...own, isActive: true },
		],
	};
	let asked = 0;
	await page.route("**/api/models/7/activate", (route) => {
		asked += 1;
		return route.fulfill({ json: after });
	});
	await page.getByRole("link", { name: /^Модели/ }).click();
	await expect(page.getByText(/Обучение идёт, начато/)).toBeVisible();
	await expect(page.getByRole("button", { name: "Обучить модель" })).toBeDisabled();
	const version = page.getByRole("region", { name: "По своим инцидентам, версия 7" });
	await expect(version.getByRole("row", { name: /Верно с первого раза/ })).toHaveText(/81\s%74\s%/);
	await version.getByRole("button", { name: "Включить" }).click();
	expect(asked).toBe(0);
	await version.getByRole("group").getByRole("button", { name: "Включить" }).click();
	await expect(page.getByText("Сейчас работает модель, обученная под ваш регион.")).toBeVisible();
	await expect(page.getByText(/у 81 из 100 сообщений/)).toBeVisible();
	expect(asked).toBe(1);
	expect(await violations(page)).toEqual([]);
	await page.getByRole("button", { name: "Вернуть модель из поставки" }).click();
	await expect(page.getByText(/Принятые инциденты не изменятся/)).toBeVisible();
});
