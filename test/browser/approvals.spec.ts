import { ask, expect, readCase, submitted, test } from "./desk.ts";
import type { Desk } from "./desk.ts";

const statusOf = async (desk: Desk, id: number) => (await readCase(desk, id)).case.status;

test("answers are approved, returned and skipped by keys, one after another, and the end is told", async ({ desk }) => {
	const ids = [
		await submitted(desk, {
			message: "На Тихой у дома 1 яма на дороге",
			text: "Здравствуйте! Яму у дома 1 заделают к 18:00.",
		}),
		await submitted(desk, {
			message: "На Тихой у дома 2 яма на дороге глубокая",
			text: "Здравствуйте! Глубокую яму засыплют к 19:00.",
		}),
		await submitted(desk, {
			message: "На Тихой у дома 3 огромная яма на дороге",
			text: "Здравствуйте! У дома 3 дорогу починят к 20:00.",
		}),
	];
	const page = await desk.as("approver-city", "/approvals");
	const answer = page.getByRole("region", { name: "Ответ, как его увидит житель" });
	const shown = async () => Number(/\d+/.exec(await page.getByRole("link", { name: /№/ }).innerText())?.[0]);
	await expect(page.getByText("Ждут: 3")).toBeVisible();
	await expect(answer).toContainText("Здравствуйте!");
	const first = await shown();
	expect(ids).toContain(first);
	await page.keyboard.press("s");
	await expect(page.getByRole("link", { name: `№ ${first}` })).toHaveCount(0);
	const second = await shown();
	await page.keyboard.press("a");
	await expect(page.getByText("Ждут: 2")).toBeVisible();
	await expect.poll(() => statusOf(desk, second)).toBe("answered");

	const third = await shown();
	await page.keyboard.press("r");
	await page.getByRole("checkbox", { name: "Не сказано, что сделают, кто и к какому дню" }).check();
	const reason = page.getByRole("group", { name: "Что исправить" }).getByRole("textbox");
	await reason.fill("Назовите день");
	await page.getByRole("link", { name: "Очередь", exact: true }).click();
	await page.getByRole("button", { name: "Остаться" }).click();
	await expect(reason).toBeFocused();
	await page.keyboard.press("Control+Enter");
	await expect(page.getByText("Вы дошли до конца, осталось: 1")).toBeVisible();
	await expect.poll(() => statusOf(desk, third)).toBe("rework");
	expect(new Set([first, second, third]).size).toBe(3);

	await page.getByRole("button", { name: "Начать сначала" }).click();
	await expect(page.getByRole("link", { name: `№ ${first}` })).toBeVisible();
	await page.keyboard.press("a");
	await expect(page.getByText("Всё согласовано")).toBeVisible();

	// the author reads in words what was ticked
	const author = await desk.as("executor-city", `/cases/${third}`);
	await expect(author.getByText("Не сказано, что сделают, кто и к какому дню").first()).toBeVisible();
});

test("an answer that was settled meanwhile is told, and a new one comes to an empty strip by itself", async ({
	desk,
}) => {
	const id = await submitted(desk, {
		message: "На Звонкой у дома 9 яма на дороге",
		text: "Здравствуйте! Яму на Звонкой заделают к 18:00.",
	});
	const page = await desk.as("approver-city", "/approvals", { viewport: { width: 390, height: 844 } });
	await expect(page.getByRole("link", { name: `№ ${id}` })).toBeVisible();
	await ask(desk, "POST", `/cases/${id}/reply/withdraw`, undefined, "executor-city");
	await expect(page.getByText("Этот ответ уже решён или изменён без вас")).toBeVisible();
	await page.getByRole("button", { name: "Дальше" }).click();
	await expect(page.getByText("Всё согласовано")).toBeVisible();
	const next = await submitted(desk, {
		message: "На Звонкой у дома 11 яма на дороге",
		text: "Здравствуйте! У дома 11 дорогу починят к 19:00.",
	});
	await page.getByRole("button", { name: "Согласовать и опубликовать" }).click();
	await expect.poll(() => statusOf(desk, next)).toBe("answered");
});

test("who may not approve reads who may, and goes on to the queue", async ({ desk }) => {
	const page = await desk.as("executor-city", "/approvals");
	await expect(page.getByText("У вашей роли нет права на этот раздел")).toBeVisible();
	await expect(page.getByRole("button", { name: "Повторить" })).toHaveCount(0);
	await page.getByRole("link", { name: "К очереди" }).click();
	await expect(page).toHaveURL(`${desk.url}/cases`);
});
