import { expect, test } from "./desk.ts";
import { overCase, overChosen, overQueue } from "./all-dialogs.ts";
import type { Opened } from "./all-dialogs.ts";
import { examineOpened, wide } from "./examine-opened.ts";
import { complaintsOf } from "./examine.ts";
import type { Page } from "@playwright/test";

test.describe.configure({ mode: "parallel" });

const options = { viewport: wide, hasTouch: true, reducedMotion: "reduce" } as const;

/** One page for all that opens on it, one after another. */
async function examineAll(page: Page, all: readonly Opened[]): Promise<void> {
	const complaints = complaintsOf(page);
	for (const one of all) expect.soft(await examineOpened(page, one), one.name).toEqual([]);
	expect(complaints).toEqual([]);
}

test("queue", async ({ desk }) => {
	await desk.write("Осиновая, 9: во дворе не горит фонарь");
	const page = await desk.as("curator", "/cases", options);
	await page.getByRole("region", { name: "Инциденты" }).getByRole("link").first().waitFor();
	await page.keyboard.press("j");
	await examineAll(page, overQueue);
});
