import type { Page } from "@playwright/test";
import * as all from "./all-dialogs.ts";
import { picture } from "../pictures.ts";
import { answerField, ask, expect, housing, readCase, submitted, test, writeDirectly } from "./desk.ts";
import { examineOpened } from "./examine-opened.ts";
import { complaintsOf, wide } from "./examine.ts";

test.describe.configure({ mode: "parallel" });

const options = { viewport: wide, hasTouch: true, reducedMotion: "reduce" } as const;

/** One page for all that opens on it, one after another. */
async function examineAll(page: Page, opened: readonly all.Opened[]): Promise<void> {
	const complaints = complaintsOf(page);
	for (const one of opened) expect.soft(await examineOpened(page, one), one.name).toEqual([]);
	expect(complaints).toEqual([]);
}

test("what opens over the list is accessible, by keys, on a telephone, and leads back to where it was opened", async ({
	desk,
}) => {
	for (const house of [9, 10]) await desk.write(`Осиновая, ${house}: во дворе не горит фонарь`);
	const page = await desk.as("curator", `/cases?q=${encodeURIComponent("осиновая фонарь")}`, options);
	await expect(page.getByRole("region", { name: "Инциденты" }).getByRole("link")).toHaveCount(2);
	await page.keyboard.press("j");
	await examineAll(page, all.overQueue);
	await page.keyboard.press("x");
	await page.keyboard.press("Shift+J");
	await expect(page.getByText("Выбрано: 2")).toBeVisible();
	await examineAll(page, all.overChosen);
});

test("what opens over a case is accessible in the same way", async ({ desk }) => {
	const author = { id: 790_001, name: "Житель" };
	const id = await desk.write("Осиновая, 12: сломаны качели, дети падают, когда починят", { authorId: author.id });
	// a threat may be hidden, an urgent case is looked at by two, of two messages one may be about something else
	desk.network.writeComment({ groupId: housing, postId: 1, author, text: "подожгу вашу управу" });
	await expect.poll(async () => (await readCase(desk, id)).messages.length).toBe(2);
	const { version } = (await readCase(desk, id)).case;
	await ask(desk, "PUT", `/cases/${id}/priority`, { version, priority: "urgent", reason: "Дети падают" });
	const page = await desk.as("curator", `/cases/${id}`, options);
	await expect(page.getByRole("button", { name: "Взять в работу" })).toBeVisible();
	await examineAll(page, all.overCase);
});

test("what opens over an answer that is being written is accessible in the same way", async ({ desk }) => {
	const id = await writeDirectly(desk, 790_002, "Осиновая, 18: упал забор у садика");
	const page = await desk.as("curator", `/cases/${id}`, options);
	await page.getByRole("button", { name: "Взять в работу" }).click();
	await answerField(page).fill("Здравствуйте! Забор у садика поднимут 5 декабря.");
	const photo = async (seed: number) => ({
		name: `${seed}.png`,
		mimeType: "image/png",
		buffer: await picture(300, 200, seed).png().toBuffer(),
	});
	await page.locator("input[type=file]").setInputFiles([await photo(1), await photo(2)]);
	await expect(page.getByRole("list", { name: "Фото ответа" }).getByRole("img")).toHaveCount(2);
	await examineAll(page, all.overEditor);
});

test("the return of an answer and the forms of duty are accessible in the same way", async ({ desk }) => {
	const text = "Здравствуйте! Лавку у дома 14 починят к 18:00.";
	const id = await submitted(desk, { message: "На Осиновой у дома 14 сломана лавка", text });
	const approver = await desk.as("approver-city", `/cases/${id}?view=approval`, options);
	await examineAll(approver, all.overApproval);
	await examineAll(await desk.as("curator", "/duty", options), all.overDuty);
});

test("what is opened by a key right after Esc has the focus, on a slow machine too", async ({ desk }) => {
	await desk.write("Осиновая, 20: течёт колонка");
	const page = await desk.as("curator", `/cases?q=${encodeURIComponent("осиновая колонка")}`);
	await expect(page.getByRole("region", { name: "Инциденты" }).getByRole("link")).toHaveCount(1);
	await page.keyboard.press("j");
	await page.getByRole("button", { name: "Вид списка" }).focus();
	const topic = page.getByRole("dialog", { name: /^Тема/ });
	const agency = page.getByRole("dialog", { name: /^Кому передать/ });
	await page.keyboard.press("a");
	await expect(agency.getByRole("combobox")).toBeFocused();
	// the hint of the button hears the key before the list does
	await expect(page.locator("[data-hint-bubble]")).toHaveCount(0);
	await page.keyboard.press("Escape");
	await page.keyboard.press("t");
	await expect(topic.getByRole("combobox")).toBeFocused();
	// both keys before any timer has its turn
	await page.evaluate(async () => {
		for (const [key, code] of [
			["Escape", "Escape"],
			["a", "KeyA"],
		]) {
			document.activeElement?.dispatchEvent(
				new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true }),
			);
			for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
		}
	});
	await expect(topic).toHaveCount(0);
	await expect(agency.getByRole("combobox")).toBeFocused();
	await page.keyboard.press("Tab");
	await expect(agency.getByRole("combobox")).toBeFocused();
});

test("what was typed is asked about before Esc closes it, and nothing goes by mistake", async ({ desk }) => {
	const id = await desk.write("Осиновая, 16: во дворе затопило песочницу");
	const page = await desk.as("curator", `/cases/${id}`);
	const more = page.getByRole("button", { name: "Ещё действия с инцидентом" });
	await more.click();
	await page.getByRole("menuitem", { name: "Записать контакт с жителем" }).click();
	const sheet = page.getByRole("dialog", { name: "Записать контакт с жителем" });
	const field = sheet.getByRole("textbox", { name: /договорились/i });
	await field.fill("Мастер придёт в среду");
	const question = sheet.getByRole("alertdialog");
	await page.keyboard.press("Escape");
	await expect(question).toContainText("Изменения не сохранены");
	await expect(question.getByRole("button", { name: "Остаться" })).toBeFocused();
	// the same key says no
	await page.keyboard.press("Escape");
	await expect(question).toHaveCount(0);
	await expect(field).toBeFocused();
	await expect(field).toHaveValue("Мастер придёт в среду");
	await sheet.getByRole("button", { name: "Закрыть", exact: true }).click();
	await question.getByRole("button", { name: "Закрыть без сохранения" }).click();
	await expect(sheet).toHaveCount(0);
	await expect(more).toBeFocused();
	// nothing typed, nothing asked
	await more.click();
	await page.getByRole("menuitem", { name: "Записать контакт с жителем" }).click();
	await sheet.waitFor();
	await page.keyboard.press("Escape");
	await expect(sheet).toHaveCount(0);
});
