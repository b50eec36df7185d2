import type { CasePage } from "../../src/http/contract-queue.ts";
import { ask, city, expect, readCase, test } from "./desk.ts";
import type { Desk } from "./desk.ts";

const troubles = [
	"на спортплощадке сломана горка",
	"третью неделю не горит фонарь",
	"после дождя не уходит вода с тротуара",
	"открытый люк у детского сада",
	"автобус пропускает остановку",
	"во дворе сухое дерево над машинами",
	"на переходе стёрлась разметка",
	"из подвала тянет сыростью",
	"контейнеры стоят прямо на дороге",
	"ограда сквера упала на дорожку",
];

/** Twenty residents write within a moment; nobody has settled whose their cases are. */
async function writeTwenty(desk: Desk): Promise<void> {
	await ask(desk, "PUT", "/models/wanted-precision", { wantedPrecision: 0.99 }, "admin");
	for (const [index, trouble] of [...troubles, ...troubles].entries())
		desk.network.writeComment({
			groupId: city,
			postId: 1,
			author: { id: 810_000 + index, name: "Житель" },
			text: `Разбор: дом ${index + 1} на Цветочной, ${trouble}`,
		});
	await expect.poll(async () => (await newCases(desk)).length, { timeout: 20_000 }).toBe(20);
}

const newCases = async (desk: Desk) =>
	(await ask<CasePage>(desk, "GET", `/cases?view=new&limit=100&q=${encodeURIComponent("разбор цветочной")}`)).items;

test("twenty messages are triaged by keys alone, the last step is taken back", async ({ desk }) => {
	await writeTwenty(desk);
	const page = await desk.as("curator", `/cases?view=new&q=${encodeURIComponent("разбор цветочной")}`);
	const list = page.getByRole("region", { name: "Инциденты" });
	await expect(list.getByRole("link")).not.toHaveCount(0);
	await page.keyboard.press("j");
	await page.keyboard.press("Enter");
	const article = page.getByRole("article");
	const name = () => article.getAttribute("aria-label");
	await expect(article).toBeVisible();

	// the first one: another topic and another agency than proposed
	const first = Number((await name())?.replace(/\D/g, ""));
	await page.keyboard.press("t");
	await page.getByRole("combobox", { name: /Тема инцидента/ }).fill("лифт");
	await page.keyboard.press("Enter");
	await expect(page.getByText("Тема: Лифт")).toBeVisible();
	await page.keyboard.press("a");
	await page.getByRole("combobox", { name: /Кому передать/ }).fill("жилищ");
	await page.keyboard.press("Enter");
	await expect(article).not.toHaveAttribute("aria-label", `№ ${first}`);
	await expect.poll(async () => (await readCase(desk, first)).case.status).toBe("assigned");
	const settled = await readCase(desk, first);
	expect(settled.case.topicCode).toBe("housing.lift");

	// the others: as proposed, one key each; the next opens by itself
	let last = "";
	for (let left = 19; left > 0; left -= 1) {
		last = (await name()) ?? "";
		await page.keyboard.press("e");
		if (left > 1) await expect(article).not.toHaveAttribute("aria-label", last);
	}
	await expect.poll(async () => (await newCases(desk)).length).toBe(0);
	// the desk knows, too, what the last step was
	await expect(list.getByRole("link")).toHaveCount(0);

	await page.keyboard.press("u");
	await expect(page.getByText(/^Возвращено: передано/)).toBeVisible();
	const back = await readCase(desk, Number(last.replace(/\D/g, "")));
	expect(back.case.status).toBe("triage");
});

test("several chosen cases are handed over at once, after a look, and put back", async ({ desk }) => {
	const words = "список на Кленовой";
	for (const house of [1, 2, 3])
		await desk.write(`Список на Кленовой, дом ${house}: погасли фонари`, { groupId: city });
	const page = await desk.as("curator", `/cases?q=${encodeURIComponent(words)}`);
	const list = page.getByRole("region", { name: "Инциденты" });
	await expect(list.getByRole("link")).toHaveCount(3);
	await page.keyboard.press("j");
	await page.keyboard.press("x");
	await page.keyboard.press("Shift+J");
	await page.keyboard.press("Shift+J");
	await expect(page.getByText("Выбрано: 3")).toBeVisible();
	await page.keyboard.press("a");
	await page.getByRole("combobox", { name: "Кому передать выбранные" }).fill("жилищ");
	await page.keyboard.press("Enter");
	const dialog = page.getByRole("dialog");
	await expect(dialog.getByText("Изменится 3 из 3.")).toBeVisible();
	const before = await ask<CasePage>(desk, "GET", `/cases?view=all&q=${encodeURIComponent(words)}`);
	await dialog.getByRole("button", { name: "Изменить 3" }).click();
	const strip = page.getByRole("region", { name: "Действие над выбранными" });
	await expect(strip.getByText("Изменено: 3.")).toBeVisible();
	// found again after the page was left
	await page.goto(`${desk.url}/cases`);
	await strip.getByRole("button", { name: "Вернуть" }).click();
	await expect(strip.getByText("Возвращено как было: 3.")).toBeVisible();
	const after = await ask<CasePage>(desk, "GET", `/cases?view=all&q=${encodeURIComponent(words)}`);
	expect(after.items.map((row) => row.agencyId)).toEqual(before.items.map((row) => row.agencyId));
});

test("the palette leads to a screen, a case and the topic of many by a few letters", async ({ desk }) => {
	const id = await desk.write("Палитра: на Озёрной, 3 перекосило детскую карусель", { groupId: city });
	const page = await desk.as("curator");
	// a key is heard once the desk stands
	await expect(page.getByRole("region", { name: "Инциденты" })).toBeVisible();
	const open = async (words: string) => {
		await page.keyboard.press("Control+k");
		await page.getByRole("combobox", { name: "Найти или сделать" }).fill(words);
	};
	await open("на соглас");
	await page.keyboard.press("Enter");
	await expect(page).toHaveURL(/view=approval/);
	await open(String(id));
	await page.getByRole("option", { name: /перекосило детскую карусель/ }).click();
	await expect(page).toHaveURL(new RegExp(`/cases/${id}`));
	await open("лифт");
	await page.keyboard.press("Enter");
	await expect(page).toHaveURL(/topicCode=housing\.lift/);
	// g, then a letter
	await page.keyboard.press("g");
	await page.keyboard.press("n");
	await expect(page).toHaveURL(/view=new/);
});
