import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { foldCount, readAnswers } from "../bench/answers.ts";
import type { AnswerRow } from "../bench/answers.ts";
import { minimise } from "../src/text/draft/minimise.ts";
import { writeRepeatFile } from "../src/text/draft/repeat-file.ts";
import { repeatScore } from "../src/text/draft/repeat-score.ts";
import { trainRepeat } from "../src/text/draft/train-repeat.ts";

/* Makes models/repeat.model from answers with residents' reactions: node scripts/train-repeat-model.ts --data FILE [--out FILE] */
const usual = fileURLToPath(new URL("../models/repeat.model", import.meta.url));
const { values } = parseArgs({ options: { data: { type: "string" }, out: { type: "string", default: usual } } });
if (values.data === undefined) {
	console.error("Which answers? --data FILE, a .csv or .csv.gz as bench/answers.ts reads it.");
	process.exit(2);
}
const rows = await readAnswers(values.data, false);
const spoken = rows.filter(({ reaction }) => reaction !== "silent");
const chance = fitChance(rows, scoresOfOthers(rows));
const file = writeRepeatFile({ ...trainRepeat(spoken), ...chance });
mkdirSync(dirname(values.out), { recursive: true });
writeFileSync(values.out, file);
console.log(`${values.out}: ${file.length} bytes from ${spoken.length} answers, ${rows.length} to fit the chance`);

/** The score of each answer by a model that has not seen its author. */
function scoresOfOthers(all: readonly AnswerRow[]): Map<AnswerRow, number> {
	const scores = new Map<AnswerRow, number>();
	for (let fold = 0; fold < foldCount; fold++) {
		const model = trainRepeat(all.filter((row) => row.fold !== fold && row.reaction !== "silent"));
		for (const row of all) if (row.fold === fold) scores.set(row, repeatScore(model, row));
	}
	return scores;
}

/** Platt's curve from scores to the share of repeats among all final answers, those without a reaction included. */
function fitChance(
	all: readonly AnswerRow[],
	scores: ReadonlyMap<AnswerRow, number>,
): { slope: number; offset: number } {
	const [slope, offset] = minimise((at, gradient) => {
		const [a, b] = at as unknown as [number, number];
		gradient.fill(0);
		let loss = 0;
		for (const row of all) {
			const score = scores.get(row) ?? 0;
			const sign = row.isRepeated ? 1 : -1;
			const margin = sign * (a * score + b);
			loss += Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin);
			const pull = -sign / (1 + Math.exp(margin));
			gradient[0] = (gradient[0] as number) + pull * score;
			gradient[1] = (gradient[1] as number) + pull;
		}
		return loss;
	}, 2) as unknown as [number, number];
	return { slope, offset };
}
