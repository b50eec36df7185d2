import { expect, test } from "./desk.ts";

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
