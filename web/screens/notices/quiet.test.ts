import { expect, test } from "vitest";
import { clockOf, minutesOf } from "./quiet.ts";

test("minutes of the day and the clock are the same there and back; what is no time is none", () => {
	for (const minutes of [0, 61, 8 * 60, 1439]) expect(minutesOf(clockOf(minutes))).toBe(minutes);
	expect(clockOf(485)).toBe("08:05");
	expect(minutesOf("")).toBeNull();
	expect(minutesOf("x:1")).toBeNull();
});
