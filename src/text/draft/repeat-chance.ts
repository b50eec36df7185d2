import { readFileSync } from "node:fs";
import type { Answered } from "./repeat-features.ts";
import { readRepeatFile } from "./repeat-file.ts";
import type { RepeatModel } from "./repeat-file.ts";
import { repeatScore } from "./repeat-score.ts";

const file = new URL("../../../models/repeat.model", import.meta.url);
/** of a longer text the end says nothing new */
const longestText = 20_000;

let shipped: RepeatModel | undefined;

/**
 * The chance, 0 … 1, that the resident will have to write again after this answer, learned from real reactions. It ranks
 * answers for review; it blocks nothing and is stored nowhere. Null for an answer without words.
 * @throws DomainError model-broken when the shipped file is not whole
 */
export function repeatChance(answered: Answered): number | null {
	if (!/\p{L}/u.test(answered.answer)) return null;
	shipped ??= readRepeatFile(readFileSync(file));
	const { answer, question, answeredBefore } = answered;
	return chanceOf(shipped, {
		answer: answer.slice(0, longestText),
		question: question.slice(0, longestText),
		answeredBefore,
	});
}

export function chanceOf(model: RepeatModel, answered: Answered): number {
	return 1 / (1 + Math.exp(-(model.slope * repeatScore(model, answered) + model.offset)));
}
