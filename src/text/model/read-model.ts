import { indexFeatures } from "./feature-index.ts";
import type { FeatureIndex } from "./feature-index.ts";
import { readModelFile, weightOf } from "./network-file.ts";
import type { ModelHeader } from "./network-file.ts";

/** What a word adds to the hidden layer, with the square of its weights, and the last question it was met in. */
export type WordPart = { hash: number; vector: Float32Array; square: number; seenBy: number };

/** A trained model, ready to be asked; one may serve any number of callers. */
export type TextModel = {
	header: ModelHeader;
	index: FeatureIndex;
	scales: Float32Array;
	/** square of the weight of each feature */
	squares: Float32Array;
	rows: Int8Array;
	hiddenBias: Float32Array;
	/** hidden unit after hidden unit, the scores of all classes: units that are silent are passed over */
	output: Float32Array;
	outputBias: Float32Array;
	memory: Memory;
};

/** What a model remembers and works with; copies of a model share it. */
type Memory = {
	/** what was worked out for words met before; residents use the same ones again and again */
	words: Map<string, WordPart>;
	sums: Float32Array;
	scores: Float32Array;
	active: { units: Int32Array; values: Float32Array };
	/** the number of questions so far */
	questions: number;
};

/** Reads a model file. @throws DomainError model-broken */
export function readModel(bytes: Uint8Array): TextModel {
	const { header, parts } = readModelFile(bytes);
	const { width } = header;
	const classes = header.labels.length;
	const rowLength = width + (header.isDirect ? classes : 0);
	const output = new Float32Array(classes * width);
	for (let k = 0; k < classes; k++)
		for (let j = 0; j < width; j++) output[j * classes + k] = parts.output[k * width + j] as number;
	return {
		header,
		index: indexFeatures(parts.hashes),
		scales: parts.scales,
		squares: Float32Array.from(parts.weights, (stored) => weightOf(stored) ** 2),
		rows: parts.rows,
		hiddenBias: parts.hiddenBias,
		output,
		outputBias: parts.outputBias,
		memory: {
			words: new Map(),
			sums: new Float32Array(rowLength),
			scores: new Float32Array(classes),
			active: { units: new Int32Array(width + 3), values: new Float32Array(width + 3) },
			questions: 0,
		},
	};
}

/** The labels a model can name, as they stood in its training data. */
export const labelsOf = (model: TextModel): readonly string[] => model.header.labels;

/**
 * The least probability from which the model may act alone to be right in `wantedPrecision` (0 … 1) of these cases.
 * Infinity when it never was that sure on the messages it had not seen.
 */
export function thresholdFor(model: TextModel, wantedPrecision: number): number {
	for (const [precision, probability] of model.header.thresholds)
		if (precision >= wantedPrecision - 1e-9) return probability;
	return Number.POSITIVE_INFINITY;
}
