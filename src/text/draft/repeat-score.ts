import { repeatFeatures } from "./repeat-features.ts";
import type { Answered } from "./repeat-features.ts";

/** By bucket the inverse document frequency and the weight of a feature. */
export type RepeatWeights = { idf: Float32Array; weights: Float32Array; bias: number };

/** The log-odds that this resident writes again rather than says that all is well; linear time. */
export function repeatScore({ idf, weights, bias }: RepeatWeights, answered: Answered): number {
	const { buckets, values } = repeatFeatures(answered, idf);
	let sum = bias;
	for (let i = 0; i < buckets.length; i++) sum += (weights[buckets[i] as number] as number) * (values[i] as number);
	return sum;
}
