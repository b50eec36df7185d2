import { indexFeatures, rowOf } from "./feature-index.ts";
import { localFeature, pairFeature, territoryFeature, tokensOf, wordFeatures, wordHash } from "./features.ts";

export type ModelInput = { text: string; territory?: string | null };

/** Rows of a sparse matrix: the features of input i are columns[starts[i]] … with values of length 1 in all. */
export type Matrix = { starts: Int32Array; columns: Int32Array; values: Float32Array };

export type Vocabulary = { hashes: Uint32Array; weights: Float32Array };

/** How the inputs are read; kept in the model file. */
export type Reading = { crossesTerritory: boolean };

/** Hashes of an input; one that several words share counts as often. `known` keeps the features of words met before. */
export function hashesOf(
	{ text, territory }: ModelInput,
	reading: Reading,
	known: Map<string, Uint32Array>,
): Uint32Array {
	const hashes: number[] = [];
	const seen = new Set<string>();
	let before = 0;
	for (const { word } of tokensOf(text)) {
		const hash = wordHash(word);
		if (before !== 0) hashes.push(pairFeature(before, hash));
		before = hash;
		if (seen.has(word)) continue;
		seen.add(word);
		let features = known.get(word);
		if (!features) known.set(word, (features = Uint32Array.from(wordFeatures(word))));
		for (const feature of features) hashes.push(feature);
		if (territory && reading.crossesTerritory) hashes.push(localFeature(territory, hash));
	}
	if (territory) hashes.push(territoryFeature(territory));
	return Uint32Array.from(hashes);
}

/** Features that at least `fewest` inputs have, with their inverse document frequency: log((1+n)/(1+df)) + 1. */
export function collectVocabulary(inputs: readonly Uint32Array[], fewest: number): Vocabulary {
	const counts = new Map<number, number>();
	for (const hashes of inputs) for (const hash of new Set(hashes)) counts.set(hash, (counts.get(hash) ?? 0) + 1);
	const kept = [...counts].filter(([, count]) => count >= fewest).sort(([a], [b]) => a - b);
	const weights = kept.map(([, count]) => Math.log((1 + inputs.length) / (1 + count)) + 1);
	return { hashes: Uint32Array.from(kept, ([hash]) => hash), weights: Float32Array.from(weights) };
}

export function matrixOf(inputs: readonly Uint32Array[], vocabulary: Vocabulary): Matrix {
	const index = indexFeatures(vocabulary.hashes);
	const starts = new Int32Array(inputs.length + 1);
	const most = inputs.reduce((sum, hashes) => sum + hashes.length, 0);
	const columns = new Int32Array(most);
	const values = new Float32Array(most);
	let end = 0;
	for (const [i, hashes] of inputs.entries()) {
		const begin = end;
		let square = 0;
		for (const hash of hashes) {
			const row = rowOf(index, hash);
			if (row === -1) continue;
			const weight = vocabulary.weights[row] as number;
			columns[end] = row;
			values[end++] = weight;
			square += weight * weight;
		}
		const length = Math.sqrt(square) || 1;
		for (let at = begin; at < end; at++) values[at] = (values[at] as number) / length;
		starts[i + 1] = end;
	}
	return { starts, columns: columns.slice(0, end), values: values.slice(0, end) };
}
