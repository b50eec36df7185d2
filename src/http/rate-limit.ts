/** Counts by key within a span of time, in this process: with several processes each counts for itself. */
export type RateLimit = {
	/** counts one more; @returns seconds to wait when that is too many, else 0 */
	take: (key: string) => number;
	/** how many were counted in this span */
	count: (key: string) => number;
};

const mostKeys = 50_000;

export function limitRate(most: number, spanSeconds: number, clock = () => performance.now()): RateLimit {
	const counted = new Map<string, { until: number; count: number }>();
	const find = (key: string) => {
		const known = counted.get(key);
		if (known && known.until > clock()) return known;
		counted.delete(key);
		return undefined;
	};
	return {
		take: (key) => {
			const known = find(key) ?? { until: clock() + spanSeconds * 1000, count: 0 };
			known.count++;
			counted.set(key, known);
			// the oldest key goes: it was set first
			const [oldest] = counted.size > mostKeys ? counted.keys() : [];
			if (oldest !== undefined) counted.delete(oldest);
			return known.count > most ? Math.ceil((known.until - clock()) / 1000) : 0;
		},
		count: (key) => find(key)?.count ?? 0,
	};
}
