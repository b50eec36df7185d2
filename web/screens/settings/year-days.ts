import type { CalendarDay, FileDay } from "../../api-settings.ts";

const iso = (at: number) => new Date(at).toISOString().slice(0, 10);
const dayMs = 86_400_000;

/** Monday is 0. */
export const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
export const dayAfter = (day: string, days: number): string => iso(Date.parse(`${day}T00:00:00Z`) + days * dayMs);

/** The days of a month (from 0), every one in its week. */
export function daysOfMonth(year: number, month: number): string[] {
	const first = Date.UTC(year, month, 1);
	const count = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
	return Array.from({ length: count }, (_, index) => iso(first + index * dayMs));
}

export type DayChange = { day: string; before: CalendarDay | null; after: FileDay };

const said = (one: Pick<CalendarDay, "kind" | "name" | "hours"> | null) =>
	JSON.stringify(one && [one.kind, one.name, one.hours]);

/** Which days of a file say something else than the calendar. */
export function dayChanges(known: readonly CalendarDay[], file: readonly FileDay[]): DayChange[] {
	const now = new Map(known.map((one) => [one.day, one]));
	return file
		.map((after) => ({ day: after.day, before: now.get(after.day) ?? null, after }))
		.filter(({ before, after: { kind, ...rest } }) => said(before) !== said(kind === null ? null : { kind, ...rest }))
		.toSorted((a, b) => a.day.localeCompare(b.day));
}
