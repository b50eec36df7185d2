import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const places = [
	...(process.env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))),
	...names.map((name) => join("/usr/bin", name)),
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** A Chromium that answers, or null: the one named by OTKLIK_CHROMIUM, one at a usual place, or Playwright's own. */
async function findChromium() {
	const { chromium } = await import("@playwright/test");
	const candidates = process.env.OTKLIK_CHROMIUM
		? [process.env.OTKLIK_CHROMIUM]
		: [...places, chromium.executablePath()];
	return candidates.find((file) => existsSync(file) && spawnSync(file, ["--version"]).status === 0) ?? null;
}

function installChromium() {
	if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
	process.stdout.write("Installing Chromium for the browser tests…\n");
	const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
	const install = ["install", "-y", "-qq", "--no-install-recommends", "chromium"];
	if (spawnSync("apt-get", install, { env, stdio: "ignore" }).status === 0) return;
	spawnSync("apt-get", ["update", "-qq"], { env, stdio: "ignore" });
	spawnSync("apt-get", install, { env, stdio: "ignore" });
}

/** Finds a Chromium, or installs one where the machine allows it. @returns {Promise<string | null>} its path */
export async function needChromium() {
	const found = await findChromium();
	if (found || process.env.OTKLIK_CHROMIUM) return found;
	installChromium();
	return findChromium();
}
