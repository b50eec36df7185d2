import { expect, test } from "vitest";
import { isDone, leftOf, minutesOf, stepNames } from "./first-steps.ts";

const fresh = {
	...{ isNamed: false, holidaysUntil: "2027-12-31", agencies: 1, people: 1, writers: 0, approvers: 0 },
	...{ canAnswer: false, canTriage: false, rules: 0, pages: 0, hasCase: false, hasAnswer: false },
};
const day = "2026-11-29";

test("a new region has its calendar and nothing else; all of it fits into a quarter of an hour", () => {
	expect(leftOf(fresh, day)).toEqual(["region", "agencies", "people", "routing", "page", "message", "answer"]);
	expect(minutesOf(stepNames)).toBeLessThanOrEqual(15);
});

test("holidays of years that are over do not count", () => {
	expect(isDone(fresh, "hours", "2028-01-01")).toBe(false);
	expect(isDone({ ...fresh, holidaysUntil: null }, "hours", day)).toBe(false);
});

test("people are there when one writes, another approves and somebody sorts", () => {
	expect(isDone({ ...fresh, writers: 1, approvers: 1, canTriage: true }, "people", day)).toBe(false);
	expect(isDone({ ...fresh, canAnswer: true }, "people", day)).toBe(false);
	expect(isDone({ ...fresh, canAnswer: true, canTriage: true }, "people", day)).toBe(true);
});
