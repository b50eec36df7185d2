import { expect, readCase, submitted, test } from "./desk.ts";

test.use({ undoSeconds: 60 });

test("an approval is taken back by a key in the strip and by a button in the case, and history tells it", async ({
	desk,
}) => {
	const id = await submitted(desk, {
		message: "На Тихой у дома 21 яма на дороге",
		text: "Здравствуйте! Яму у дома 21 заделают к 18:00.",
	});
	const statusOf = async () => (await readCase(desk, id)).case.status;
	const page = await desk.as("approver-city", "/approvals");
	await expect(page.getByRole("link", { name: `№ ${id}` })).toBeVisible();
	await page.keyboard.press("a");
	await expect(page.getByText(new RegExp(`ответ по № ${id} уйдёт в сеть через`))).toBeVisible();
	await expect(page.getByText("Всё согласовано")).toBeVisible();
	expect(await statusOf()).toBe("readyToPublish");
	await page.keyboard.press("u");
	await expect(page.getByRole("link", { name: `№ ${id}` })).toBeVisible();
	expect(await statusOf()).toBe("onApproval");
	// the strip goes on with it as with any other
	await page.keyboard.press("a");
	await expect(page.getByText("Всё согласовано")).toBeVisible();

	await page.goto(`${desk.url}/cases/${id}`);
	await expect(page.getByText(/Вы согласовали ответ. В сеть он уйдёт через \d+ с/)).toBeVisible();
	await page.getByRole("button", { name: "Отменить согласование" }).click();
	await expect.poll(statusOf).toBe("onApproval");
	const { reply, history } = await readCase(desk, id);
	expect(reply?.publication).toBeNull();
	expect(history.filter(({ type }) => type === "takeBackApproval")).toHaveLength(2);
});
