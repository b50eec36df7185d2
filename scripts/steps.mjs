import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const bin = join(root, "node_modules", ".bin");

/**
 * A step of the checks: a command that must succeed (it counts as one), or a run of tests, which are counted.
 * @typedef {{ name: string, command: string[], env?: Record<string, string>, tests?: "vitest" | "playwright" }} Step
 * @typedef {{ passed: number, failed: number, words: string, names: string[] }} Outcome `names`: what failed, or passed
 * only when it was run again
 */

/** @type {Step[]} */
export const staticSteps = [
	{ name: "format", command: ["biome", "format", "."] },
	{ name: "lint", command: ["oxlint", "--type-aware"] },
	{ name: "types", command: ["tsc", "-p", "tsconfig.json"] },
	{ name: "import rules", command: ["node", "scripts/check-rules.ts"] },
	{ name: "generated", command: ["node", "scripts/generate.ts", "--check"] },
];

/** @type {Step} */
export const unitTests = { name: "unit", command: ["vitest", "run", "--project", "unit"], tests: "vitest" };
/** @type {Step} */
export const integrationTests = {
	name: "integration",
	// what waits for servers and browsers is run again once: a machine that was busy is no defect, and it is named
	command: ["vitest", "run", "--project", "integration", "--retry=1"],
	tests: "vitest",
};

/** Every route by everybody, against the committed table. @type {Step} */
export const accessTable = { name: "access", command: ["node", "test/access/run.ts"] };

const children = new Set();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
	process.on(signal, () => {
		for (const child of children) child.kill(signal);
		process.exit(130);
	});
}

/** Runs the steps, at most `atOnce` at a time, printing a line for each. @returns {Promise<Outcome>} sums */
export async function runSteps(steps, atOnce = 1) {
	const sum = { passed: 0, failed: 0, words: "", names: [] };
	const waiting = [...steps];
	const work = async () => {
		for (let step = waiting.shift(); step; step = waiting.shift()) {
			const outcome = await runStep(step);
			sum.passed += outcome.passed;
			sum.failed += outcome.failed;
			sum.names.push(...outcome.names.map((name) => `${step.name}: ${name}`));
		}
	};
	await Promise.all(Array.from({ length: atOnce }, work));
	return sum;
}

/** @param {Step} step @returns {Promise<Outcome>} */
async function runStep(step) {
	const startedAt = performance.now();
	const folder = mkdtempSync(join(tmpdir(), "otklik-step-"));
	const report = join(folder, "report.json");
	const reporters = {
		vitest: ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
		playwright: ["--reporter=list,json"],
	};
	const [program, ...args] = step.command;
	const { code, words } = await run(program, [...args, ...(step.tests ? reporters[step.tests] : [])], {
		...step.env,
		PLAYWRIGHT_JSON_OUTPUT_FILE: report,
	});
	const outcome = step.tests
		? count[step.tests](report, code)
		: { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, names: code === 0 ? [] : ["failed"] };
	rmSync(folder, { recursive: true, force: true });
	outcome.names.push(...words.split("\n").filter((line) => /\(retry x\d/.test(line)));
	tell(step, outcome, (performance.now() - startedAt) / 1000, words);
	return { ...outcome, words };
}

function tell(step, { passed, failed }, seconds, words) {
	const counts = step.tests ? `${passed} passed${failed > 0 ? `, ${failed} failed` : ""}` : "";
	const line = `${failed > 0 ? "FAIL" : "ok  "} ${step.name.padEnd(14)}${`${seconds.toFixed(1)} s`.padStart(8)}  ${counts}`;
	process.stdout.write(`${line.trimEnd()}\n`);
	if (failed > 0) process.stdout.write(`${words.trim()}\n\n`);
}

/** @returns {Promise<{ code: number | null, words: string }>} */
function run(program, args, env) {
	return new Promise((resolve) => {
		const child = spawn(program, args, {
			cwd: root,
			env: {
				...process.env,
				...env,
				PATH: `${bin}${delimiter}${process.env.PATH}`,
				NO_COLOR: "1",
				FORCE_COLOR: undefined,
			},
			stdio: ["ignore", "pipe", "pipe"],
		});
		children.add(child);
		let words = "";
		child.stdout.on("data", (chunk) => (words += chunk));
		child.stderr.on("data", (chunk) => (words += chunk));
		child.on("error", (error) => (words += error.message));
		child.on("close", (code) => {
			children.delete(child);
			resolve({ code, words });
		});
	});
}

/** Numbers out of the runners' own reports; what was skipped counts as failed, and so does a run that left no report. */
const count = {
	vitest: (file, code) => {
		const report = readReport(file);
		if (!report) return noReport;
		const empty = report.testResults.filter((one) => one.status === "failed" && one.assertionResults.length === 0);
		const failed = report.numFailedTests + report.numPendingTests + (report.numTodoTests ?? 0) + empty.length;
		const bad = report.testResults.flatMap((one) => one.assertionResults.filter((it) => it.status !== "passed"));
		const names = [...empty.map((one) => one.name), ...bad.map((it) => `${it.status}: ${it.fullName}`)];
		return { ...sure(report.numPassedTests, failed, code), names };
	},
	playwright: (file, code) => {
		const report = readReport(file);
		if (!report) return noReport;
		const { expected, unexpected, flaky, skipped } = report.stats;
		const names = specsOf(report.suites).flatMap(({ title, file: from, tests }) =>
			tests.filter((it) => it.status !== "expected").map((it) => `${it.status}: ${from} › ${title}`),
		);
		return { ...sure(expected + flaky, unexpected + skipped, code), names };
	},
};

const noReport = { passed: 0, failed: 1, names: ["left no report"] };

/** Every spec of suites within suites. */
function specsOf(suites = []) {
	return suites.flatMap((suite) => [...suite.specs, ...specsOf(suite.suites)]);
}

/** A run that says it failed, or that ran nothing, has at least one failure. */
function sure(passed, failed, code) {
	return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
}

function readReport(file) {
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch {
		return null;
	}
}
