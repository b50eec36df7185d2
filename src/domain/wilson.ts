/** A share with the interval it may lie in. */
export type Share = { share: number; low: number; high: number };

/** Of the normal distribution, for 95 percent. */
const z = 1.959963984540054;

/**
 * The Wilson score interval of a share at 95 percent.
 * Source: E. B. Wilson, 1927; Newcombe, Statistics in Medicine 17 (1998), method 3.
 * @param share 0 … 1
 * @param count how many observations it was seen in, need not be whole; null is given for none
 */
export function wilson(share: number, count: number): Share | null {
	if (!(count > 0)) return null;
	const bounded = Math.min(1, Math.max(0, share));
	const spread = (z / (1 + (z * z) / count)) * Math.sqrt((bounded * (1 - bounded)) / count + (z / (2 * count)) ** 2);
	const middle = (bounded + (z * z) / (2 * count)) / (1 + (z * z) / count);
	// rounding must not push the share out of its own interval
	return {
		share: bounded,
		low: Math.max(0, Math.min(middle - spread, bounded)),
		high: Math.min(1, Math.max(middle + spread, bounded)),
	};
}

/**
 * The share among all answers, from those that were looked at, each with the chance it had to be: an answer drawn with a
 * chance of 0.2 stands for five. Estimator: Hájek's ratio, Σ yᵢ/πᵢ ÷ Σ 1/πᵢ; interval: Wilson's with Kish's effective number
 * of observations, (Σ 1/πᵢ)² ÷ Σ 1/πᵢ². So a sample that looks for weak answers does not make anybody look worse.
 */
export function shareOfAll(seen: readonly { chance: number; is: boolean }[]): (Share & { effective: number }) | null {
	let [all, those, squares] = [0, 0, 0];
	for (const { chance, is } of seen) {
		const stands = 1 / chance;
		all += stands;
		squares += stands * stands;
		if (is) those += stands;
	}
	if (all === 0) return null;
	const effective = (all * all) / squares;
	const found = wilson(those / all, effective);
	return found && { ...found, effective };
}
