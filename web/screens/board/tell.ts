import type { CaseFigures } from "../../api-day.ts";

/** The day of the week of a date, Monday is 0. */
const weekday = (day: string) => (new Date(day).getUTCDay() + 6) % 7;

export const periods = ["today", "week", "month"] as const;
export type Period = (typeof periods)[number];

/** The first day of a period that this day lies in. */
export function firstDay(period: Period, today: string): string {
	if (period === "today") return today;
	if (period === "month") return `${today.slice(0, 8)}01`;
	return new Date(Date.parse(today) - weekday(today) * 86_400_000).toISOString().slice(0, 10);
}

/**
 * The few agencies that have most of what is overdue: one to three, together more than half. Null where there is nothing to
 * tell: everything is theirs, or nobody stands out.
 */
export function heaviest(items: CaseFigures["items"]): { agencyIds: number[]; count: number } | null {
	const late = items.filter(({ overdue }) => overdue > 0).sort((a, b) => b.overdue - a.overdue);
	const all = late.reduce((sum, { overdue }) => sum + overdue, 0);
	const agencyIds: number[] = [];
	let count = 0;
	for (const { agencyId, overdue } of late.slice(0, 3)) {
		agencyIds.push(agencyId);
		count += overdue;
		if (count > all / 2) return agencyIds.length < late.length ? { agencyIds, count } : null;
	}
	return null;
}

/** Each day from the first to the last with what was counted on it, none left out. */
export function everyDay<T extends { day: string }>(
	from: string,
	to: string,
	days: readonly T[],
	none: Omit<T, "day">,
) {
	const known = new Map(days.map((one) => [one.day, one]));
	const all: (Omit<T, "day"> & { day: string })[] = [];
	for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) {
		const day = new Date(at).toISOString().slice(0, 10);
		all.push(known.get(day) ?? { ...none, day });
	}
	return all;
}
