import { tokensOf } from "./features.ts";
import type { ModelInput } from "./matrix.ts";
import { scoreWords } from "./predict.ts";
import type { TextModel } from "./read-model.ts";

export type SpokenWord = { word: string; start: number; end: number; weight: number };

/** without it the logarithm of the label's odds would be lower by at least this */
const leastWeight = 0.3;
/** «с», «на», «не» tell a reader nothing, whatever they told the model */
const shortestWord = 3;
/** a longer text is explained by its beginning */
const mostWords = 60;

/**
 * The words of a message that spoke for a label, strongest first, with their places in the text (UTF-16, first mention).
 * Weight: by how much the logarithm of the label's odds falls when the word is taken away. Empty for a label the model lacks.
 */
export function explain(model: TextModel, input: ModelInput, label: string): SpokenWord[] {
	const wanted = model.header.labels.indexOf(label);
	if (wanted === -1) return [];
	const tokens = tokensOf(input.text);
	const words = tokens.map((token) => token.word);
	const { temperature } = model.header;
	const odds = (left: string[]): number => {
		const scores = scoreWords(model, left, input.territory);
		const score = scores[wanted] as number;
		scores[wanted] = Number.NEGATIVE_INFINITY;
		let most = scores[0] as number;
		for (const other of scores) most = Math.max(most, other);
		let sum = 0;
		for (const other of scores) sum += Math.exp((other - most) / temperature);
		return (score - most) / temperature - Math.log(sum);
	};
	const whole = odds(words);
	const spoken: SpokenWord[] = [];
	for (const word of new Set(words.slice(0, mostWords))) {
		if (word.length < shortestWord) continue;
		const weight = whole - odds(words.filter((other) => other !== word));
		const first = tokens[words.indexOf(word)];
		if (weight >= leastWeight && first)
			spoken.push({ word: input.text.slice(first.start, first.end), start: first.start, end: first.end, weight });
	}
	return spoken.sort((a, b) => b.weight - a.weight || a.start - b.start);
}
