import type { Page } from "@playwright/test";
import { type Desk, expect, housing, test } from "./desk.ts";

async function inEnglish(desk: Desk, login: string, path: string): Promise<Page> {
	const page = await desk.open(login);
	await page.addInitScript(() => localStorage.setItem("otklik.language", "en"));
	await page.goto(`${desk.url}${path}`);
	return page;
}

test("the whole way goes in English: taken, answered, approved by another, standing in the thread", async ({
	desk,
}) => {
	const id = await desk.write("Третий день не греют батареи на Ореховой, 5. Когда починят?");
	const executor = await inEnglish(desk, "executor-housing", `/cases/${id}`);
	await executor.getByRole("button", { name: "Take the case" }).click();
	await executor
		.getByRole("textbox", { name: "Answer" })
		.fill("Здравствуйте! Батареи на Ореховой починят сегодня до 20:00.");
	await executor.getByRole("button", { name: "Submit for approval" }).click();
	await expect(executor.getByText("The answer awaits approval.")).toBeVisible();

	const approver = await inEnglish(desk, "approver-housing", `/cases/${id}?view=approval`);
	await expect(approver.getByRole("region", { name: "Answer" })).toContainText("Батареи на Ореховой починят сегодня");
	await approver.getByRole("button", { name: "Approve and publish" }).click();
	await expect(executor.getByText("Official answer")).toBeVisible();
	const own = desk.network
		.thread(housing, 1)
		.comments.filter(({ text }) => text.includes("Батареи на Ореховой починят"));
	expect(own).toHaveLength(1);
	await approver.goto(`${desk.url}/take`);
	await approver.getByRole("link", { name: "Help" }).first().click();
	await expect(approver.getByRole("heading", { name: "Take a message in" })).toBeInViewport();
	// what people wrote is read out in their language
	await expect(executor.getByText(/^Третий день не греют батареи/).last()).toHaveAttribute("lang", "ru");
	// nothing of the frame is left in Russian: only what people wrote, and names of their own
	await expect(executor.getByText(/^(Очередь|Ответ|Справка|Согласовать|Тема|Ведомство)$/)).toHaveCount(0);
});
