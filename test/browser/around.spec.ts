import { openDatabase } from "../../src/db/database.ts";
import { type Desk, expect, readCase, test } from "./desk.ts";

/** As if the place of a case had been found to the point. */
async function stand(desk: Desk, caseId: number, latitude: number, longitude: number, address: string): Promise<void> {
	const db = openDatabase(desk.databaseUrl, 1);
	await db.updateTable("case").set({ latitude, longitude, address }).where("id", "=", caseId).execute();
	await db.destroy();
}

test("the map shows open cases near by, in words, too, and leads to them", async ({ desk }) => {
	const own = await desk.write("На Ореховой, 5 разбита детская горка");
	const near = await desk.write("Ореховая, 9: не горит ни один фонарь");
	await stand(desk, own, 55.75, 37.6, "Ореховая, 5");
	await stand(desk, near, 55.752, 37.6, "Ореховая, 9");
	const page = await desk.as("curator", `/cases/${own}`);
	const map = page.getByRole("figure", { name: "Рядом, в пределах километра" });
	await expect(map.getByText("1 открытый инцидент, ближние первыми", { exact: true })).toBeVisible();
	await expect(map.getByText("222 м к северу")).toBeVisible();
	await expect(page.getByRole("button", { name: "Скопировать адрес" })).toBeVisible();
	// the dot stands above the middle and opens what it shows
	await map.locator("svg a").click();
	await expect(page).toHaveURL(new RegExp(`/cases/${near}`));
});

test("similar cases are merged into the open one by a button and by M, and taken out again", async ({ desk }) => {
	const words = "На Каштановой, 11 третью неделю не вывозят мусор, контейнеры переполнены, запах на весь двор";
	const first = await desk.write(words);
	const second = await desk.write(`${words}!`);
	const own = await desk.write(`Добрый день. ${words}`);
	const page = await desk.as("curator", `/cases/${own}`);
	const similar = page.getByRole("region", { name: "Похожие и повторные" });
	const itemOf = (id: number) => similar.getByRole("listitem").filter({ has: page.locator(`a[href^="/cases/${id}"]`) });
	const isMerged = async (id: number) => (await readCase(desk, id)).case.parentId;
	await itemOf(first).getByRole("button", { name: "Объединить сюда" }).click();
	await expect.poll(() => isMerged(first)).toBe(own);
	await expect(itemOf(first).getByRole("button", { name: "Объединить сюда" })).toHaveCount(0);
	await itemOf(second).getByRole("link").focus();
	await page.keyboard.press("m");
	await expect(page.getByText(`№ ${second} объединён с этим`)).toBeVisible();
	expect(await isMerged(second)).toBe(own);
	await page.keyboard.press("u");
	await expect.poll(() => isMerged(second)).toBeNull();
	await expect(itemOf(second).getByRole("button", { name: "Объединить сюда" })).toBeVisible();
});
