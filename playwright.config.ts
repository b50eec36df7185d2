import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

/** A Chromium of the machine; without one, the browser Playwright itself has installed. */
const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = process.env.OTKLIK_CHROMIUM ?? places.find((place) => existsSync(place));

export default defineConfig({
	testDir: "test/browser",
	testMatch: "*.spec.ts",
	globalSetup: "./test/setup.ts",
	outputDir: "test-results",
	timeout: 60_000,
	expect: { timeout: 10_000 },
	workers: 2,
	forbidOnly: true,
	reporter: "list",
	use: {
		// the region's clock, so that times on the screen are the region's
		timezoneId: "Europe/Moscow",
		locale: "ru-RU",
		viewport: { width: 1440, height: 900 },
		screenshot: "only-on-failure",
		trace: "retain-on-failure",
		launchOptions: {
			...(executablePath && { executablePath }),
			args: [
				"--no-sandbox",
				"--disable-gpu",
				"--disable-quic",
				"--no-first-run",
				"--disable-background-networking",
				"--disable-component-update",
				"--disable-sync",
			],
		},
	},
});
