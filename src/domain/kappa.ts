export type Agreement = { count: number; agreed: number; kappa: number | null };

/**
 * Cohen's kappa of two people who judged the same things: how far they agree beyond chance, 1 wholly, 0 as by chance.
 * Source: J. Cohen, Educational and Psychological Measurement 20 (1960).
 * @returns kappa null where it says nothing: no pairs, or both gave everything the same single judgement
 */
export function cohensKappa(pairs: readonly (readonly [string, string])[]): Agreement {
	const count = pairs.length;
	const agreed = pairs.filter(([a, b]) => a === b).length;
	const [firsts, seconds] = [tally(pairs.map(([a]) => a)), tally(pairs.map(([, b]) => b))];
	let byChance = 0;
	for (const [judgement, times] of firsts) byChance += times * (seconds.get(judgement) ?? 0);
	const most = count * count;
	if (count === 0 || byChance === most) return { count, agreed, kappa: null };
	return { count, agreed, kappa: (agreed * count - byChance) / (most - byChance) };
}

function tally(judgements: readonly string[]): Map<string, number> {
	const times = new Map<string, number>();
	for (const one of judgements) times.set(one, (times.get(one) ?? 0) + 1);
	return times;
}
