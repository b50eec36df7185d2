import { coverYears, lastAtMost } from "./calendar.ts";
import type { IntervalTable, WorkCalendar } from "./calendar.ts";

/**
 * The clock of promised times. It counts whole minutes: the seconds of every moment are dropped first, so a message of
 * 17:20:59 counts from 17:20 and a due time always stands on a whole minute. A working interval includes its first
 * minute and ends before its last moment. Minutes are real ones: an hour skipped by a clock change is not counted.
 */

export type DueInterval = { from: Date; to: Date; minutes: number };

/**
 * When `minutes` of working time after `start` have run. Outside working time the clock starts with the next working
 * minute; a time that runs out with the working day is due at its end, not the next morning. 0 minutes: due at once.
 * @throws RangeError when minutes are not a whole number from 0, or the dates lie outside 1970–2100
 */
export function dueAfter(
	calendar: WorkCalendar,
	start: Date,
	minutes: number,
): { dueAt: Date; intervals: DueInterval[] } {
	if (!Number.isInteger(minutes) || minutes < 0) throw new RangeError(`bad working minutes ${minutes}`);
	const from = minuteOf(start);
	let table = coverYears(calendar, from, from);
	let target = workedUntil(table, from) + minutes;
	while (minutes > 0 && target > total(table)) {
		table = coverYears(calendar, from, Date.UTC(table.lastYear + 1, 6, 1) / 60_000);
		target = workedUntil(table, from) + minutes;
	}
	const intervals: DueInterval[] = [];
	let left = minutes;
	let due = from;
	for (let i = Math.max(0, lastAtMost(table.starts, from)); left > 0; i++) {
		const begin = Math.max(table.starts[i] as number, from);
		const end = Math.min(table.ends[i] as number, begin + left);
		if (end <= begin) continue;
		intervals.push({ from: dateOf(begin), to: dateOf(end), minutes: end - begin });
		left -= end - begin;
		due = end;
	}
	return { dueAt: dateOf(due), intervals };
}

/** The clock stands from … to; the first minute stands, the last moment runs again. */
export type Pause = { from: Date; to: Date };

/**
 * As `dueAfter`, with the clock standing now and then.
 * @param pauses in their order, none reaching into the next
 * @throws RangeError as `dueAfter`
 */
export function dueWithPauses(
	calendar: WorkCalendar,
	start: Date,
	minutes: number,
	pauses: readonly Pause[],
): { dueAt: Date; intervals: DueInterval[] } {
	const intervals: DueInterval[] = [];
	let from = start;
	let left = minutes;
	for (const pause of pauses) {
		if (left === 0 || minuteOf(pause.to) <= minuteOf(from)) continue;
		const until = pause.from < from ? from : pause.from;
		const run = workingMinutesBetween(calendar, from, until);
		if (run >= left) break;
		intervals.push(...dueAfter(calendar, from, run).intervals);
		left -= run;
		from = pause.to;
	}
	const last = dueAfter(calendar, from, left);
	return { dueAt: last.dueAt, intervals: [...intervals, ...last.intervals] };
}

/**
 * Working minutes from one moment to a later one, without those in which the clock stood.
 * @param pauses as `dueWithPauses`
 */
export function minutesWithPauses(calendar: WorkCalendar, from: Date, to: Date, pauses: readonly Pause[]): number {
	let minutes = workingMinutesBetween(calendar, from, to);
	for (const pause of pauses) {
		const first = pause.from < from ? from : pause.from;
		const last = pause.to > to ? to : pause.to;
		if (last > first) minutes -= workingMinutesBetween(calendar, first, last);
	}
	return minutes;
}

/**
 * Working minutes from one moment to another; negative when `to` is earlier. Two binary searches, whatever the distance.
 * @throws RangeError for dates outside 1970–2100
 */
export function workingMinutesBetween(calendar: WorkCalendar, from: Date, to: Date): number {
	const first = minuteOf(from);
	const last = minuteOf(to);
	const table = coverYears(calendar, Math.min(first, last), Math.max(first, last));
	return workedUntil(table, last) - workedUntil(table, first);
}

/** Working minutes to the due time, negative when overdue, and whether the agency is at work at this moment. */
export function timeLeft(calendar: WorkCalendar, dueAt: Date, now: Date): { minutes: number; isRunning: boolean } {
	const minute = minuteOf(now);
	const table = coverYears(calendar, minute, minute);
	const i = lastAtMost(table.starts, minute);
	return {
		minutes: workingMinutesBetween(calendar, now, dueAt),
		isRunning: i >= 0 && minute < (table.ends[i] as number),
	};
}

function workedUntil(table: IntervalTable, minute: number): number {
	const i = lastAtMost(table.starts, minute);
	if (i < 0) return 0;
	return (table.before[i] as number) + Math.min(minute, table.ends[i] as number) - (table.starts[i] as number);
}

function total(table: IntervalTable): number {
	const last = table.starts.length - 1;
	if (last < 0) return 0;
	return (table.before[last] as number) + (table.ends[last] as number) - (table.starts[last] as number);
}

/** Whole minutes since 1970, in UTC. */
export function minuteOf(date: Date): number {
	return Math.floor(date.getTime() / 60_000);
}

function dateOf(minute: number): Date {
	return new Date(minute * 60_000);
}
