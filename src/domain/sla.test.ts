import { describe, expect, test } from "vitest";
import { compileCalendar } from "./calendar.ts";
import type { CalendarDay } from "./calendar.ts";
import { dueAfter, timeLeft, workingMinutesBetween } from "./sla.ts";
import { explainDue } from "./sla-words.ts";

const office: [number, number][] = [[540, 1080]];
const week = [office, office, office, office, office, [], []];
const timeZone = "Europe/Moscow";

/** Days of the Russian calendar that the examples below touch. */
const days: CalendarDay[] = [
	...["2020-12-31", "2021-02-20", "2024-11-02", "2025-11-01"].map((day) => ({ day, kind: "short" as const })),
	...["2024-04-27", "2024-12-28"].map((day) => ({ day, kind: "working" as const })),
	...[
		...["2021-01-01", "2021-01-04", "2021-01-05", "2021-01-06", "2021-01-07", "2021-01-08"],
		...["2021-02-22", "2021-02-23", "2024-04-29", "2024-04-30", "2024-05-01", "2024-11-04"],
		...["2024-12-30", "2024-12-31", "2025-01-01", "2025-01-02", "2025-01-03", "2025-01-06", "2025-01-07", "2025-01-08"],
		...["2025-11-03", "2025-11-04"],
	].map((day) => ({ day, kind: "off" as const })),
];
const russian = compileCalendar({ week, days, timeZone });
const moscow = (text: string) => new Date(`${text.replace(" ", "T")}:00+03:00`);

describe("four working hours after", () => {
	test.each([
		["Friday evening runs into Monday", "2021-03-05 17:20", "2021-03-08 12:20"],
		["the morning ends the same day", "2021-03-04 09:00", "2021-03-04 13:00"],
		["the last possible minute: due at the end of the day", "2021-03-04 14:00", "2021-03-04 18:00"],
		["one minute later: due next morning", "2021-03-04 14:01", "2021-03-05 09:01"],
		["the end of the day", "2021-03-04 18:00", "2021-03-05 13:00"],
		["night", "2021-03-04 03:00", "2021-03-04 13:00"],
		["Saturday", "2021-03-06 12:00", "2021-03-08 13:00"],
		["shortened 31 December, New Year", "2020-12-31 16:00", "2021-01-11 12:00"],
		["Friday before a working, shortened Saturday", "2021-02-19 16:00", "2021-02-20 11:00"],
		["working Saturday 20 February 2021, shortened", "2021-02-20 15:00", "2021-02-24 11:00"],
		["working Saturday 27 April 2024", "2024-04-27 16:30", "2024-05-02 11:30"],
		["working Saturday 2 November 2024, shortened", "2024-11-02 16:30", "2024-11-05 12:30"],
		["working Saturday 28 December 2024", "2024-12-28 17:00", "2025-01-09 12:00"],
		["working Saturday 1 November 2025, shortened", "2025-11-01 13:00", "2025-11-01 17:00"],
		["working Saturday 1 November 2025, one minute too late", "2025-11-01 13:01", "2025-11-05 09:01"],
	])("%s", (_name, start, due) => {
		expect(dueAfter(russian, moscow(start), 240).dueAt).toEqual(moscow(due));
	});

	test("seconds are dropped", () => {
		expect(dueAfter(russian, new Date("2021-03-04T09:00:59.999+03:00"), 240).dueAt).toEqual(moscow("2021-03-04 13:00"));
	});

	test("the intervals add up", () => {
		expect(dueAfter(russian, moscow("2021-03-05 17:20"), 240).intervals).toEqual([
			{ from: moscow("2021-03-05 17:20"), to: moscow("2021-03-05 18:00"), minutes: 40 },
			{ from: moscow("2021-03-08 09:00"), to: moscow("2021-03-08 12:20"), minutes: 200 },
		]);
	});

	test("nothing to wait for: due at once", () => {
		expect(dueAfter(russian, moscow("2021-03-06 12:00"), 0)).toEqual({
			dueAt: moscow("2021-03-06 12:00"),
			intervals: [],
		});
	});

	test("counts on past the prepared years", () => {
		const start = moscow("2035-12-28 10:00");
		const { dueAt } = dueAfter(russian, start, 600 * 540);
		expect(dueAt.getUTCFullYear()).toBe(2038);
		expect(workingMinutesBetween(russian, start, dueAt)).toBe(600 * 540);
	});

	test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("%s minutes are refused", (minutes) => {
		expect(() => dueAfter(russian, moscow("2021-03-05 17:20"), minutes)).toThrow(RangeError);
	});

	test("a century of work is refused, not counted for ever", () => {
		expect(() => dueAfter(russian, moscow("2021-03-05 17:20"), 1e9)).toThrow(RangeError);
	});

	test("days that are all off are refused, not counted for ever", () => {
		const everyDay = Array.from({ length: 365 * 140 }, (_, i) => new Date(Date.UTC(1968, 0, 1 + i)));
		const closed = compileCalendar({
			week,
			timeZone,
			days: everyDay.map((day) => ({ day: day.toISOString().slice(0, 10), kind: "off" })),
		});
		expect(() => dueAfter(closed, moscow("2021-03-05 17:20"), 1)).toThrow(RangeError);
		expect(workingMinutesBetween(closed, moscow("2021-03-05 17:20"), moscow("2022-03-05 17:20"))).toBe(0);
	});
});

describe("timeLeft", () => {
	test.each([
		["in time", "2021-03-05 17:20", "2021-03-08 12:20", 240, true],
		["over the weekend", "2021-03-06 12:00", "2021-03-08 12:20", 200, false],
		["overdue", "2021-03-08 13:00", "2021-03-08 12:20", -40, true],
		["at the first minute of the day", "2021-03-08 09:00", "2021-03-08 12:20", 200, true],
		["at the end of the day", "2021-03-05 18:00", "2021-03-08 12:20", 200, false],
	])("%s", (_name, now, due, minutes, isRunning) => {
		expect(timeLeft(russian, moscow(due), moscow(now))).toEqual({ minutes, isRunning });
	});
});

describe("explainDue", () => {
	const lunch: [number, number][] = [
		[540, 780],
		[840, 1080],
	];
	const withLunch = compileCalendar({ week: [lunch, lunch, lunch, lunch, lunch, [], []], days, timeZone });
	const allDay = compileCalendar({ week: Array(7).fill([[0, 1440]]), days: [], timeZone });
	test.each([
		[
			russian,
			"2021-03-05 17:20",
			240,
			"4 рабочих часа от пт 17:20: пт 17:20–18:00, пн 9:00–12:20",
			"4 working hours from Fri 17:20: Fri 17:20–18:00, Mon 9:00–12:20",
		],
		[
			withLunch,
			"2021-03-04 12:30",
			60,
			"1 рабочий час от чт 12:30: чт 12:30–13:00, 14:00–14:30",
			"1 working hour from Thu 12:30: Thu 12:30–13:00, 14:00–14:30",
		],
		[
			russian,
			"2020-12-31 16:00",
			240,
			"4 рабочих часа от чт 31 декабря 16:00: чт 31 декабря 16:00–17:00, пн 11 января 9:00–12:00",
			"4 working hours from Thu 31 December 16:00: Thu 31 December 16:00–17:00, Mon 11 January 9:00–12:00",
		],
		[
			allDay,
			"2021-03-05 23:00",
			90,
			"1 рабочий час 30 минут от пт 23:00: пт 23:00–24:00, сб 0:00–0:30",
			"1 working hour 30 minutes from Fri 23:00: Fri 23:00–24:00, Sat 0:00–0:30",
		],
		[russian, "2021-03-06 12:00", 0, "0 рабочих минут от сб 12:00", "0 working minutes from Sat 12:00"],
		[
			russian,
			"2021-03-06 12:00",
			21,
			"21 рабочая минута от сб 12:00: пн 9:00–9:21",
			"21 working minutes from Sat 12:00: Mon 9:00–9:21",
		],
	])("in words %#", (calendar, start, minutes, ru, en) => {
		expect(explainDue(calendar, moscow(start), minutes, "ru")).toBe(ru);
		expect(explainDue(calendar, moscow(start), minutes, "en")).toBe(en);
	});

	test.each([
		[1, "1 рабочая минута"],
		[2, "2 рабочие минуты"],
		[5, "5 рабочих минут"],
		[11, "11 рабочих минут"],
		[60, "1 рабочий час"],
		[61, "1 рабочий час 1 минута"],
		[122, "2 рабочих часа 2 минуты"],
		[540, "9 рабочих часов"],
		[671, "11 рабочих часов 11 минут"],
		[21 * 60, "21 рабочий час"],
		[112 * 60, "112 рабочих часов"],
	])("%s minutes is %s", (minutes, words) => {
		expect(explainDue(russian, moscow("2021-03-05 17:20"), minutes, "ru").startsWith(`${words} от пт `)).toBe(true);
	});

	test("speaks in the zone of the calendar", () => {
		const remote = compileCalendar({ week, days: [], timeZone: "Asia/Kamchatka" });
		expect(explainDue(remote, new Date("2021-03-04T22:00:00Z"), 60, "en")).toBe(
			"1 working hour from Fri 10:00: Fri 10:00–11:00",
		);
	});

	test("a long list keeps its beginning and its end", () => {
		expect(explainDue(russian, moscow("2021-03-01 09:00"), 15 * 540, "en")).toBe(
			"135 working hours from Mon 1 March 9:00: Mon 1 March 9:00–18:00, Tue 2 March 9:00–18:00, Wed 3 March 9:00–18:00, " +
				"Thu 4 March 9:00–18:00, …, Thu 18 March 9:00–18:00, Fri 19 March 9:00–18:00",
		);
	});
});
