import { regionCodes } from "./audit/reads.ts";
import { mostTold, verifyHistory } from "./audit/verify-history.ts";
import type { Difference, Verdict } from "./audit/verify-history.ts";
import type { Config } from "./config.ts";
import { openDatabase } from "./db/database.ts";
import type { Db } from "./db/database.ts";
import { SetupError } from "./db/setup-error.ts";
import { needMigrated, reachDatabase } from "./reach-database.ts";

type Values = Record<string, string | boolean | undefined>;

/**
 * `otklik audit verify`: reckons the sealed history anew and says what does not fit and where; exit code 1 when anything does not.
 * @throws SetupError
 */
export async function verifyAudit(config: Config, values: Values): Promise<void> {
	const anchor = typeof values.anchor === "string" ? values.anchor : undefined;
	if (anchor !== undefined && !/^[0-9a-f]{64}$/i.test(anchor))
		throw new SetupError("--anchor: 64 знака хеша.", "--anchor must be the 64 digits of a hash.");
	const database = await reachDatabase(config);
	const db = openDatabase(database.url, 2);
	try {
		await needMigrated(database.url);
		const regions = await chosenRegions(db, values.region);
		if (anchor !== undefined && regions.length > 1)
			throw new SetupError("--anchor нужен вместе с --region.", "--anchor goes with --region.");
		const verdicts: Record<string, Verdict & { seconds: number }> = {};
		for (const { id, code } of regions) {
			const begun = performance.now();
			const verdict = await verifyHistory(db, id, { anchor, now: () => new Date() });
			verdicts[code] = { ...verdict, seconds: Math.round(performance.now() - begun) / 1000 };
			if (verdict.found > 0) process.exitCode = 1;
			if (values.json !== true) process.stdout.write(`${linesOf(code, verdict).join("\n")}\n`);
		}
		if (values.json === true) process.stdout.write(`${JSON.stringify(verdicts)}\n`);
	} finally {
		await db.destroy();
		await database.stop();
	}
}

async function chosenRegions(db: Db, code: string | boolean | undefined): Promise<{ id: number; code: string }[]> {
	const regions = await regionCodes(db);
	if (typeof code !== "string") return regions;
	const region = regions.find((one) => one.code === code);
	if (region) return [region];
	throw new SetupError(`Региона «${code}» нет.`, `There is no region "${code}".`);
}

function linesOf(code: string, { differences, found, seals, entries, unsealed, last }: Verdict): string[] {
	const read = `${code}: ${entries} entries under ${seals} seals read`;
	const rest = `${unsealed} entries lie behind the last seal: nothing protects them yet.`;
	const end = last ? [`Last seal ${last.number}: ${last.hash}`] : [];
	const advice = last ? ["Write it down outside of the database."] : [];
	if (found === 0) return [`${read}, all of it fits.`, ...(unsealed > 0 ? [rest] : []), ...end, ...advice];
	const more = found > mostTold ? [`… and ${found - mostTold} more`] : [];
	return [`${read}, ${found} differences:`, ...differences.map(lineOf), ...more, rest, ...end];
}

function lineOf(difference: Difference): string {
	switch (difference.kind) {
		case "changed":
		case "missing":
			return `  ${difference.table} ${difference.id}: ${difference.kind} (seal ${difference.seal})`;
		case "inserted":
			return `  ${difference.table} ${difference.id}: put in later (seal ${difference.seal})`;
		case "seal-changed":
			return `  seal ${difference.seal}: does not fit the chain before it`;
		case "seal-missing":
			return `  seal ${difference.seal}: missing`;
		case "anchor-missing":
			return "  the hash of --anchor is not in the chain: its end was cut off, or the chain was made anew";
	}
}
