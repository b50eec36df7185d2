/**
 * When silence is strange. A page's rhythm says how many messages an hour of the week usually brings; what should have come
 * since the last one is their sum over the silent hours. Were messages independent, none at all where N were expected would
 * have the chance e^-N; they come in bunches, so more is asked for than that rule alone would need.
 */

/** Messages to be expected per hour of the week: 168 numbers, Monday 00:00 of the region first. */
export type Rhythm = readonly number[];

export const hoursOfWeek = 168;

/** A page with less behind it has no rhythm yet. */
export const fewestDays = 14;
export const fewestMessages = 100;

/** So many expected and none come: e^-10 is one in 22,000, e^-30 never happens. */
const strange = { warn: { expected: 10, hours: 2 }, fail: { expected: 30, hours: 12 } };

const hourMs = 3_600_000;

/** Longer silence is strange whatever the hour. */
const longestHours = 14 * 24;

/**
 * Messages that should have come between two moments.
 * @param hourOf the hour of the week of a moment, 0 to 167
 */
export function expectedBetween(rhythm: Rhythm, fromMs: number, toMs: number, hourOf: (ms: number) => number): number {
	let expected = 0;
	for (let at = Math.max(fromMs, toMs - longestHours * hourMs); at < toMs; ) {
		const next = Math.min(toMs, (Math.floor(at / hourMs) + 1) * hourMs);
		expected += ((rhythm[hourOf(at)] ?? 0) * (next - at)) / hourMs;
		at = next;
	}
	return expected;
}

/** @returns how strange it is that nothing came for so long where so much was expected */
export function judgeSilence(expected: number, silentMs: number): "ok" | "warn" | "fail" {
	for (const state of ["fail", "warn"] as const)
		if (expected >= strange[state].expected && silentMs >= strange[state].hours * hourMs) return state;
	return "ok";
}

/** The hour of the week of a moment, 0 to 167, in a zone `offsetMinutes` ahead of UTC. */
export function hourOfWeek(ms: number, offsetMinutes: number): number {
	// the epoch was a Thursday
	const hours = Math.floor((ms + offsetMinutes * 60_000) / hourMs) + 3 * 24;
	return ((hours % hoursOfWeek) + hoursOfWeek) % hoursOfWeek;
}
