import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectedBetween, hourOfWeek, hoursOfWeek, judgeSilence } from "./silence.ts";

const hour = 3_600_000;
const monday = Date.parse("2026-03-02T00:00:00Z");
const flat = Array.from({ length: hoursOfWeek }, () => 2);
const utc = (ms: number) => hourOfWeek(ms, 0);

describe("the hour of the week", () => {
	test.each([
		["2026-03-02T00:00:00Z", 0, 0],
		["2026-03-02T00:59:59.999Z", 0, 0],
		["2026-03-08T23:00:00Z", 0, 167],
		["2026-03-01T21:00:00Z", 180, 0],
		["2026-03-02T00:00:00Z", -60, 167],
		["1969-12-31T23:00:00Z", 0, 71],
	])("of %s, %i minutes ahead, is %i", (at, offset, hours) => {
		expect(hourOfWeek(Date.parse(at), offset)).toBe(hours);
	});
});

describe("what should have come", () => {
	test("is the rhythm over the silent time, parts of hours included", () => {
		expect(expectedBetween(flat, monday, monday + 5 * hour, utc)).toBe(10);
		expect(expectedBetween(flat, monday + hour / 2, monday + hour, utc)).toBe(1);
		expect(expectedBetween(flat, monday, monday, utc)).toBe(0);
	});

	test("differs between a night and a day", () => {
		const days = Array.from({ length: hoursOfWeek }, (_, at) => (at % 24 >= 8 && at % 24 < 20 ? 5 : 0));
		expect(expectedBetween(days, monday, monday + 8 * hour, utc)).toBe(0);
		expect(expectedBetween(days, monday + 8 * hour, monday + 12 * hour, utc)).toBe(20);
	});

	test("adds up, whatever moment divides the time", () => {
		const moments = fc.array(fc.integer({ min: 0, max: 13 * 24 * hour }), { minLength: 3, maxLength: 3 });
		fc.assert(
			fc.property(moments, (found) => {
				const [from = 0, middle = 0, to = 0] = found.toSorted((a, b) => a - b).map((ms) => monday + ms);
				const rhythm = Array.from({ length: hoursOfWeek }, (_, at) => (at * 7) % 11);
				const parts = expectedBetween(rhythm, from, middle, utc) + expectedBetween(rhythm, middle, to, utc);
				expect(parts).toBeCloseTo(expectedBetween(rhythm, from, to, utc), 6);
			}),
		);
	});
});

test.each([
	[9, 48, "ok"],
	[500, 1, "ok"],
	[10, 2, "warn"],
	[29, 48, "warn"],
	[30, 11, "warn"],
	[30, 12, "fail"],
] as const)("%i expected and nothing for %i hours is %s", (expected, hours, state) => {
	expect(judgeSilence(expected, hours * hour)).toBe(state);
});
