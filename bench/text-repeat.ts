import { existsSync } from "node:fs";
import { join } from "node:path";
import { readRepeatFile, writeRepeatFile } from "../src/text/draft/repeat-file.ts";
import { repeatScore } from "../src/text/draft/repeat-score.ts";
import { trainRepeat } from "../src/text/draft/train-repeat.ts";
import { foldCount, readAnswers } from "./answers.ts";
import { figure, say } from "./figures.ts";
import type { Figure } from "./figures.ts";

/** ROC-AUC of the chance that a resident writes again, satisfied against repeated, each author in one fold of five. */
export async function benchRepeatedPetition(dataFolder: string): Promise<Figure[]> {
	const file = join(dataFolder, "spb", "answers.csv.gz");
	if (!existsSync(file)) {
		say(`no ${file}: repeated petitions are not measured`);
		return [];
	}
	const portable = await foldedArea(file, false);
	const whole = await foldedArea(file, true);
	return [
		figure(
			{ name: "draws a repeated petition, as shipped: text alone", value: portable, unit: "ROC-AUC" },
			{ of: "value", atLeast: 0.79 },
		),
		figure({ name: "draws a repeated petition, with body, category, hours, photos", value: whole, unit: "ROC-AUC" }),
	];
}

/** The mean of the folds; each is scored by a model as it comes back from its file. */
async function foldedArea(file: string, hasExtra: boolean): Promise<number> {
	const rows = (await readAnswers(file, hasExtra)).filter(({ reaction }) => reaction !== "silent");
	let sum = 0;
	for (let fold = 0; fold < foldCount; fold++) {
		const weights = trainRepeat(rows.filter((row) => row.fold !== fold));
		const model = readRepeatFile(writeRepeatFile({ ...weights, slope: 1, offset: 0 }));
		const scored = rows
			.filter((row) => row.fold === fold)
			.map((row) => ({ score: repeatScore(model, row), isRepeated: row.isRepeated }));
		const area = areaUnderCurve(scored);
		say(`fold ${fold + 1} of ${foldCount}: ${area.toFixed(3)}`);
		sum += area;
	}
	return sum / foldCount;
}

/** How often a repeated one is ranked above a satisfied one; equals count half. */
export function areaUnderCurve(scored: readonly { score: number; isRepeated: boolean }[]): number {
	const sorted = [...scored].sort((a, b) => a.score - b.score);
	const repeated = sorted.filter((one) => one.isRepeated).length;
	let ranks = 0;
	for (let from = 0; from < sorted.length; ) {
		let to = from;
		while (to < sorted.length && sorted[to]?.score === sorted[from]?.score) to++;
		for (let i = from; i < to; i++) if (sorted[i]?.isRepeated) ranks += (from + 1 + to) / 2;
		from = to;
	}
	return (ranks - (repeated * (repeated + 1)) / 2) / (repeated * (sorted.length - repeated));
}
