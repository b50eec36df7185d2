import { expect, test } from "vitest";
import { compileCalendar } from "../domain/calendar.ts";
import { workingMinutesBetween } from "../domain/sla.ts";
import { productionCalendar } from "./production-calendar.ts";

const hour: [number, number][] = [[540, 1080]];
const calendar = compileCalendar({
	week: [hour, hour, hour, hour, hour, [], []],
	days: productionCalendar,
	timeZone: "Europe/Moscow",
});

/** Working and shortened days of a year as published with each year's calendar; 2020 and 2021 less the decreed ones. */
test.each([
	[2020, 219, 3],
	[2021, 240, 3],
	[2022, 247, 3],
	[2023, 247, 3],
	[2024, 248, 5],
	[2025, 247, 4],
	[2026, 247, 4],
	[2027, 247, 4],
])("%i has %i working days, %i of them shortened", (year, days, shortened) => {
	const start = (of: number) => new Date(`${of}-01-01T00:00:00+03:00`);
	const minutes = workingMinutesBetween(calendar, start(year), start(year + 1));
	expect(minutes).toBe(days * 540 - shortened * 60);
	expect(productionCalendar.filter(({ day, kind }) => day.startsWith(`${year}`) && kind === "short")).toHaveLength(
		shortened,
	);
});

test.each([
	["2021-02-20", 480],
	["2022-03-05", 480],
	["2024-04-27", 540],
	["2024-11-02", 480],
	["2024-12-28", 540],
	["2025-11-01", 480],
	["2027-02-20", 480],
	["2024-12-30", 0],
	["2025-12-31", 0],
	["2026-01-09", 0],
	["2020-04-15", 0],
	["2021-11-03", 0],
	["2023-11-03", 480],
	["2026-07-24", 540],
])("%s has %i working minutes", (day, minutes) => {
	const start = new Date(`${day}T00:00:00+03:00`);
	expect(workingMinutesBetween(calendar, start, new Date(start.getTime() + 86_400_000))).toBe(minutes);
});

test("each day is listed once, in order", () => {
	const days = productionCalendar.map(({ day }) => day);
	expect(days).toEqual([...new Set(days)].sort());
});
