/**
 * Lowers the scores of frequent classes in place by `evening` times the logarithm of their share: with dropout and few
 * passes a model names rare classes too seldom. Logit adjustment (Menon et al., 2021).
 */
export function evenOut(bias: Float32Array, classes: Int32Array, weights: Float32Array, evening: number): void {
	const sums = new Float64Array(bias.length);
	for (const [i, k] of classes.entries()) sums[k] = (sums[k] as number) + (weights[i] as number);
	const whole = sums.reduce((sum, one) => sum + one, 0);
	// a class without a row here is not to be named at all
	for (const [k, sum] of sums.entries()) if (sum > 0) bias[k] = (bias[k] as number) - evening * Math.log(sum / whole);
}
