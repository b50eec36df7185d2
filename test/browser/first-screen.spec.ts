import { expect, test } from "./desk.ts";

test("what the first screen shows is asked for once, while the app is on its way", async ({ desk }) => {
	const caseId = await desk.write("Во дворе третий день не вывозят мусор");
	for (const path of ["/cases", `/cases/${caseId}`]) {
		const asked: string[] = [];
		// a page of its own: what an earlier screen still asks for is not of this one
		const page = await desk.open("curator");
		page.on("request", (request) => asked.push(request.url().replace(/^https?:\/\/[^/]+/, "")));
		await page.goto(`${desk.url}${path}`);
		await expect(page.getByRole("region", { name: "Инциденты" }).getByRole("link").first()).toBeVisible();
		if (path !== "/cases") await expect(page.locator("article time").first()).toBeVisible();
		const own = ["/api/session", "/api/cases?limit=50", ...(path === "/cases" ? [] : [`/api${path}`])];
		for (const address of own)
			expect(
				asked.filter((one) => one === address),
				address,
			).toHaveLength(1);
	}
});

test("a hint comes where the pointer rests or Tab leads, stays under the pointer and goes by Esc", async ({ desk }) => {
	const page = await desk.as("curator", "/cases");
	const help = page.getByRole("navigation", { name: "Разделы" }).getByRole("link", { name: "Справка" });
	const hint = page.getByRole("tooltip");
	await help.hover();
	await expect(hint).toContainText("Справка");
	const words = page.locator("[data-hint-bubble]");
	await words.hover();
	await page.waitForTimeout(400);
	await expect(hint).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(hint).toHaveCount(0);
	await page.mouse.move(700, 500);
	await help.focus();
	await page.keyboard.press("Shift+Tab");
	await page.keyboard.press("Tab");
	await expect(hint).toContainText("Справка");
	await page.keyboard.press("Tab");
	await expect(hint).not.toContainText("Справка");
});
