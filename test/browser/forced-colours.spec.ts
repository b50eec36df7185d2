import type { Locator } from "@playwright/test";
import { expect, test } from "./desk.ts";

/** What is drawn of an element, in colours that the system knows by name. */
const drawn = (one: Locator, name: string) =>
	one.evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name);

test("in the system's own colours what is chosen, the focus, chips and the main button are told by line or ground", async ({
	desk,
}) => {
	const id = await desk.write("На Осиновой, 4 пахнет газом в подъезде, дома дети. Когда приедут?");
	const page = await desk.as("curator", `/cases/${id}`, { forcedColors: "active", reducedMotion: "reduce" });
	const ground = (one: Locator) => drawn(one, "background-color");
	const rowOf = (words: string) => page.getByRole("listitem").filter({ hasText: words });
	const open = rowOf("пахнет газом").locator("> div");
	const main = page.getByRole("button", { name: "Взять в работу" });
	await expect(main).toBeVisible();
	const plain = await ground(page.locator("main"));
	for (const chosen of [
		open,
		page.getByRole("link", { name: "Очередь" }),
		page.getByRole("link", { name: /^Открытые/ }),
	])
		expect(await ground(chosen)).not.toBe(plain);
	expect(await ground(main)).not.toBe(plain);
	// words that spoke for the topic are read like the others
	const mark = page.getByRole("region", { name: "Переписка" }).locator("mark").first();
	expect(await drawn(mark, "color")).toBe(await drawn(page.locator("main"), "color"));
	const chip = page.getByRole("button", { name: "запах газа" });
	expect(await drawn(chip, "border-top-style")).toBe("solid");
	expect(await drawn(chip, "border-top-color")).not.toBe(plain);
	await page.keyboard.press("Tab");
	const skip = page.getByRole("button", { name: "К содержанию" });
	await expect(skip).toBeFocused();
	expect(await drawn(skip, "outline-width")).toBe("3px");
	expect(await drawn(skip, "outline-color")).not.toBe(plain);
	await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	await expect(page.getByRole("article")).toBeFocused();
	await main.click({ trial: true });
	await page.keyboard.press("?");
	expect(await drawn(page.getByRole("dialog"), "border-top-style")).toBe("solid");
});
