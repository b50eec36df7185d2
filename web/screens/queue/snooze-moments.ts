/** A moment to come back at: how it is called, and when it is. */
export type Moment = { name: "hour" | "threeHours" | "evening" | "morning" | "monday"; at: Date };

const hourMs = 3_600_000;
const morning = 9;
const evening = 16;

/**
 * The moments that a case may be put aside until: all lie before its term, since its clock goes on.
 * @param now by the clock on the viewer's wall, as all moments
 */
export function momentsBefore(due: Date, now: Date): Moment[] {
	const on = (daysAhead: number, hour: number) =>
		new Date(now.getFullYear(), now.getMonth(), now.getDate() + daysAhead, hour);
	const toMonday = (8 - now.getDay()) % 7 || 7;
	const moments: Moment[] = [
		{ name: "hour", at: new Date(now.getTime() + hourMs) },
		{ name: "threeHours", at: new Date(now.getTime() + 3 * hourMs) },
		{ name: "evening", at: on(0, evening) },
		{ name: "morning", at: on(1, morning) },
		{ name: "monday", at: on(toMonday, morning) },
	];
	const seen = new Set<number>();
	return moments.filter(({ at }) => at > now && at <= due && !seen.has(at.getTime()) && seen.add(at.getTime()));
}
