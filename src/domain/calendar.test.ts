import { describe, expect, test } from "vitest";
import { compileCalendar, lastAtMost } from "./calendar.ts";
import type { CalendarDay } from "./calendar.ts";
import { workingMinutesBetween } from "./sla.ts";

const office: [number, number][] = [[540, 1080]];
const officeWeek = [office, office, office, office, office, [], []];

/** Working minutes of one local day of a zone with the fixed offset `zone`, e.g. "+03:00". */
function minutesOn(day: string, days: CalendarDay[], week = officeWeek, timeZone = "Europe/Moscow", zone = "+03:00") {
	const calendar = compileCalendar({ week, days, timeZone });
	const start = new Date(`${day}T00:00:00${zone}`);
	return workingMinutesBetween(calendar, start, new Date(start.getTime() + 86_400_000));
}

describe("a day's intervals", () => {
	const lunch: [number, number][] = [
		[540, 780],
		[840, 1080],
	];
	const lunchWeek = [lunch, lunch, lunch, lunch, [[540, 780] as [number, number]], [], []];
	const noMonday: [number, number][][] = [[], [[600, 1200]], [[600, 1200]], [], [], [], []];
	test.each<[string, string, CalendarDay[], [number, number][][], number]>([
		["an ordinary Friday", "2021-02-19", [], officeWeek, 540],
		["an ordinary Saturday", "2021-02-20", [], officeWeek, 0],
		["a holiday", "2021-02-23", [{ day: "2021-02-23", kind: "off" }], officeWeek, 0],
		["a working Saturday", "2021-02-20", [{ day: "2021-02-20", kind: "working" }], officeWeek, 540],
		["a shortened working Saturday", "2021-02-20", [{ day: "2021-02-20", kind: "short" }], officeWeek, 480],
		["a shortened weekday", "2024-11-01", [{ day: "2024-11-01", kind: "short" }], officeWeek, 480],
		["lunch", "2021-02-18", [], lunchWeek, 480],
		["lunch, shortened", "2021-02-18", [{ day: "2021-02-18", kind: "short" }], lunchWeek, 420],
		["a working Friday keeps its own hours", "2021-02-19", [{ day: "2021-02-19", kind: "working" }], lunchWeek, 240],
		["no Monday: the first day that has hours", "2021-02-20", [{ day: "2021-02-20", kind: "working" }], noMonday, 600],
	])("%s", (_name, day, days, week, minutes) => {
		expect(minutesOn(day, days, week)).toBe(minutes);
	});

	test("a short last interval gives way to the one before it", () => {
		const week: [number, number][][] = [
			[
				[540, 780],
				[840, 870],
			],
			[],
			[],
			[],
			[],
			[],
			[],
		];
		expect(minutesOn("2021-02-15", [{ day: "2021-02-15", kind: "short" }], week)).toBe(210);
	});

	test("a day shorter than the cut has no work", () => {
		const week: [number, number][][] = [[[540, 570]], [], [], [], [], [], []];
		expect(minutesOn("2021-02-15", [{ day: "2021-02-15", kind: "short" }], week)).toBe(0);
	});
});

describe("time zones", () => {
	test.each([
		// Volgograd moved from +04 to +03 on 27 December 2020
		["Europe/Volgograd", "2020-12-25T05:00:00Z", "2020-12-25T14:00:00Z"],
		["Europe/Volgograd", "2020-12-28T06:00:00Z", "2020-12-28T15:00:00Z"],
		["Asia/Yekaterinburg", "2021-03-01T04:00:00Z", "2021-03-01T13:00:00Z"],
		["Asia/Kamchatka", "2021-03-01T21:00:00Z", "2021-03-02T06:00:00Z"],
		["America/St_Johns", "2021-03-12T12:30:00Z", "2021-03-12T21:30:00Z"],
		["America/St_Johns", "2021-03-15T11:30:00Z", "2021-03-15T20:30:00Z"],
		["UTC", "2021-03-15T09:00:00Z", "2021-03-15T18:00:00Z"],
	])("%s works %s … %s", (timeZone, from, to) => {
		const calendar = compileCalendar({ week: officeWeek, days: [], timeZone });
		const minute = 60_000;
		expect(workingMinutesBetween(calendar, new Date(from), new Date(to))).toBe(540);
		expect(workingMinutesBetween(calendar, new Date(Date.parse(from) - minute), new Date(to))).toBe(540);
		expect(workingMinutesBetween(calendar, new Date(from), new Date(Date.parse(to) + minute))).toBe(540);
		expect(workingMinutesBetween(calendar, new Date(Date.parse(from) + minute), new Date(to))).toBe(539);
		expect(workingMinutesBetween(calendar, new Date(from), new Date(Date.parse(to) - minute))).toBe(539);
	});

	test("round the clock, a clock change makes the day 23 or 25 hours long", () => {
		const day: [number, number][] = [[0, 1440]];
		const calendar = compileCalendar({ week: Array(7).fill(day), days: [], timeZone: "Europe/Berlin" });
		const hours = (from: string, to: string) => workingMinutesBetween(calendar, new Date(from), new Date(to)) / 60;
		expect(hours("2024-03-30T23:00:00Z", "2024-03-31T22:00:00Z")).toBe(23);
		expect(hours("2024-10-26T22:00:00Z", "2024-10-27T23:00:00Z")).toBe(25);
	});

	test("a skipped hour is not worked, a repeated one counts to its first end", () => {
		const night: [number, number][] = [[60, 150]];
		const calendar = compileCalendar({ week: Array(7).fill(night), days: [], timeZone: "Europe/Berlin" });
		const minutes = (from: string, to: string) => workingMinutesBetween(calendar, new Date(from), new Date(to));
		expect(minutes("2024-03-30T23:00:00Z", "2024-03-31T22:00:00Z")).toBe(60);
		expect(minutes("2024-10-26T22:00:00Z", "2024-10-27T23:00:00Z")).toBe(90);
	});
});

describe("years outside the usual ones", () => {
	const calendar = compileCalendar({
		week: officeWeek,
		days: [{ day: "2041-01-01", kind: "off" }],
		timeZone: "Europe/Moscow",
	});
	test.each([
		["2010-06-07T00:00:00Z", "2010-06-14T00:00:00Z", 5],
		["2040-12-31T00:00:00Z", "2041-01-07T00:00:00Z", 4],
		["1970-01-01T00:00:00Z", "1970-01-02T00:00:00Z", 1],
		["2100-12-27T00:00:00Z", "2100-12-31T23:00:00Z", 5],
	])("%s … %s", (from, to, days) => {
		expect(workingMinutesBetween(calendar, new Date(from), new Date(to))).toBe(days * 540);
	});

	test.each(["1950-01-01", "2150-01-01", "+200000-01-01", "no date"])("%s is refused", (date) => {
		expect(() => workingMinutesBetween(calendar, new Date(date), new Date("2024-01-01"))).toThrow(RangeError);
	});
});

describe("a bad calendar is refused", () => {
	const good = { week: officeWeek, days: [], timeZone: "Europe/Moscow" };
	test.each<[string, Partial<Parameters<typeof compileCalendar>[0]>]>([
		["six days", { week: officeWeek.slice(1) }],
		["no work at all", { week: [[], [], [], [], [], [], []] }],
		["backwards", { week: [[[600, 540]], ...officeWeek.slice(1)] }],
		["beyond midnight", { week: [[[600, 1441]], ...officeWeek.slice(1)] }],
		["half minutes", { week: [[[600, 700.5]], ...officeWeek.slice(1)] }],
		[
			"overlap",
			{
				week: [
					[
						[540, 720],
						[700, 900],
					],
					...officeWeek.slice(1),
				],
			},
		],
		["no such zone", { timeZone: "Europe/Nowhere" }],
		["no such day", { days: [{ day: "2023-02-29", kind: "off" }] }],
		["not a day", { days: [{ day: "1 May", kind: "off" }] }],
	])("%s", (_name, change) => {
		expect(() => compileCalendar({ ...good, ...change })).toThrow(RangeError);
	});
});

test("lastAtMost finds the place in an ascending list", () => {
	expect([0, 1, 2, 5, 6].map((value) => lastAtMost([1, 3, 5], value))).toEqual([-1, 0, 0, 2, 2]);
	expect(lastAtMost([], 1)).toBe(-1);
});
