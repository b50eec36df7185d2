import { coverYears, lastAtMost, localMinutes } from "./calendar.ts";
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

/**
 * The due time in one sentence, in the calendar's zone: "4 working hours from Fri 17:20: Fri 17:20–18:00, Mon 9:00–12:20".
 * With dates when the count goes more than six days on; a long list keeps its beginning and its end.
 * @throws RangeError as `dueAfter`
 */
export function explainDue(calendar: WorkCalendar, start: Date, minutes: number, language: "ru" | "en"): string {
	const { dueAt, intervals } = dueAfter(calendar, start, minutes);
	const { zone } = coverYears(calendar, minuteOf(start), minuteOf(dueAt));
	const words = languages[language];
	const local = (date: Date) => localMinutes(zone, minuteOf(date));
	const firstDay = dayOf(local(start));
	const withDates = dayOf(local(dueAt) - 1) - firstDay > 6;
	let lastDay: number | null = null;
	const spans = intervals.map(({ from, to }) => {
		const begin = local(from);
		const day = dayOf(begin);
		const name = day === lastDay ? "" : `${dayName(day, words, withDates)} `;
		lastDay = day;
		const isMidnight = local(to) % 1440 === 0;
		return `${name}${clock(begin)}–${isMidnight ? "24:00" : clock(local(to))}`;
	});
	const shown = spans.length > 10 ? [...spans.slice(0, 4), "…", ...spans.slice(-2)] : spans;
	const from = `${dayName(firstDay, words, withDates)} ${clock(local(start))}`;
	const head = `${words.duration(minutes)} ${words.from} ${from}`;
	return shown.length > 0 ? `${head}: ${shown.join(", ")}` : head;
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

function minuteOf(date: Date): number {
	return Math.floor(date.getTime() / 60_000);
}

function dateOf(minute: number): Date {
	return new Date(minute * 60_000);
}

function dayOf(local: number): number {
	return Math.floor(local / 1440);
}

function clock(local: number): string {
	const minute = local - dayOf(local) * 1440;
	return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
}

type Words = { weekdays: string[]; months: string[]; from: string; duration: (minutes: number) => string };

function dayName(day: number, words: Words, withDate: boolean): string {
	const weekday = words.weekdays[(((day + 3) % 7) + 7) % 7] as string;
	if (!withDate) return weekday;
	const date = new Date(day * 86_400_000);
	return `${weekday} ${date.getUTCDate()} ${words.months[date.getUTCMonth()]}`;
}

/** 1 час, 2 часа, 5 часов: the form for a whole number */
function russianForm<T>(count: number, one: T, few: T, many: T): T {
	const tens = count % 100;
	const ones = count % 10;
	if (tens >= 11 && tens <= 14) return many;
	if (ones === 1) return one;
	return ones >= 2 && ones <= 4 ? few : many;
}

function russianDuration(minutes: number): string {
	const hours = Math.floor(minutes / 60);
	const rest = minutes % 60;
	const minuteWord = russianForm(rest, "минута", "минуты", "минут");
	if (hours === 0) return `${rest} ${russianForm(rest, "рабочая", "рабочие", "рабочих")} ${minuteWord}`;
	const head = `${hours} ${russianForm(hours, "рабочий час", "рабочих часа", "рабочих часов")}`;
	return rest === 0 ? head : `${head} ${rest} ${minuteWord}`;
}

function englishDuration(minutes: number): string {
	const hours = Math.floor(minutes / 60);
	const rest = minutes % 60;
	const minuteWord = rest === 1 ? "minute" : "minutes";
	if (hours === 0) return `${rest} working ${minuteWord}`;
	const head = `${hours} working ${hours === 1 ? "hour" : "hours"}`;
	return rest === 0 ? head : `${head} ${rest} ${minuteWord}`;
}

const languages: Record<"ru" | "en", Words> = {
	ru: {
		weekdays: ["пн", "вт", "ср", "чт", "пт", "сб", "вс"],
		months: [
			"января",
			"февраля",
			"марта",
			"апреля",
			"мая",
			"июня",
			"июля",
			"августа",
			"сентября",
			"октября",
			"ноября",
			"декабря",
		],
		from: "от",
		duration: russianDuration,
	},
	en: {
		weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
		months: [
			"January",
			"February",
			"March",
			"April",
			"May",
			"June",
			"July",
			"August",
			"September",
			"October",
			"November",
			"December",
		],
		from: "from",
		duration: englishDuration,
	},
};
