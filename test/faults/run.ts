import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loseNothing } from "./lose-nothing.ts";

/**
 * `npm run test:faults [-- --kills 100 --away 20]`: server, worker and database are killed at random moments under load,
 * then the database is taken away for some seconds. Prints figures and a plain line, exits 1 when anything was lost or doubled.
 */
const { values } = parseArgs({
	options: {
		kills: { type: "string", default: "100" },
		away: { type: "string", default: "20" },
		json: { type: "boolean" },
	},
});
const kills = Number(values.kills);
const awaySeconds = Number(values.away);
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(awaySeconds) || awaySeconds < 1) {
	process.stderr.write("--kills and --away take whole numbers above zero\n");
	process.exit(2);
}
const dataDir = mkdtempSync(join(tmpdir(), "otklik-faults-"));
try {
	const checks = await loseNothing({ dataDir, kills, awaySeconds, say: (line) => process.stderr.write(`${line}\n`) });
	const failed = checks.filter((check) => !check.ok);
	if (values.json) process.stdout.write(`${JSON.stringify({ kills, awaySeconds, checks })}\n`);
	else
		for (const check of checks) process.stdout.write(`${check.ok ? "ok  " : "FAIL"} ${check.what}: ${check.value}\n`);
	if (!values.json) process.stdout.write(`${checks.length - failed.length} passed, ${failed.length} failed\n`);
	process.exitCode = failed.length > 0 ? 1 : 0;
} finally {
	rmSync(dataDir, { recursive: true, force: true });
}
