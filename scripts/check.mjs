/* `npm run check`: the quick part of the tests, for daily use. */
import { runSteps, staticSteps, unitTests } from "./steps.mjs";

const { passed, failed } = await runSteps([unitTests, ...staticSteps], 2);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
