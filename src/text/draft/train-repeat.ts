import { minimise } from "./minimise.ts";
import type { Loss } from "./minimise.ts";
import { bucketCount, repeatFeatures, wordBuckets } from "./repeat-features.ts";
import type { Answered, Features } from "./repeat-features.ts";
import type { RepeatWeights } from "./repeat-score.ts";

/** An answer with what came of it. */
export type RepeatRow = Answered & {
	/** the resident wrote again */
	isRepeated: boolean;
};

/** what stands in fewer texts tells nothing of others */
const fewestTexts = 3;
/** how unevenly a bucket is met: smoothing, and what is left to even ones */
const smoothing = 0.002;
const leastEmphasis = 0.3;
const inversePenalty = 0.5;

/**
 * Logistic regression over hashed words, each weighed by its rarity and by how unevenly it is met before satisfied and
 * repeated answers (after Wang and Manning, 2012). The same rows give the same weights.
 */
export function trainRepeat(rows: readonly RepeatRow[]): RepeatWeights {
	const idf = rarity(rows);
	const features = rows.map((row) => repeatFeatures(row, idf));
	const used = [...new Set(features.flatMap(({ buckets }) => [...buckets]))];
	const places = new Int32Array(bucketCount);
	for (const [place, bucket] of used.entries()) places[bucket] = place;
	const emphasis = emphasisOf(features, rows);
	for (const { buckets, values } of features)
		for (const [i, bucket] of buckets.entries()) {
			values[i] = (values[i] as number) * (emphasis[bucket] as number);
			buckets[i] = places[bucket] as number;
		}
	const fitted = minimise(lossOf(rows, features, used.length), used.length + 1);
	const weights = new Float32Array(bucketCount);
	for (const [place, bucket] of used.entries())
		weights[bucket] = (fitted[place] as number) * (emphasis[bucket] as number);
	return { idf, weights, bias: fitted[used.length] as number };
}

/** Inverse document frequency by bucket, smoothed as if one text held everything; 0 where too few texts hold it. */
function rarity(rows: readonly RepeatRow[]): Float32Array {
	const texts = new Uint32Array(bucketCount);
	for (const row of rows) for (const bucket of wordBuckets(row)) texts[bucket] = (texts[bucket] as number) + 1;
	return Float32Array.from(texts, (count) => (count < fewestTexts ? 0 : 1 + Math.log((1 + rows.length) / (1 + count))));
}

/** By bucket the logarithm of how many times oftener it is met on one side than on the other. */
function emphasisOf(features: readonly Features[], rows: readonly RepeatRow[]): Float64Array {
	const satisfied = { met: new Float64Array(bucketCount), rows: 0 };
	const repeated = { met: new Float64Array(bucketCount), rows: 0 };
	for (const [i, { buckets }] of features.entries()) {
		const side = rows[i]?.isRepeated ? repeated : satisfied;
		side.rows++;
		for (const bucket of new Set(buckets)) side.met[bucket] = (side.met[bucket] as number) + 1;
	}
	const share = ({ met, rows: n }: typeof repeated, bucket: number) =>
		(met[bucket] as number) / Math.max(1, n) + smoothing;
	return Float64Array.from(
		{ length: bucketCount },
		(_, bucket) => Math.abs(Math.log(share(repeated, bucket) / share(satisfied, bucket))) + leastEmphasis,
	);
}

/** The penalised logistic loss; the last place of a point is the bias, which is not penalised. */
function lossOf(rows: readonly RepeatRow[], features: readonly Features[], biasPlace: number): Loss {
	return (at, gradient) => {
		let loss = 0;
		for (let i = 0; i < biasPlace; i++) {
			const weight = at[i] as number;
			gradient[i] = weight;
			loss += (weight * weight) / 2;
		}
		gradient[biasPlace] = 0;
		for (const [row, { buckets, values }] of features.entries()) {
			const sign = rows[row]?.isRepeated ? 1 : -1;
			let sum = at[biasPlace] as number;
			for (let i = 0; i < buckets.length; i++) sum += (at[buckets[i] as number] as number) * (values[i] as number);
			const margin = sign * sum;
			loss += inversePenalty * (Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin));
			const pull = (-sign * inversePenalty) / (1 + Math.exp(margin));
			for (let i = 0; i < buckets.length; i++) {
				const place = buckets[i] as number;
				gradient[place] = (gradient[place] as number) + pull * (values[i] as number);
			}
			gradient[biasPlace] = (gradient[biasPlace] as number) + pull;
		}
		return loss;
	};
}
