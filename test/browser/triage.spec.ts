import type { CasePage } from "../../src/http/contract-case.ts";
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

	await page.keyboard.press("u");
	await expect(page.getByText(/^Возвращено: передано/)).toBeVisible();
	const back = await readCase(desk, Number(last.replace(/\D/g, "")));
	expect(back.case.status).toBe("triage");
});
