import { createHash } from "node:crypto";
import { DomainError } from "../../domain/errors.ts";
import type { Vocabulary, Reading } from "./matrix.ts";
import type { Network } from "./network.ts";

export type ModelFigures = {
	n: number;
	classes: number;
	accuracy: number;
	macroF1: number;
	weightedF1: number;
	top3: number;
	coverageAt90: number;
	modelBytes: number;
};

/** What a model file says about itself; everything after it is numbers. */
export type ModelHeader = {
	labels: string[];
	/** units of the hidden layer */
	width: number;
	featureCount: number;
	/** each feature also speaks for the labels directly: its row goes on with a number for each of them */
	isDirect: boolean;
	reading: Reading;
	/** scores are divided by it before they become probabilities */
	temperature: number;
	/** act alone at or above the second to be right in the first of cases, on messages the model had not seen */
	thresholds: [precision: number, probability: number][];
	figures: ModelFigures | null;
	/** names of the columns of the training file */
	columns: { text: string; label: string; territory?: string };
};

/** What the numbers do not tell by themselves. */
export type SaidOfModel = Omit<ModelHeader, "width" | "featureCount" | "isDirect">;

/** The parts of a model as they lie in the file; `rows` holds whole numbers of one byte, `scales` what each row is multiplied by. */
export type ModelParts = {
	hashes: Uint32Array;
	scales: Float32Array;
	/** inverse document frequency in steps of 1/16 */
	weights: Uint8Array;
	rows: Int8Array;
	hiddenBias: Float32Array;
	output: Float32Array;
	outputBias: Float32Array;
};

const mark = "OTKM1\n";
const sumLength = 32;
const weightSteps = 16;
const mostLabels = 20_000;
const mostFeatures = 4_000_000;
const mostWidth = 1024;

export const weightOf = (stored: number): number => stored / weightSteps;

/** Rows of `length` numbers, one for each feature. */
export type FeatureRows = { length: number; numbers: Float32Array };

/** Rounds the rows of the features to one byte a number and keeps the weightiest rows that fit into `mostBytes`. */
export function packNetwork(
	network: Network,
	{ length, numbers }: FeatureRows,
	vocabulary: Vocabulary,
	mostBytes: number,
): ModelParts {
	const fixed = (network.output.length + network.outputBias.length + network.width) * 4 + 64_000;
	const fit = Math.max(1, Math.floor((mostBytes - fixed) / (length + 9)));
	const kept = weightiest({ length, numbers }, vocabulary, fit);
	const rows = new Int8Array(kept.length * length);
	const scales = new Float32Array(kept.length);
	for (const [to, from] of kept.entries()) {
		const row = numbers.subarray(from * length, (from + 1) * length);
		let most = 0;
		for (const value of row) most = Math.max(most, Math.abs(value));
		const step = most / 127 || 1;
		// the weight of the feature is folded into its scale
		scales[to] = step * (vocabulary.weights[from] as number);
		for (let j = 0; j < length; j++) rows[to * length + j] = Math.round((row[j] as number) / step);
	}
	return {
		hashes: Uint32Array.from(kept, (from) => vocabulary.hashes[from] as number),
		scales,
		weights: Uint8Array.from(kept, (from) =>
			Math.min(255, Math.round((vocabulary.weights[from] as number) * weightSteps)),
		),
		rows,
		hiddenBias: network.hiddenBias,
		output: network.output,
		outputBias: network.outputBias,
	};
}

/** Features that say most over all texts: length of the row, by how often it is met. */
function weightiest({ length, numbers }: FeatureRows, { hashes, weights }: Vocabulary, count: number): number[] {
	const all = Array.from(hashes, (_, i) => i);
	if (all.length <= count) return all;
	const importance = Float64Array.from(hashes, (_, i) => {
		let square = 0;
		for (let j = 0; j < length; j++) square += (numbers[i * length + j] as number) ** 2;
		const weight = weights[i] as number;
		return Math.sqrt(square) * weight * Math.exp(-weight / 6);
	});
	return all
		.sort((a, b) => (importance[b] as number) - (importance[a] as number))
		.slice(0, count)
		.sort((a, b) => a - b);
}

const order = ["hashes", "scales", "weights", "rows", "hiddenBias", "output", "outputBias"] as const;

/** The file: mark, length of the header, header as JSON, the parts one after another, SHA-256 of all that. */
export function writeModel(said: SaidOfModel, parts: ModelParts): Buffer {
	const sizes = { width: parts.hiddenBias.length, featureCount: parts.hashes.length };
	const isDirect = parts.rows.length > sizes.width * sizes.featureCount;
	const header: ModelHeader = { ...said, ...sizes, isDirect };
	const text = Buffer.from(JSON.stringify(header));
	const length = Buffer.alloc(4);
	length.writeUInt32LE(text.length);
	const arrays = order.map((name) => {
		const { buffer, byteOffset, byteLength } = parts[name];
		return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
	});
	const body = Buffer.concat([Buffer.from(mark), length, text, ...arrays]);
	return Buffer.concat([body, createHash("sha256").update(body).digest()]);
}

/** @throws DomainError model-broken with what is wrong: not a model, cut off, changed, or impossible numbers */
export function readModelFile(bytes: Uint8Array): { header: ModelHeader; parts: ModelParts } {
	const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const begin = mark.length + 4;
	if (file.length < begin + sumLength || file.toString("latin1", 0, mark.length) !== mark) throw broken("not a model");
	const end = file.length - sumLength;
	const sum = createHash("sha256").update(file.subarray(0, end)).digest();
	if (!sum.equals(file.subarray(end))) throw broken("cut off or changed");
	const textEnd = begin + file.readUInt32LE(mark.length);
	if (textEnd > end) throw broken("header longer than the file");
	const header = readHeader(file.toString("utf8", begin, textEnd));
	const { featureCount, width } = header;
	const classes = header.labels.length;
	const rowLength = width + (header.isDirect ? classes : 0);
	let at = textEnd;
	const take = (count: number, size: number): ArrayBuffer => {
		if (at + count * size > end) throw broken("shorter than its header says");
		// a copy: typed arrays ask for aligned places
		const part = file.buffer.slice(file.byteOffset + at, file.byteOffset + at + count * size) as ArrayBuffer;
		at += count * size;
		return part;
	};
	const parts = {
		hashes: new Uint32Array(take(featureCount, 4)),
		scales: new Float32Array(take(featureCount, 4)),
		weights: new Uint8Array(take(featureCount, 1)),
		rows: new Int8Array(take(featureCount * rowLength, 1)),
		hiddenBias: new Float32Array(take(width, 4)),
		output: new Float32Array(take(classes * width, 4)),
		outputBias: new Float32Array(take(classes, 4)),
	};
	if (at !== end) throw broken("longer than its header says");
	for (const name of ["scales", "hiddenBias", "output", "outputBias"] as const)
		if (!parts[name].every(Number.isFinite)) throw broken(`a number of "${name}" is not finite`);
	return { header, parts };
}

function readHeader(text: string): ModelHeader {
	let header: ModelHeader;
	try {
		header = JSON.parse(text) as ModelHeader;
	} catch {
		throw broken("header is not JSON");
	}
	const isCount = (value: unknown, most: number) =>
		Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;
	if (typeof header !== "object" || header === null) throw broken("header is not an object");
	const { labels, width, featureCount, temperature, thresholds, reading, columns } = header;
	if (
		!Array.isArray(labels) ||
		!labels.every((label) => typeof label === "string") ||
		!isCount(labels.length, mostLabels)
	)
		throw broken("labels");
	if (!isCount(width, mostWidth) || !isCount(featureCount, mostFeatures)) throw broken("width or number of features");
	if (!(Number.isFinite(temperature) && temperature > 0)) throw broken("temperature");
	const isPair = (pair: unknown) => Array.isArray(pair) && pair.length === 2 && pair.every(Number.isFinite);
	if (!Array.isArray(thresholds) || !thresholds.every(isPair)) throw broken("thresholds");
	const isWhole = typeof reading?.crossesTerritory === "boolean" && typeof header.isDirect === "boolean";
	if (!isWhole || typeof columns?.text !== "string") throw broken("header");
	return header;
}

const broken = (reason: string) => new DomainError("model-broken", { reason });
