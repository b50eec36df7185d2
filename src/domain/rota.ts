import { coverYears, lastAtMost } from "./calendar.ts";
import type { WorkCalendar } from "./calendar.ts";

/** The duty rota: who is needed when nobody is at work, and where shifts leave holes or lie over each other. */

/** Minutes since 1970 (UTC); the end is not included. */
export type Span = { from: number; to: number };

/** The nights and days off of a calendar between two moments. */
export function offHours(calendar: WorkCalendar, { from, to }: Span): Span[] {
	const { starts, ends } = coverYears(calendar, from, to);
	const working: Span[] = [];
	for (let i = Math.max(0, lastAtMost(starts, from)); i < starts.length && (starts[i] as number) < to; i++)
		working.push({ from: starts[i] as number, to: ends[i] as number });
	return without([{ from, to }], working);
}

/** What is left of `spans` when `taken` is cut out, in order and joined. */
export function without(spans: readonly Span[], taken: readonly Span[]): Span[] {
	const cuts = joined(taken);
	return joined(spans).flatMap(({ from, to }) => {
		const left: Span[] = [];
		let at = from;
		for (const cut of cuts) {
			if (cut.to <= at) continue;
			if (cut.from >= to) break;
			if (cut.from > at) left.push({ from: at, to: cut.from });
			at = Math.max(at, cut.to);
		}
		if (at < to) left.push({ from: at, to });
		return left;
	});
}

/** Spans in order; those that touch or overlap are one. */
export function joined(spans: readonly Span[]): Span[] {
	const result: Span[] = [];
	for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
		if (to <= from) continue;
		const last = result.at(-1);
		if (last && from <= last.to) last.to = Math.max(last.to, to);
		else result.push({ from, to });
	}
	return result;
}

/** Every two shifts that lie over each other, with the time they share. */
export function overlapsOf<T extends Span & { id: number }>(
	shifts: readonly T[],
): (Span & { ids: [number, number] })[] {
	const sorted = shifts.toSorted((a, b) => a.from - b.from || a.id - b.id);
	return sorted.flatMap((one, index) => {
		const found: (Span & { ids: [number, number] })[] = [];
		for (const other of sorted.slice(index + 1)) {
			if (other.from >= one.to) break;
			found.push({ from: other.from, to: Math.min(one.to, other.to), ids: [one.id, other.id] });
		}
		return found;
	});
}
