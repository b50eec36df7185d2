import { expect, test } from "vitest";
import { dayAfter, dayChanges, daysOfMonth, weekdayOf } from "./year-days.ts";

test("months have their days, also in a leap year", () => {
	expect(daysOfMonth(2028, 1)).toHaveLength(29);
	expect(daysOfMonth(2027, 1).at(-1)).toBe("2027-02-28");
	expect(dayAfter("2027-12-31", 1)).toBe("2028-01-01");
	expect(weekdayOf("2027-05-03")).toBe(0);
	expect(weekdayOf("2027-05-02")).toBe(6);
});

test("a file shows only what it changes, a day made ordinary again included", () => {
	const day = { name: null, hours: null };
	const known = [
		{ day: "2027-05-01", kind: "off" as const, ...day },
		{ day: "2027-05-03", kind: "off" as const, ...day },
	];
	const file = [
		{ day: "2027-05-04", kind: "short" as const, ...day },
		{ day: "2027-05-03", kind: null, ...day },
		{ day: "2027-05-01", kind: "off" as const, ...day },
		{ day: "2027-05-05", kind: null, ...day },
	];
	expect(dayChanges(known, file)).toEqual([
		{ day: "2027-05-03", before: known[1], after: file[1] },
		{ day: "2027-05-04", before: null, after: file[0] },
	]);
});
