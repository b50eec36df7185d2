import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileCalendar } from "./calendar.ts";
import type { CalendarDay, WorkCalendar } from "./calendar.ts";
import { dueWithPauses, minutesWithPauses, timeLeft, workingMinutesBetween } from "./sla.ts";
import type { Pause } from "./sla.ts";

/** The clock against one that looks at every minute: is it worked, does the clock stand? More runs by OTKLIK_PROPERTY_RUNS. */
const runs = Number(process.env.OTKLIK_PROPERTY_RUNS ?? 2_000);
/** cases tried on one calendar: to make a calendar takes longer than to ask it */
const casesEach = 100;

/** The eleven time zones of Russia, those whose clocks were moved lately, and some that still move theirs. */
const zones = [
	["Europe/Kaliningrad", 2014],
	["Europe/Moscow", 2011],
	["Europe/Samara", 2010],
	["Asia/Yekaterinburg", 2014],
	["Asia/Omsk", 2016],
	["Asia/Krasnoyarsk", 2014],
	["Asia/Irkutsk", 2011],
	["Asia/Yakutsk", 2014],
	["Asia/Vladivostok", 2014],
	["Asia/Magadan", 2016],
	["Asia/Kamchatka", 2010],
	["Europe/Volgograd", 2020],
	["Europe/Saratov", 2016],
	["Asia/Novosibirsk", 2016],
	["Europe/Berlin", 2026],
	["America/New_York", 2025],
] as const;

/**
 * A year in one zone: how far the clock on the wall has come by every UTC minute, as minutes since 1970. While an hour is
 * repeated it has come no further: that is what "the first time it shows it" means.
 */
type Year = { zone: string; first: number; wall: Int32Array };
const span = 366 * 1440;

function yearOf(zone: string, year: number): Year {
	const first = Date.UTC(year, 0, 1) / 60_000;
	const format = new Intl.DateTimeFormat("en-CA", {
		timeZone: zone,
		year: "numeric",
		month: "2-digit",
		day: "2-digit",
		hour: "2-digit",
		minute: "2-digit",
		hourCycle: "h23",
	});
	const wall = new Int32Array(span);
	let furthest = 0;
	let local = 0;
	// these zones move their clocks on whole hours
	for (let at = 0; at < span; at++) {
		if (at % 60 === 0) local = readLocal(format, first + at);
		else local += 1;
		furthest = Math.max(furthest, local);
		wall[at] = furthest;
	}
	return { zone, first, wall };
}

function readLocal(format: Intl.DateTimeFormat, minute: number): number {
	const parts = format.formatToParts(minute * 60_000);
	const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
	return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute")) / 60_000;
}
const years = zones.map(([zone, year]) => yearOf(zone, year));
const yearAt = (zone: number): Year => years[zone]!;

type Hours = [number, number][];
type Rules = { week: Hours[]; days: CalendarDay[] };

/** The hours of one day, read off the rules as they are written. */
function hoursOf({ week, days }: Rules, day: number): Hours {
	const date = new Date(day * 86_400_000);
	const special = days.find((one) => one.day === date.toISOString().slice(0, 10));
	const own = special?.hours ?? week[(date.getUTCDay() + 6) % 7]!;
	if (!special) return own;
	if (special.kind === "off") return [];
	const full = own.length > 0 ? own : week.find((hours) => hours.length > 0)!;
	if (special.kind === "working") return full;
	// a short day loses its last sixty minutes, one by one
	const minutes = full.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i));
	return minutes.slice(0, Math.max(0, minutes.length - 60)).map((minute) => [minute, minute + 1]);
}

/** Whether each minute of a year is worked. */
function workedMinutes(rules: Rules, { wall }: Year): Uint8Array {
	const worked = new Uint8Array(span);
	let day = -1;
	let ofDay = new Uint8Array(1440);
	for (let at = 0; at < span; at++) {
		const local = wall[at]!;
		if (Math.floor(local / 1440) !== day) {
			day = Math.floor(local / 1440);
			ofDay = new Uint8Array(1440);
			for (const [from, to] of hoursOf(rules, day)) ofDay.fill(1, from, to);
		}
		worked[at] = ofDay[local % 1440]!;
	}
	return worked;
}

/** Minute by minute from `start`: how many are counted up to `end`, at most `most`, and where that was. */
function walk(worked: Uint8Array, start: number, end: number, most: number, pauses: [number, number][]) {
	let counted = 0;
	let at = start;
	for (; at < end && counted < most; at++) {
		if (worked[at] === 1 && !isWithin(pauses, at)) counted += 1;
	}
	return { counted, at };
}

function isWithin(pauses: [number, number][], at: number): boolean {
	for (const [from, to] of pauses) if (at >= from && at < to) return true;
	return false;
}

const minuteOfDay = fc.integer({ min: 0, max: 1440 });
const dayHours = fc
	.uniqueArray(minuteOfDay, { minLength: 2, maxLength: 6 })
	.map((points) => points.sort((a, b) => a - b))
	.map((points) => Array.from({ length: points.length >> 1 }, (_, i) => [points[2 * i]!, points[2 * i + 1]!]) as Hours);
const anyDay = fc.oneof(
	{ weight: 5, arbitrary: dayHours },
	{ weight: 2, arbitrary: fc.constant<Hours>([]) },
	{ weight: 1, arbitrary: fc.constant<Hours>([[0, 1440]]) },
	{
		weight: 2,
		arbitrary: fc.constant<Hours>([
			[540, 780],
			[840, 1080],
		]),
	},
);
const calendars = fc
	.record({
		// a number, so that a failure tells it and not the whole year
		zone: fc.nat(years.length - 1),
		week: fc.tuple(dayHours, anyDay, anyDay, anyDay, anyDay, anyDay, anyDay),
		special: fc.uniqueArray(fc.tuple(fc.nat(365), fc.constantFrom("off", "short", "working"), fc.option(dayHours)), {
			maxLength: 40,
			selector: ([day]) => day,
		}),
	})
	.map(({ zone, week, special }) => ({
		zone,
		week: week as Hours[],
		days: special.map(([day, kind, hours]): CalendarDay => {
			const date = new Date(yearAt(zone).first * 60_000 + day * 86_400_000).toISOString().slice(0, 10);
			return { day: date, kind: kind as CalendarDay["kind"], hours: kind === "off" ? null : hours };
		}),
	}));
const oneCase = fc.record({
	start: fc.integer({ min: 1440, max: 250 * 1440 }),
	minutes: fc.integer({ min: 1, max: 3_000 }),
	length: fc.integer({ min: 0, max: 8 * 1440 }),
	second: fc.integer({ min: 0, max: 59_999 }),
	pauses: fc.uniqueArray(fc.integer({ min: 0, max: 10 * 1440 }), { maxLength: 6 }),
});
type OneCase = { start: number; minutes: number; length: number; second: number; pauses: number[] };

/** One case, asked from both. */
function compare(calendar: WorkCalendar, worked: Uint8Array, first: number, one: OneCase): void {
	const dateOf = (at: number) => new Date((first + at) * 60_000);
	const points = one.pauses.sort((a, b) => a - b).map((point) => one.start + point);
	const stood = Array.from(
		{ length: points.length >> 1 },
		(_, i) => [points[2 * i]!, points[2 * i + 1]!] as [number, number],
	);
	const pauses: Pause[] = stood.map(([from, to]) => ({ from: dateOf(from), to: dateOf(to) }));
	const start = new Date(dateOf(one.start).getTime() + one.second);
	const end = one.start + one.length;

	const due = dueWithPauses(calendar, start, one.minutes, pauses);
	const slow = walk(worked, one.start, span, one.minutes, stood);
	if (slow.counted < one.minutes) expect(due.dueAt.getTime()).toBeGreaterThanOrEqual(dateOf(span).getTime());
	else if (due.dueAt.getTime() !== dateOf(slow.at).getTime()) expect(due.dueAt).toEqual(dateOf(slow.at));
	const counted = walk(worked, one.start, end, Number.POSITIVE_INFINITY, stood).counted;
	const fast = minutesWithPauses(calendar, start, dateOf(end), pauses);
	if (fast !== counted) expect(fast).toBe(counted);
	const between = walk(worked, one.start, end, Number.POSITIVE_INFINITY, []).counted;
	if (workingMinutesBetween(calendar, start, dateOf(end)) !== between)
		expect(workingMinutesBetween(calendar, start, dateOf(end))).toBe(between);
	const isRunning = worked[one.start] === 1;
	if (timeLeft(calendar, due.dueAt, start).isRunning !== isRunning)
		expect(timeLeft(calendar, due.dueAt, start).isRunning).toBe(isRunning);
	const sum = due.intervals.reduce((all, interval) => all + interval.minutes, 0);
	if (sum !== one.minutes) expect(sum).toBe(one.minutes);
}

describe("the clock and the one that looks at every minute agree", () => {
	test("on due times, minutes between, pauses and whether it runs, in every zone of Russia", () => {
		let cases = 0;
		fc.assert(
			fc.property(calendars, fc.array(oneCase, { minLength: casesEach, maxLength: casesEach }), (rules, all) => {
				const year = yearAt(rules.zone);
				const calendar = compileCalendar({ ...rules, timeZone: year.zone });
				const worked = workedMinutes(rules, year);
				for (const one of all) compare(calendar, worked, year.first, one);
				cases += all.length;
			}),
			{ numRuns: Math.ceil(runs / casesEach) },
		);
		expect(cases).toBeGreaterThanOrEqual(runs);
	}, 3_600_000);
});
