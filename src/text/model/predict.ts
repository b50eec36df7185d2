import { rowOf } from "./feature-index.ts";
import { localFeature, pairFeature, territoryFeature, tokensOf, wordFeatures, wordHash } from "./features.ts";
import type { ModelInput } from "./matrix.ts";
import { softmax } from "./network.ts";
import type { TextModel, WordPart } from "./read-model.ts";

export type Prediction = { label: string; probability: number };

/** words remembered by a model: about 10 MB at most, then it begins anew */
const mostWords = 20_000;

/** The likeliest labels of a message, best first, with calibrated probabilities. Takes any text; never throws. */
export function predict(model: TextModel, input: ModelInput, count = 5): Prediction[] {
	const probabilities = probabilitiesOf(model, input);
	return likeliest(probabilities, count).map((k) => ({
		label: model.header.labels[k] as string,
		probability: probabilities[k] as number,
	}));
}

/** The probability of each label, in the order of the model's labels; overwritten by the next question. */
export function probabilitiesOf(model: TextModel, input: ModelInput): Float32Array {
	const scores = scoresOf(model, input);
	softmax(scores, model.header.temperature);
	return scores;
}

/** The score of each label, before temperature and softmax; overwritten by the next question. */
export function scoresOf(model: TextModel, { text, territory }: ModelInput): Float32Array {
	return scoreWords(
		model,
		tokensOf(text).map((token) => token.word),
		territory,
	);
}

/** The score of each label for a message of these words; overwritten by the next question. */
export function scoreWords(
	model: TextModel,
	words: readonly string[],
	territory: string | null | undefined,
): Float32Array {
	const { sums } = model.memory;
	const question = ++model.memory.questions;
	const isLocal = model.header.reading.crossesTerritory;
	sums.fill(0);
	let square = 0;
	let before = 0;
	for (const word of words) {
		const part = partOf(model, word);
		if (before !== 0) square += addFeature(model, pairFeature(before, part.hash), sums);
		before = part.hash;
		if (part.seenBy === question) continue;
		part.seenBy = question;
		square += part.square;
		const { vector } = part;
		for (let j = 0; j < sums.length; j++) sums[j] = (sums[j] as number) + (vector[j] as number);
		if (territory && isLocal) square += addFeature(model, localFeature(territory, part.hash), sums);
	}
	if (territory) square += addFeature(model, territoryFeature(territory), sums);
	scoreHidden(model, Math.sqrt(square) || 1);
	return model.memory.scores;
}

/** Four hidden units at a time: each score is read and written a quarter as often. */
function scoreHidden(model: TextModel, length: number): void {
	const { output } = model;
	const { scores, sums } = model.memory;
	const classes = scores.length;
	scores.set(model.outputBias);
	if (model.header.isDirect)
		for (let k = 0, at = model.hiddenBias.length; k < classes; k++, at++)
			scores[k] = (scores[k] as number) + (sums[at] as number) / length;
	const count = keepActive(model, length);
	const { units, values } = model.memory.active;
	for (let i = 0; i < count; i += 4) {
		const [a, b, c, d] = [units[i] as number, units[i + 1] as number, units[i + 2] as number, units[i + 3] as number];
		const [p, q] = [values[i] as number, values[i + 1] as number];
		const [r, s] = [values[i + 2] as number, values[i + 3] as number];
		for (let k = 0; k < classes; k++)
			scores[k] =
				(scores[k] as number) +
				(output[a + k] as number) * p +
				(output[b + k] as number) * q +
				(output[c + k] as number) * r +
				(output[d + k] as number) * s;
	}
}

/** Notes the hidden units that are not silent, with where their scores begin; filled up to fours with ones that say 0. */
function keepActive({ hiddenBias, memory: { sums, scores, active } }: TextModel, length: number): number {
	let count = 0;
	for (let j = 0; j < hiddenBias.length; j++) {
		const value = (hiddenBias[j] as number) + (sums[j] as number) / length;
		if (value <= 0) continue;
		active.units[count] = j * scores.length;
		active.values[count++] = value;
	}
	for (; count % 4 !== 0; count++) {
		active.units[count] = 0;
		active.values[count] = 0;
	}
	return count;
}

function partOf(model: TextModel, word: string): WordPart {
	const { words, sums } = model.memory;
	const known = words.get(word);
	if (known) return known;
	const vector = new Float32Array(sums.length);
	let square = 0;
	for (const feature of wordFeatures(word)) square += addFeature(model, feature, vector);
	const part = { hash: wordHash(word), vector, square, seenBy: 0 };
	if (words.size >= mostWords) words.clear();
	words.set(word, part);
	return part;
}

/** Adds the row of a feature to `to`; gives the square of its weight, 0 for an unknown one. */
function addFeature({ index, rows, scales, squares }: TextModel, hash: number, to: Float32Array) {
	const width = to.length;
	const feature = rowOf(index, hash);
	if (feature === -1) return 0;
	const scale = scales[feature] as number;
	const row = feature * width;
	for (let j = 0; j < width; j++) to[j] = (to[j] as number) + (rows[row + j] as number) * scale;
	return squares[feature] as number;
}

/** The places of the largest numbers, largest first; of equal ones the earlier. */
function likeliest(probabilities: Float32Array, count: number): number[] {
	const best: number[] = [];
	for (let k = 0; k < probabilities.length; k++) {
		const probability = probabilities[k] as number;
		let at = best.length;
		while (at > 0 && (probabilities[best[at - 1] as number] as number) < probability) at--;
		if (at >= count) continue;
		best.splice(at, 0, k);
		if (best.length > count) best.pop();
	}
	return best;
}
