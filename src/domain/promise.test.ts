import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileCalendar } from "./calendar.ts";
import { checkPromise, controlAt, daysBetween, localDay, workingDayFrom } from "./promise.ts";
import { timeLeft } from "./sla.ts";

const day: [number, number][] = [[540, 1080]];
const weekdays = [day, day, day, day, day, [], []];
const moscow = compileCalendar({ week: weekdays, days: [], timeZone: "Europe/Moscow" });
const kamchatka = compileCalendar({
	week: weekdays,
	days: [
		{ day: "2026-12-31", kind: "off" },
		...[1, 4, 5, 6, 7, 8].map((n) => ({ day: `2027-01-0${n}`, kind: "off" as const })),
	],
	timeZone: "Asia/Kamchatka",
});
const always = compileCalendar({
	week: Array.from({ length: 7 }, () => [[0, 1440]]),
	days: [],
	timeZone: "Asia/Yekaterinburg",
});
const given = { who: "Управляющая компания", what: "заменит насос", dueOn: "2026-12-04" };
const limits = { now: new Date("2026-12-01T10:00:00Z"), mostDays: 365 };

describe("a promise names who does what by which day", () => {
	test.each([
		["interim", null, ["promise-missing"]],
		["final", null, []],
		["question", null, []],
		["interim", given, []],
		["final", given, []],
		["interim", { ...given, who: " . " }, ["promise-missing"]],
		["interim", { ...given, what: "-" }, ["promise-missing"]],
		["interim", { ...given, dueOn: "2026-12-01" }, ["promise-past"]],
		["interim", { ...given, dueOn: "2025-12-04" }, ["promise-past"]],
		["interim", { ...given, dueOn: "2027-12-01" }, []],
		["interim", { ...given, dueOn: "2027-12-02" }, ["promise-far"]],
		["interim", { ...given, dueOn: "2026-12-05" }, ["promise-moved"]],
	] as const)("%s with %j: %j", (kind, promise, codes) => {
		expect(checkPromise(kind, promise, moscow, limits).map(({ code }) => code)).toEqual(codes);
	});

	test("today is the agency's: at 15:00 in Moscow it is tomorrow in Kamchatka", () => {
		expect(localDay(moscow, new Date("2026-12-01T12:30:00Z"))).toBe("2026-12-01");
		expect(localDay(kamchatka, new Date("2026-12-01T12:30:00Z"))).toBe("2026-12-02");
	});
});

describe("the control of a promise", () => {
	test.each([
		["the day after", moscow, "2026-12-01", "2026-12-02T06:00:00.000Z"],
		["after a Friday comes Monday", moscow, "2026-12-04", "2026-12-07T06:00:00.000Z"],
		["in the agency's zone, after the holidays", kamchatka, "2026-12-30", "2027-01-10T21:00:00.000Z"],
		["round the clock at midnight", always, "2026-12-05", "2026-12-05T19:00:00.000Z"],
	])("%s", (_name, calendar, dueOn, at) => {
		expect(controlAt(calendar, dueOn).toISOString()).toBe(at);
	});

	test("a day off goes to the next working day, over the new year too", () => {
		expect(workingDayFrom(kamchatka, "2026-12-31")).toBe("2027-01-11");
		expect(workingDayFrom(moscow, "2026-12-06")).toBe("2026-12-07");
		expect(workingDayFrom(moscow, "2026-12-07")).toBe("2026-12-07");
	});

	test("is always working time, after the day and within a fortnight of it", () => {
		const days = fc.date({ min: new Date("2020-01-01"), max: new Date("2040-12-31"), noInvalidDate: true });
		fc.assert(
			fc.property(days, fc.constantFrom(moscow, kamchatka, always), (date, calendar) => {
				const dueOn = date.toISOString().slice(0, 10);
				const at = controlAt(calendar, dueOn);
				expect(timeLeft(calendar, at, at).isRunning).toBe(true);
				const after = daysBetween(dueOn, localDay(calendar, at));
				expect(after).toBeGreaterThanOrEqual(1);
				expect(after).toBeLessThan(14);
				expect(workingDayFrom(calendar, localDay(calendar, at))).toBe(localDay(calendar, at));
			}),
			{ numRuns: 2000 },
		);
	});

	test("a day that is none is refused", () => {
		for (const dueOn of ["2026-02-30", "soon", "", "2026-1-1"])
			expect(() => controlAt(moscow, dueOn)).toThrow(RangeError);
	});
});
