import { indexFeatures, rowOf } from "./feature-index.ts";
import { localFeature, pairFeature, territoryFeature, tokensOf, wordFeatures, wordHash } from "./features.ts";

export type ModelInput = { text: string; territory?: string | null };

/** Rows of a sparse matrix: the features of input i are columns[starts[i]] … with values of length 1 in all. */
export type Matrix = { starts: Int32Array; columns: Int32Array; values: Float32Array };

export type Vocabulary = { hashes: Uint32Array; weights: Float32Array };

/** How the inputs are read; kept in the model file. */
export type Reading = { crossesTerritory: boolean };

/** Hashes of an input; one that several words share counts as often. `known` keeps the features of words met before. */
function hashesOf({ text, territory }: ModelInput, reading: Reading, known: Map<string, Uint32Array>): Uint32Array {
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

/** Hashes of many inputs one after another; those of input i are hashes[starts[i]] … */
export type Gathered = { starts: Int32Array; hashes: Uint32Array };

/** Reads all inputs. One array instead of one for each: a third of the memory. */
export function gatherHashes(inputs: readonly ModelInput[], reading: Reading): Gathered {
	const known = new Map<string, Uint32Array>();
	const starts = new Int32Array(inputs.length + 1);
	let hashes = new Uint32Array(1 << 16);
	let end = 0;
	for (const [i, input] of inputs.entries()) {
		const more = hashesOf(input, reading, known);
		if (end + more.length > hashes.length) {
			const wider = new Uint32Array(Math.max(hashes.length * 2, end + more.length));
			wider.set(hashes);
			hashes = wider;
		}
		hashes.set(more, end);
		end += more.length;
		starts[i + 1] = end;
	}
	return { starts, hashes: hashes.slice(0, end) };
}

/** Features that at least `fewest` inputs have, with their inverse document frequency: log((1+n)/(1+df)) + 1. */
export function collectVocabulary({ starts, hashes }: Gathered, fewest: number): Vocabulary {
	const inputs = starts.length - 1;
	const all = new Uint32Array(hashes.length);
	let end = 0;
	for (let i = 0; i < inputs; i++) {
		const own = hashes.slice(starts[i], starts[i + 1]).sort();
		for (const [at, hash] of own.entries()) if (at === 0 || hash !== own[at - 1]) all[end++] = hash;
	}
	const sorted = all.subarray(0, end).sort();
	const kept: number[] = [];
	const weights: number[] = [];
	for (let from = 0; from < end; ) {
		let to = from + 1;
		while (to < end && sorted[to] === sorted[from]) to++;
		if (to - from >= fewest) {
			kept.push(sorted[from] as number);
			weights.push(Math.log((1 + inputs) / (1 + to - from)) + 1);
		}
		from = to;
	}
	return { hashes: Uint32Array.from(kept), weights: Float32Array.from(weights) };
}

export function matrixOf(gathered: Gathered, vocabulary: Vocabulary): Matrix {
	const index = indexFeatures(vocabulary.hashes);
	const inputs = gathered.starts.length - 1;
	const starts = new Int32Array(inputs + 1);
	const columns = new Int32Array(gathered.hashes.length);
	const values = new Float32Array(gathered.hashes.length);
	let end = 0;
	for (let i = 0; i < inputs; i++) {
		const begin = end;
		let square = 0;
		for (let at = gathered.starts[i] as number; at < (gathered.starts[i + 1] as number); at++) {
			const row = rowOf(index, gathered.hashes[at] as number);
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
	return { starts, columns: columns.subarray(0, end), values: values.subarray(0, end) };
}
