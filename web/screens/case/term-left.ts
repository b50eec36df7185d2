import type { DueExplanation } from "../../api.ts";

/** Minutes of a term that are still to come at `now` (ms): of working time, or round the clock; 0 when it has passed. */
export function minutesToCome({ intervals, dueAt }: Pick<DueExplanation, "intervals" | "dueAt">, now: number): number {
	const end = Date.parse(dueAt);
	let left = 0;
	for (const interval of intervals) {
		const from = Math.max(now, Date.parse(interval.from));
		const to = Math.min(end, Date.parse(interval.to));
		if (to > from) left += to - from;
	}
	return Math.floor(left / 60_000);
}

/** Whether working time goes by at `now` (ms). */
export function isCounting({ intervals }: Pick<DueExplanation, "intervals">, now: number): boolean {
	return intervals.some(({ from, to }) => Date.parse(from) <= now && now < Date.parse(to));
}
