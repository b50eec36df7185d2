/* `npm test`: everything that CI runs. Closes with a plain line `N passed, N failed`. */
import { needChromium } from "./chromium.mjs";
import { accessTable, integrationTests, runSteps, staticSteps, unitTests } from "./steps.mjs";

// two of them at once fill two cores; the rest fills them by itself
const sums = [await runSteps([accessTable, ...staticSteps, unitTests], 2), await runSteps([integrationTests])];
const chromium = await needChromium();
if (chromium) {
	const command = ["playwright", "test"];
	// Node reads TypeScript itself: translating hundreds of files would come before the first test
	const env = { OTKLIK_CHROMIUM: chromium, PW_DISABLE_TS_ESM: "1" };
	sums.push(await runSteps([{ name: "browser", command, tests: "playwright", env }]));
} else {
	process.stdout.write(
		"FAIL browser: there is no Chromium and none could be installed. Install it (apt-get install chromium), " +
			"or name one: OTKLIK_CHROMIUM=/path/to/chromium npm test\n",
	);
	sums.push({ passed: 0, failed: 1, names: ["browser: no Chromium"] });
}
process.stdout.write(
	"Left out: the contract tests. They compare what we send with the networks' published schemas, which are not part " +
		"of this project: npm run test:contracts -- --schemas DIR\n",
);
// at the very end, where they are seen
for (const name of sums.flatMap((one) => one.names)) process.stdout.write(`${name}\n`);
const total = (name) => sums.reduce((sum, one) => sum + one[name], 0);
process.stdout.write(`${total("passed")} passed, ${total("failed")} failed\n`);
process.exitCode = total("failed") > 0 ? 1 : 0;
