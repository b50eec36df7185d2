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

/** The probability of each label, in the order of the model's labels. */
export function probabilitiesOf(model: TextModel, input: ModelInput): Float32Array {
	const scores = scoresOf(model, input);
	softmax(scores, model.header.temperature);
	return scores;
}

/** The score of each label, before temperature and softmax. */
export function scoresOf(model: TextModel, { text, territory }: ModelInput): Float32Array {
	return scoreWords(
		model,
		tokensOf(text).map((token) => token.word),
		territory,
	);
}

/** The score of each label for a message of these words. */
export function scoreWords(
	model: TextModel,
	words: readonly string[],
	territory: string | null | undefined,
): Float32Array {
	const hidden = new Float32Array(model.header.width);
	const seen = new Set<string>();
	let square = 0;
	let before = 0;
	for (const word of words) {
		const part = partOf(model, word);
		if (before !== 0) square += addFeature(model, pairFeature(before, part.hash), hidden);
		before = part.hash;
		if (seen.has(word)) continue;
		seen.add(word);
		square += part.square;
		for (let j = 0; j < hidden.length; j++) hidden[j] = (hidden[j] as number) + (part.vector[j] as number);
		if (territory && model.header.reading.crossesTerritory)
			square += addFeature(model, localFeature(territory, part.hash), hidden);
	}
	if (territory) square += addFeature(model, territoryFeature(territory), hidden);
	return scoresFrom(model, hidden, Math.sqrt(square) || 1);
}

function scoresFrom({ hiddenBias, output, outputBias }: TextModel, hidden: Float32Array, length: number): Float32Array {
	const scores = Float32Array.from(outputBias);
	const classes = scores.length;
	for (let j = 0; j < hidden.length; j++) {
		const unit = (hiddenBias[j] as number) + (hidden[j] as number) / length;
		if (unit <= 0) continue;
		const row = j * classes;
		for (let k = 0; k < classes; k++) scores[k] = (scores[k] as number) + (output[row + k] as number) * unit;
	}
	return scores;
}

function partOf(model: TextModel, word: string): WordPart {
	const known = model.words.get(word);
	if (known) return known;
	const vector = new Float32Array(model.header.width);
	let square = 0;
	for (const feature of wordFeatures(word)) square += addFeature(model, feature, vector);
	const part = { hash: wordHash(word), vector, square };
	if (model.words.size >= mostWords) model.words.clear();
	model.words.set(word, part);
	return part;
}

/** Adds the row of a feature to `to`; gives the square of its weight, 0 for an unknown one. */
function addFeature({ index, rows, scales, squares, header: { width } }: TextModel, hash: number, to: Float32Array) {
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
