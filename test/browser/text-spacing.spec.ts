import { settle } from "./all-screens.ts";
import { expect, readCase, submitted, test } from "./desk.ts";
import { cutOff, spread } from "./spread.ts";

const paths: Record<string, readonly string[]> = {
	curator: ["/cases", "/day", "/board", "/duty", "/promises", "/notices", "/take", "/help", "/account"],
	admin: [
		"/settings",
		"/settings/people",
		"/settings/terms/1",
		"/settings/templates/new",
		"/attention",
		"/models",
		"/start",
	],
};

for (const [login, own] of Object.entries(paths))
	test(`${login}: with wide spacing of letters, words, lines and paragraphs no text is cut off or covered`, async ({
		desk,
	}) => {
		const id = await desk.write("Ясеневая, 14: на детской площадке сломана горка, дети режут руки о край");
		if (login === "curator")
			await submitted(desk, { id, text: "Здравствуйте! Горку заменят 5 декабря.", author: "executor-housing" });
		const { case: row } = await readCase(desk, id);
		const page = await desk.open(login, { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
		for (const path of [...own, ...(login === "curator" ? [`/cases/${row.id}`] : [])]) {
			await page.goto(path);
			await settle(page, { name: path, login, path });
			await spread(page);
			for (const width of [1440, 390]) {
				await page.setViewportSize({ width, height: 900 });
				// another width may have another layout, which comes a moment later
				await page.waitForTimeout(100);
				await expect.poll(() => cutOff(page), { message: `${path}, ${width} px`, timeout: 10_000 }).toEqual([]);
			}
			await page.setViewportSize({ width: 1440, height: 900 });
		}
	});
