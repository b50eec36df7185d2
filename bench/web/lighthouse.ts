import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { chromiumLaunch } from "../../test/browser/chromium.ts";
import { closeLater } from "../closing.ts";
import { median, say } from "../figures.ts";

/** Too large for the project's own packages; fetched when the bench runs. */
const version = "13.5.0";
const patienceMs = 180_000;
/** One look differs from the next by several marks: its makers advise the middle of some. */
const times = 3;

const categories = ["performance", "accessibility"] as const;
type Report = { categories: Record<(typeof categories)[number], { score: number | null }> };
export type Mark = { name: string; score: number };

/**
 * Lighthouse's marks, the middle of three each, for these paths, signed in, with a desk computer's screen and line.
 * @returns none where it is not at hand and cannot be fetched
 */
export async function askLighthouse(url: string, cookie: string, looks: Record<string, string>): Promise<Mark[]> {
	const isThere = await runIt(["--version"]);
	if (isThere.code !== 0) {
		say(`Lighthouse ${version} cannot be fetched, its marks are not measured: ${isThere.complaint.slice(-300)}`);
		return [];
	}
	const marks: Mark[] = [];
	for (const [name, path] of Object.entries(looks)) {
		const reports: Report["categories"][] = [];
		for (let time = 1; time <= times; time++) {
			say(`Lighthouse looks at ${path}, ${time} of ${times}`);
			reports.push(await look(`${url}${path}`, cookie));
		}
		for (const category of categories)
			marks.push({
				name: `lighthouse_${name}_${category}`,
				score: 100 * median(reports.map((report) => report[category].score ?? Number.NaN)),
			});
	}
	return marks;
}

/** @param again how often it may fail to record the page, which it says is to be tried again */
async function look(address: string, cookie: string, again = 3): Promise<Report["categories"]> {
	const { told, complaint } = await runIt([
		address,
		"--quiet",
		"--output=json",
		"--output-path=stdout",
		"--preset=desktop",
		`--only-categories=${categories.join(",")}`,
		`--extra-headers=${JSON.stringify({ cookie })}`,
		"--chrome-flags=--headless=new --no-sandbox --disable-gpu",
	]);
	try {
		return (JSON.parse(told) as Report).categories;
	} catch {
		if (again > 0 && complaint.includes("Please run Lighthouse again")) {
			say("Lighthouse could not record the page and looks again");
			return look(address, cookie, again - 1);
		}
		throw new Error(`Lighthouse gave no report: ${complaint.slice(-600)}`);
	}
}

async function runIt(args: string[]): Promise<{ code: number | null; told: string; complaint: string }> {
	const child = spawn("npm", ["exec", "--yes", `--package=lighthouse@${version}`, "--", "lighthouse", ...args], {
		// outside of the project, so that nothing of it is looked for there
		cwd: tmpdir(),
		env: { ...process.env, CHROME_PATH: chromiumLaunch.executablePath },
		stdio: ["ignore", "pipe", "pipe"],
		// npm, Lighthouse and its browser end together
		detached: true,
	});
	const stop = (): void => {
		if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
	};
	closeLater(stop);
	const timer = setTimeout(stop, patienceMs);
	let told = "";
	let complaint = "";
	child.stdout.on("data", (chunk: Buffer) => (told += chunk.toString()));
	child.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
	const code = await new Promise<number | null>((resolve) => {
		child.on("error", ({ message }) => {
			complaint += message;
			resolve(-1);
		});
		child.on("close", resolve);
	});
	clearTimeout(timer);
	return { code, told, complaint };
}
