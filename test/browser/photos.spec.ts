import { photoWithExif, picture } from "../pictures.ts";
import { answerField, expect, housing, readCase, submitButton, test, writeDirectly } from "./desk.ts";

test("photos are added, put in order and taken off, read by the approver, and stand in the thread", async ({
	desk,
}) => {
	const id = await writeDirectly(desk, 810_001, "На Заводской, 18 прорвало трубу, когда починят");
	const page = await desk.as("curator", `/cases/${id}`);
	await page.getByRole("button", { name: "Взять в работу" }).click();
	await answerField(page).fill("Здравствуйте! Трубу заменили сегодня в 12:00.");
	await page.locator("input[type=file]").setInputFiles([
		{ name: "before.jpg", mimeType: "image/jpeg", buffer: await photoWithExif(1) },
		{ name: "after.png", mimeType: "image/png", buffer: await picture(300, 200, 2).png().toBuffer() },
		{ name: "letter.jpg", mimeType: "image/jpeg", buffer: Buffer.from("%PDF-1.7 a letter") },
	]);
	const photos = page.getByRole("list", { name: "Фото ответа" }).getByRole("img");
	await expect(photos).toHaveCount(2);
	await expect(page.getByRole("alert").filter({ hasText: "letter.jpg: это не фото" })).toBeVisible();
	await page.getByRole("button", { name: "Убрать сообщение" }).click();
	await expect(page.getByText("letter.jpg")).toHaveCount(0);
	const idsOf = async () => (await readCase(desk, id)).reply?.photos.map((photo) => photo.id);
	const before = (await idsOf()) ?? [];
	await page.getByRole("button", { name: "Переставить фото 2 раньше" }).click();
	await expect.poll(idsOf).toEqual(before.toReversed());
	// a text typed meanwhile is no conflict with a photo
	await answerField(page).pressSequentially(" Вода есть.");
	await page.getByRole("button", { name: "Убрать фото 1" }).click();
	await expect(photos).toHaveCount(1);
	await expect(page.getByText("Сохранено")).toBeVisible();
	await expect(page.getByText("Кто-то изменил текст")).toHaveCount(0);
	await page.getByRole("button", { name: "Как увидит житель" }).click();
	await expect(photos).toHaveCount(1);
	await submitButton(page).click();
	await expect(page.getByText("Ответ ждёт согласования.")).toBeVisible();

	const approver = await desk.as("approver-housing", `/cases/${id}?view=approval`);
	const shown = approver.getByRole("region", { name: "Ответ" }).getByRole("img", { name: "Фото 1" });
	await expect(shown).toBeVisible();
	expect(await shown.evaluate((image: HTMLImageElement) => image.naturalHeight)).toBe(320);
	await approver.keyboard.press("a");
	await expect(page.getByText(/Опубликовано сегодня/)).toBeVisible();
	await expect(page.getByRole("region", { name: "Переписка" }).getByRole("img", { name: "Фото 1" })).toBeVisible();
	const sent = desk.network.dialogue(housing, 810_001).messages.at(-1);
	expect(JSON.stringify(sent)).toContain("photo");
});

test("photos are pasted and dropped", async ({ desk }) => {
	const id = await writeDirectly(desk, 810_002, "Нет света в подъезде на Лесной, 44, третий день");
	const page = await desk.as("curator", `/cases/${id}`);
	await page.getByRole("button", { name: "Взять в работу" }).click();
	await expect(answerField(page)).toBeVisible();
	for (const [type, seed] of [
		["paste", 3],
		["drop", 4],
	] as const) {
		const bytes = [...(await picture(60, 40, seed).png().toBuffer())];
		await answerField(page).evaluate(
			(field, given) => {
				const data = new DataTransfer();
				data.items.add(new File([new Uint8Array(given.bytes)], "photo.png", { type: "image/png" }));
				const made =
					given.type === "paste"
						? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
						: new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
				field.dispatchEvent(made);
			},
			{ bytes, type },
		);
		await expect(page.getByRole("list", { name: "Фото ответа" }).getByRole("img")).toHaveCount(seed - 2);
	}
	expect((await readCase(desk, id)).reply?.photos).toHaveLength(2);
});

test("where the network takes no photos the editor says so and what to do", async ({ desk }) => {
	const id = await desk.write("Разбита лестница у дома 3 на Речной");
	const page = await desk.as("curator", `/cases/${id}`);
	await page.getByRole("button", { name: "Взять в работу" }).click();
	await expect(page.getByText(/Ответьте личным сообщением: туда фото можно/)).toBeVisible();
	await expect(page.getByRole("button", { name: "Добавить фото" })).toHaveCount(0);
});
