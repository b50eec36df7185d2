import { existsSync } from "node:fs";

/** A Chromium of the machine, or OTKLIK_CHROMIUM; undefined leaves it to the one Playwright itself has installed. */
const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export const chromiumLaunch = {
	executablePath: process.env.OTKLIK_CHROMIUM ?? places.find((place) => existsSync(place)),
	args: [
		"--no-sandbox",
		"--disable-gpu",
		"--disable-quic",
		"--no-first-run",
		"--disable-background-networking",
		"--disable-component-update",
		"--disable-sync",
	],
};
