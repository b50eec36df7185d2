import { expect, test } from "vitest";
import { dayText, readDay } from "./year-day.ts";

test.each([
	["15.10", "10-15"],
	["1.4", "04-01"],
	["29.02", "02-29"],
])("%s is %s, and is written so that it reads the same", (text, day) => {
	expect(readDay(text)).toBe(day);
	expect(readDay(dayText(day))).toBe(day);
});

test.each(["", "31.04", "0.5", "15.13", "15 октября", "15.10.2026"])("%j is no day of a year", (text) => {
	expect(readDay(text)).toBeNull();
});
