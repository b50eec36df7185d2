import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isDayOfYear, isInSeason } from "./season.ts";

/** Every day of a leap year, "MM-DD". */
const days = Array.from({ length: 366 }, (_, index) =>
	new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(5, 10),
);
const anyDay = fc.constantFrom(...days);

describe("a season", () => {
	test.each<[from: string, to: string, day: string, isIn: boolean]>([
		["11-15", "03-31", "11-14", false],
		["11-15", "03-31", "11-15", true],
		["11-15", "03-31", "12-31", true],
		["11-15", "03-31", "01-01", true],
		["11-15", "03-31", "03-31", true],
		["11-15", "03-31", "04-01", false],
		["04-01", "10-31", "02-29", false],
		["04-01", "10-31", "07-01", true],
		["05-09", "05-09", "05-09", true],
		["05-09", "05-09", "05-10", false],
	])("from %s to %s: %s is in it: %s", (from, to, day, isIn) => {
		expect(isInSeason({ from, to }, day)).toBe(isIn);
	});

	test("walks from its first day to its last, over the new year where it must", () => {
		fc.assert(
			fc.property(anyDay, anyDay, anyDay, (from, to, day) => {
				const walked = new Set<string>();
				for (let at = days.indexOf(from); ; at = (at + 1) % days.length) {
					walked.add(days[at] ?? "");
					if (days[at] === to) break;
				}
				expect(isInSeason({ from, to }, day)).toBe(walked.has(day));
			}),
		);
	});

	test("none holds always", () => fc.assert(fc.property(anyDay, (day) => isInSeason(null, day))));

	test("days of the year are told from other texts", () => {
		expect(days.every(isDayOfYear)).toBe(true);
		for (const text of ["00-10", "13-01", "02-30", "04-31", "1-1", "01-00", "01-32", "", "11-15 ", "ab-cd"])
			expect([text, isDayOfYear(text)]).toEqual([text, false]);
	});
});
