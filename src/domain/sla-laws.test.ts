import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileCalendar } from "./calendar.ts";
import type { CalendarDay } from "./calendar.ts";
import { dueAfter, timeLeft, workingMinutesBetween } from "./sla.ts";
import { explainDue } from "./sla-words.ts";

const office: [number, number][] = [[540, 1080]];
const russian = compileCalendar({
	week: [office, office, office, office, office, [], []],
	days: [
		{ day: "2021-02-20", kind: "short" },
		{ day: "2021-02-22", kind: "off" },
		{ day: "2021-02-23", kind: "off" },
		{ day: "2024-04-27", kind: "working" },
		...Array.from({ length: 8 }, (_, i) => ({ day: `2024-01-0${i + 1}`, kind: "off" as const })),
	],
	timeZone: "Europe/Moscow",
});

/** Windows of 40 days with clock changes, New Year or the edge of the prepared years in them. */
const windows = [
	{ timeZone: "Europe/Volgograd", from: "2020-12-10T00:00:00Z" },
	{ timeZone: "Europe/Berlin", from: "2024-03-10T00:00:00Z" },
	{ timeZone: "America/New_York", from: "2024-10-15T00:00:00Z" },
	{ timeZone: "Asia/Kathmandu", from: "2035-12-15T00:00:00Z" },
].map((window) => ({ ...window, ...localTimes(window.timeZone, Date.parse(window.from) / 60_000) }));

/** The local date and minute of every minute of a window, asked from Intl one by one. */
function localTimes(zone: string, first: number) {
	const format = new Intl.DateTimeFormat("en-CA", {
		timeZone: zone,
		dateStyle: "short",
		timeStyle: "short",
		hourCycle: "h23",
	});
	// offsets change only on whole quarters of an hour
	const times: { day: string; minute: number }[] = [];
	for (let quarter = 0; quarter < 40 * 96; quarter++) {
		const parts = format.formatToParts((first + quarter * 15) * 60_000);
		const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
		const minute = Number(of("hour")) * 60 + Number(of("minute"));
		const day = `${of("year")}-${of("month")}-${of("day")}`;
		for (let i = 0; i < 15; i++) times.push({ day, minute: minute + i });
	}
	return { first, times, dates: [...new Set(times.map(({ day }) => day))] };
}

const interval = fc
	.uniqueArray(fc.integer({ min: 4 * 60, max: 23 * 60 }), { minLength: 2, maxLength: 6 })
	.map((points) => points.sort((a, b) => a - b))
	.map((points) => Array.from({ length: points.length >> 1 }, (_, i) => [points[2 * i], points[2 * i + 1]]));
const dayHours = fc.oneof({ weight: 3, arbitrary: interval }, fc.constant([])) as fc.Arbitrary<[number, number][]>;

const setting = fc
	.record({
		window: fc.constantFrom(...windows),
		week: fc.tuple(
			interval as fc.Arbitrary<[number, number][]>,
			...(Array(6).fill(dayHours) as fc.Arbitrary<[number, number][]>[]),
		),
		kinds: fc.array(fc.constantFrom("off", "short", "working", null, null), { minLength: 45, maxLength: 45 }),
		start: fc.integer({ min: 0, max: 10 * 1440 }),
		length: fc.integer({ min: 0, max: 20 * 1440 }),
	})
	.map(({ window, kinds, ...rest }) => {
		const special = window.dates.flatMap((day, i) => (kinds[i] ? [{ day, kind: kinds[i] }] : []));
		return { ...rest, window, days: special };
	});

/** The rules read off one minute at a time. */
function slowClock(week: [number, number][][], days: CalendarDay[], window: (typeof windows)[number]) {
	const hours = new Map<string, [number, number][]>();
	for (const day of window.dates) {
		const own = week[(new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7] as [number, number][];
		const kind = days.find((one) => one.day === day)?.kind;
		const full = kind && own.length === 0 ? (week[0] as [number, number][]) : own;
		const minutes = full.reduce((sum, [from, to]) => sum + to - from, 0);
		let left = kind === "short" ? Math.max(0, minutes - 60) : minutes;
		const cut = full.map(([from, to]) => {
			const taken = Math.min(left, to - from);
			left -= taken;
			return [from, from + taken] as [number, number];
		});
		hours.set(day, kind === "off" ? [] : cut);
	}
	return window.times.map(({ day, minute }) =>
		(hours.get(day) ?? []).some(([from, to]) => minute >= from && minute < to),
	);
}

describe("against a clock that looks at every minute", () => {
	test("minutes between, both ways", () => {
		fc.assert(
			fc.property(setting, ({ window, week, days, start, length }) => {
				const calendar = compileCalendar({ week, days, timeZone: window.timeZone });
				const slow = slowClock(week, days, window);
				const from = new Date((window.first + start) * 60_000 + 59_999);
				const to = new Date((window.first + start + length) * 60_000);
				const minutes = slow.slice(start, start + length).filter(Boolean).length;
				expect(workingMinutesBetween(calendar, from, to)).toBe(minutes);
				expect(workingMinutesBetween(calendar, to, from)).toBe(minutes === 0 ? 0 : -minutes);
				expect(timeLeft(calendar, to, from)).toEqual({ minutes, isRunning: slow[start] });
			}),
			{ numRuns: 100 },
		);
	}, 60_000);

	test("due is the end of the minute in which the time runs out", () => {
		fc.assert(
			fc.property(setting, fc.integer({ min: 1, max: 1500 }), ({ window, week, days, start }, minutes) => {
				const slow = slowClock(week, days, window);
				let at = start;
				let left = minutes;
				while (left > 0 && at < slow.length) if (slow[at++]) left--;
				fc.pre(left === 0);
				const calendar = compileCalendar({ week, days, timeZone: window.timeZone });
				const from = new Date((window.first + start) * 60_000 + 30_000);
				const { dueAt, intervals } = dueAfter(calendar, from, minutes);
				expect(dueAt).toEqual(new Date((window.first + at) * 60_000));
				expect(intervals.reduce((sum, one) => sum + one.minutes, 0)).toBe(minutes);
				expect(intervals.at(-1)?.to).toEqual(dueAt);
			}),
			{ numRuns: 100 },
		);
	}, 60_000);
});

describe("laws", () => {
	const moment = fc.date({ min: new Date("2019-01-02"), max: new Date("2035-12-01"), noInvalidDate: true });
	const minutes = fc.integer({ min: 0, max: 5000 });

	test("minutes to the due time are the minutes given", () => {
		fc.assert(
			fc.property(moment, minutes, (start, count) => {
				const { dueAt } = dueAfter(russian, start, count);
				expect(workingMinutesBetween(russian, start, dueAt)).toBe(count);
				expect(dueAt.getTime() % 60_000).toBe(0);
			}),
		);
	});

	test("later or more is never due earlier", () => {
		fc.assert(
			fc.property(moment, moment, minutes, minutes, (one, other, few, many) => {
				const [early, late] = one < other ? [one, other] : [other, one];
				const least = dueAfter(russian, early, Math.min(few, many)).dueAt.getTime();
				expect(dueAfter(russian, late, Math.min(few, many)).dueAt.getTime()).toBeGreaterThanOrEqual(least);
				expect(dueAfter(russian, early, Math.max(few, many)).dueAt.getTime()).toBeGreaterThanOrEqual(least);
			}),
		);
	});

	test("stretches add up", () => {
		fc.assert(
			fc.property(moment, moment, moment, (a, b, c) => {
				const sum = workingMinutesBetween(russian, a, b) + workingMinutesBetween(russian, b, c);
				expect(sum).toBe(workingMinutesBetween(russian, a, c));
			}),
		);
	});

	test("the sentence never fails and never leaves a word out", () => {
		fc.assert(
			fc.property(moment, minutes, (start, count) => {
				for (const language of ["ru", "en"] as const)
					expect(explainDue(russian, start, count, language)).not.toMatch(/undefined|NaN/);
			}),
		);
	});
});
