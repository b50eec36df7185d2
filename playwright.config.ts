import { defineConfig } from "@playwright/test";
import { chromiumLaunch } from "./test/browser/chromium.ts";

export default defineConfig({
	testDir: "test/browser",
	testMatch: "*.spec.ts",
	globalSetup: "./test/setup.ts",
	outputDir: "test-results",
	timeout: 240_000,
	// once more on a busy machine; `npm test` names what needed it
	retries: 1,
	// a slow machine shows the same thing later
	expect: { timeout: 25_000 },
	workers: 2,
	forbidOnly: true,
	reporter: "list",
	use: {
		// the region's clock, so that times on the screen are the region's
		timezoneId: "Europe/Moscow",
		locale: "ru-RU",
		viewport: { width: 1440, height: 900 },
		// what never becomes clickable is told soon
		actionTimeout: 60_000,
		screenshot: "only-on-failure",
		// recording costs a third of the time, so it begins when a test needs a second run
		trace: "on-first-retry",
		launchOptions: chromiumLaunch,
	},
});
