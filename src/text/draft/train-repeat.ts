import { bucketCount, repeatFeatures, wordBuckets } from "./repeat-features.ts";
import type { Features, RepeatAsked } from "./repeat-features.ts";

/** An answer with what came of it. */
export type RepeatRow = RepeatAsked & {
	answer: string;
	/** the resident wrote again */
	isRepeated: boolean;
	extra?: readonly string[];
};

export type RepeatWeights = { idf: Float64Array; weights: Float64Array; bias: number };

/** what stands in fewer texts is nobody else's */
const fewestTexts = 3;
/** of the logarithm of how much oftener a bucket is met before a repeat: smoothing, and what is left to rare ones */
const smoothing = 0.002;
const leastEmphasis = 0.3;
const inversePenalty = 0.5;
const mostSteps = 60;
const remembered = 8;

/**
 * Logistic regression over hashed words, each weighed by its rarity and by how unevenly it is met before satisfied and
 * repeated answers (after Wang and Manning, 2012), by L-BFGS. The same rows give the same weights.
 */
export function trainRepeat(rows: readonly RepeatRow[]): RepeatWeights {
	const idf = rarity(rows);
	const features = rows.map((row) => repeatFeatures(row.answer, row, idf, row.extra));
	const emphasis = emphasisOf(features, rows);
	for (const { buckets, values } of features)
		for (let i = 0; i < buckets.length; i++)
			values[i] = (values[i] as number) * (emphasis[buckets[i] as number] as number);
	const fitted = minimise(rows, features);
	const weights = new Float64Array(bucketCount);
	for (let i = 0; i < bucketCount; i++) weights[i] = (fitted[i] as number) * (emphasis[i] as number);
	return { idf, weights, bias: fitted[bucketCount] as number };
}

/** The log-odds of a repeat among those who said anything at all. */
export function scoreOf({ idf, weights, bias }: RepeatWeights, row: RepeatRow): number {
	return dot(weights, repeatFeatures(row.answer, row, idf, row.extra)) + bias;
}

/** Inverse document frequency by bucket, smoothed as if one text held everything. */
function rarity(rows: readonly RepeatRow[]): Float64Array {
	const texts = new Uint32Array(bucketCount);
	for (const { answer, question } of rows)
		for (const bucket of wordBuckets(answer, question)) texts[bucket] = (texts[bucket] as number) + 1;
	return Float64Array.from(texts, (count) => (count < fewestTexts ? 0 : 1 + Math.log((1 + rows.length) / (1 + count))));
}

function emphasisOf(features: readonly Features[], rows: readonly RepeatRow[]): Float64Array {
	const met = [new Float64Array(bucketCount), new Float64Array(bucketCount)] as const;
	const count = [0, 0];
	for (const [i, { buckets }] of features.entries()) {
		const side = rows[i]?.isRepeated ? 1 : 0;
		count[side] = (count[side] as number) + 1;
		for (const bucket of new Set(buckets)) met[side][bucket] = (met[side][bucket] as number) + 1;
	}
	return Float64Array.from(met[0], (other, bucket) => {
		const share = (side: 0 | 1, n: number) => n / Math.max(1, count[side] as number) + smoothing;
		return Math.abs(Math.log(share(1, met[1][bucket] as number) / share(0, other))) + leastEmphasis;
	});
}

function dot(weights: Float64Array, { buckets, values }: Features): number {
	let sum = 0;
	for (let i = 0; i < buckets.length; i++) sum += (weights[buckets[i] as number] as number) * (values[i] as number);
	return sum;
}

/** The penalised loss and its gradient at `at`, whose last place is the bias. */
function lossAt(
	at: Float64Array,
	rows: readonly RepeatRow[],
	features: readonly Features[],
	gradient: Float64Array,
): number {
	let loss = 0;
	for (let i = 0; i < bucketCount; i++) {
		const weight = at[i] as number;
		gradient[i] = weight;
		loss += (weight * weight) / 2;
	}
	gradient[bucketCount] = 0;
	for (const [i, feature] of features.entries()) {
		const sign = rows[i]?.isRepeated ? 1 : -1;
		const margin = sign * (dot(at, feature) + (at[bucketCount] as number));
		loss += inversePenalty * (margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin);
		const pull = (-sign * inversePenalty) / (1 + Math.exp(margin));
		for (let k = 0; k < feature.buckets.length; k++) {
			const bucket = feature.buckets[k] as number;
			gradient[bucket] = (gradient[bucket] as number) + pull * (feature.values[k] as number);
		}
		gradient[bucketCount] = (gradient[bucketCount] as number) + pull;
	}
	return loss;
}

/** L-BFGS with halving of the step (Nocedal and Wright, algorithm 7.4). */
function minimise(rows: readonly RepeatRow[], features: readonly Features[]): Float64Array {
	const size = bucketCount + 1;
	let at = new Float64Array(size);
	let gradient = new Float64Array(size);
	let loss = lossAt(at, rows, features, gradient);
	const steps: { moved: Float64Array; turned: Float64Array; curve: number }[] = [];
	for (let step = 0; step < mostSteps; step++) {
		const direction = directionOf(gradient, steps);
		const slope = inner(direction, gradient);
		let length = step === 0 ? 1 / Math.sqrt(inner(gradient, gradient) || 1) : 1;
		const next = new Float64Array(size);
		const turn = new Float64Array(size);
		let found = Number.POSITIVE_INFINITY;
		for (let halving = 0; halving < 20; halving++, length /= 2) {
			for (let i = 0; i < size; i++) next[i] = (at[i] as number) + length * (direction[i] as number);
			found = lossAt(next, rows, features, turn);
			if (found <= loss + 1e-4 * length * slope) break;
		}
		if (!(found < loss)) break;
		const moved = next.map((value, i) => value - (at[i] as number));
		const turned = turn.map((value, i) => value - (gradient[i] as number));
		const curve = inner(moved, turned);
		if (curve > 1e-12) steps.push({ moved, turned, curve });
		if (steps.length > remembered) steps.shift();
		const gain = loss - found;
		[at, gradient, loss] = [next, turn, found];
		if (gain < 1e-6 * loss) break;
	}
	return at;
}

function directionOf(
	gradient: Float64Array,
	steps: readonly { moved: Float64Array; turned: Float64Array; curve: number }[],
): Float64Array {
	const direction = gradient.map((value) => -value);
	const shares: number[] = [];
	for (const { moved, turned, curve } of [...steps].reverse()) {
		const share = inner(moved, direction) / curve;
		shares.push(share);
		for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] as number) - share * (turned[i] as number);
	}
	const last = steps.at(-1);
	const scale = last ? last.curve / inner(last.turned, last.turned) : 1;
	for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] as number) * scale;
	for (const { moved, turned, curve } of steps) {
		const share = (shares.pop() as number) - inner(turned, direction) / curve;
		for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] as number) + share * (moved[i] as number);
	}
	return direction;
}

function inner(a: Float64Array, b: Float64Array): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
	return sum;
}
