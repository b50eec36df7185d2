import { expect, test } from "vitest";
import { askHours, hoursText, type Intervals, readHours, weekText } from "./hours-text.ts";

test.each<[string, Intervals]>([
	["", []],
	[
		"9:00–13:00 14:00–18:00",
		[
			[540, 780],
			[840, 1080],
		],
	],
	["9-18", [[540, 1080]]],
	["0:00-24:00", [[0, 1440]]],
	[
		"9.00-13.00, 14.00-17.45",
		[
			[540, 780],
			[840, 1065],
		],
	],
])("%j is read, and written so that it reads the same", (text, intervals) => {
	expect(readHours(text)).toEqual(intervals);
	expect(readHours(hoursText(intervals))).toEqual(intervals);
});

test.each([
	["с девяти", "shape"],
	["9:60-18:00", "shape"],
	["20:00-25:00", "shape"],
	["9:00", "shape"],
	["18:00-9:00", "backwards"],
	["9:00-9:00", "backwards"],
	["9:00-13:00 12:00-18:00", "overlap"],
	[Array.from({ length: 13 }, (_, hour) => `${hour}:00-${hour}:30`).join(" "), "many"],
])("%j is no hours of a day: %s", (text, trouble) => {
	expect(askHours(text)).toBe(trouble);
	expect(readHours(text)).toBeNull();
});

test("a week is told by runs of equal days", () => {
	const day: Intervals = [
		[540, 780],
		[840, 1080],
	];
	const names = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"];
	expect(weekText([day, day, day, day, [[540, 1005]], [], []], names)).toBe(
		"пн–чт 9:00–13:00, 14:00–18:00; пт 9:00–16:45",
	);
});
