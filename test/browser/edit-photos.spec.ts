import { photoWithExif, picture } from "../pictures.ts";
import { answerField, expect, readCase, submitButton, test, writeDirectly } from "./desk.ts";

/** when the photos of these tests were taken: before anybody wrote */
const long = "2020:05:05 12:00:00";

test("a face is covered and the photo turned by keys, two photos become a pair, and that is what goes out", async ({
	desk,
}) => {
	const id = await writeDirectly(desk, 810_101, "На Заводской, 20 прорвало трубу у подъезда");
	const page = await desk.as("curator", `/cases/${id}`);
	await page.getByRole("button", { name: "Взять в работу" }).click();
	await answerField(page).fill("Здравствуйте! Трубу у подъезда заменили сегодня в 12:00.");
	await page.locator("input[type=file]").setInputFiles([
		{ name: "before.jpg", mimeType: "image/jpeg", buffer: await photoWithExif(1, long) },
		{ name: "after.png", mimeType: "image/png", buffer: await picture(300, 200, 2).png().toBuffer() },
	]);
	const photos = page.getByRole("list", { name: "Фото ответа" }).getByRole("img");
	await expect(photos).toHaveCount(2);
	const photosOf = async () => (await readCase(desk, id)).reply?.photos ?? [];
	const [camera, other] = await photosOf();
	// what the photo tells is said before it is handed in
	await expect(page.getByRole("list", { name: "Что видно по фото" })).toContainText("Фото 1: снято раньше");

	await page.getByRole("button", { name: "Править фото 1" }).click();
	const sheet = page.getByRole("dialog", { name: "Правка фото" });
	await sheet.getByRole("button", { name: "Закрыть лицо или номер" }).click();
	const cover = sheet.getByRole("button", { name: /^Закрытое место 1/ });
	await expect(cover).toBeFocused();
	const before = await cover.boundingBox();
	await page.keyboard.press("ArrowLeft");
	await page.keyboard.press("Shift+ArrowDown");
	const after = await cover.boundingBox();
	expect(after?.x).toBeLessThan(before?.x ?? 0);
	expect(after?.height).toBeGreaterThan(before?.height ?? 0);
	await sheet.getByRole("button", { name: "Повернуть" }).click();
	await page.keyboard.press("Control+z");
	await sheet.getByRole("button", { name: "Повернуть" }).click();
	await expect(sheet.getByRole("status")).toContainText("Закрыто 1 место");
	await sheet.getByRole("button", { name: "Сохранить фото" }).click();
	await expect.poll(async () => (await photosOf()).map(({ made }) => made)).toEqual(["edited", null]);
	const [edited] = await photosOf();
	expect([edited?.width, edited?.height]).toEqual([camera?.height, camera?.width]);
	await page.getByRole("button", { name: "Вернуть фото 1, каким оно было" }).click();
	await expect.poll(async () => (await photosOf()).map((photo) => photo.id)).toEqual([camera?.id, other?.id]);

	await page.getByRole("button", { name: "До и после" }).click();
	const pair = page.getByRole("dialog", { name: "Фото «до» и «после»" });
	await pair.getByRole("button", { name: "Поменять местами" }).click();
	await pair.getByRole("button", { name: "Сделать одним фото" }).click();
	await expect.poll(async () => (await photosOf()).map(({ made }) => made)).toEqual(["pair"]);
	await expect(photos).toHaveCount(1);
	await expect(photos).toHaveAccessibleName("Фото «до» и «после» рядом");
	await submitButton(page).click();
	await expect(page.getByText("Ответ ждёт согласования.")).toBeVisible();
	const approver = await desk.as("approver-housing", "/approvals");
	await expect(approver.getByRole("img", { name: "Фото «до» и «после» рядом" })).toBeVisible();
});

test("the order changes by dragging the grip, also with a finger's pointer", async ({ desk }) => {
	const id = await writeDirectly(desk, 810_102, "Нет света в подъезде на Лесной, 46, второй день");
	const page = await desk.as("curator", `/cases/${id}`, { viewport: { width: 390, height: 844 } });
	await page.getByRole("button", { name: "Взять в работу" }).click();
	await page.locator("input[type=file]").setInputFiles(
		await Promise.all(
			[3, 4].map(async (seed) => ({
				name: `${seed}.png`,
				mimeType: "image/png",
				buffer: await picture(60, 40, seed).png().toBuffer(),
			})),
		),
	);
	const photos = page.getByRole("list", { name: "Фото ответа" }).getByRole("img");
	await expect(photos).toHaveCount(2);
	const idsOf = async () => (await readCase(desk, id)).reply?.photos.map((photo) => photo.id);
	const ids = (await idsOf()) ?? [];
	await page.getByTitle("Потяните, чтобы переставить").first().dragTo(photos.nth(1));
	await expect.poll(idsOf).toEqual(ids.toReversed());
});

test("photos of the work are put to the case without being published, with what they tell", async ({ desk }) => {
	const id = await desk.write("На Речной, 7 сломана лавка у подъезда");
	const page = await desk.as("curator", `/cases/${id}`);
	await page.getByRole("button", { name: "Ещё действия с инцидентом" }).click();
	await page.getByRole("menuitem", { name: "Приложить фото работы" }).click();
	const sheet = page.getByRole("dialog", { name: "Фото работы" });
	await sheet
		.locator("input[type=file]")
		.setInputFiles({ name: "work.jpg", mimeType: "image/jpeg", buffer: await photoWithExif(9, long) });
	await expect(sheet.getByRole("img", { name: "Фото работы 1" })).toBeVisible();
	await expect(sheet.getByText("Снято раньше, чем написал житель")).toBeVisible();
	await page.keyboard.press("Escape");
	const card = page.getByRole("region", { name: "Фото работы" });
	await expect(card.getByText("Как стало", { exact: true }).first()).toBeVisible();
	await card.getByRole("button", { name: "Убрать фото" }).click();
	await expect(card).toHaveCount(0);
});
