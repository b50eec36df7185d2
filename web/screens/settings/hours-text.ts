/** Working intervals of a day in minutes, as people write them: "9:00–13:00 14:00–18:00". */
export type Intervals = [number, number][];

const clock = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;

export const hoursText = (intervals: readonly (readonly [number, number])[]): string =>
	intervals.map(([from, to]) => `${clock(from)}–${clock(to)}`).join(" ");

/** Why a text is no hours of a day: it is none at all, ends before it begins, crosses what stands before, or is too much. */
export type HoursTrouble = "shape" | "backwards" | "overlap" | "many";

function readInterval(part: string): [number, number] | HoursTrouble {
	const found = /^(\d{1,2})(?:[:.](\d{2}))?[-–—](\d{1,2})(?:[:.](\d{2}))?$/.exec(part);
	if (!found) return "shape";
	const [h1, m1, h2, m2] = found.slice(1).map((one) => Number(one ?? 0)) as [number, number, number, number];
	const [from, to] = [h1 * 60 + m1, h2 * 60 + m2];
	if (m1 > 59 || m2 > 59 || to > 1440) return "shape";
	return to <= from ? "backwards" : [from, to];
}

/** What stands in a field of hours, or what is wrong with it; nothing is a day off. */
export function askHours(text: string): Intervals | HoursTrouble {
	const intervals: Intervals = [];
	for (const part of text
		.trim()
		.split(/[\s,;]+/)
		.filter(Boolean)) {
		const interval = readInterval(part);
		if (typeof interval === "string") return interval;
		if (interval[0] < (intervals.at(-1)?.[1] ?? 0)) return "overlap";
		intervals.push(interval);
	}
	return intervals.length > 12 ? "many" : intervals;
}

/** @returns null where it is no list of intervals in their order within a day */
export function readHours(text: string): Intervals | null {
	const read = askHours(text);
	return typeof read === "string" ? null : read;
}

/** A week in words: runs of days with the same hours. @param names Monday first */
export function weekText(week: readonly Intervals[], names: readonly string[]): string {
	const runs: { from: number; to: number; hours: string }[] = [];
	for (const [day, intervals] of week.entries()) {
		const hours = hoursText(intervals);
		const last = runs.at(-1);
		if (last?.hours === hours) last.to = day;
		else runs.push({ from: day, to: day, hours });
	}
	return runs
		.filter(({ hours }) => hours !== "")
		.map(({ from, to, hours }) => `${names[from]}${to > from ? `–${names[to]}` : ""} ${hours.replaceAll(" ", ", ")}`)
		.join("; ");
}
