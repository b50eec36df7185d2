import { expect, test } from "vitest";
import { momentsBefore } from "./snooze-moments.ts";

const names = (due: Date, now: Date) => momentsBefore(due, now).map(({ name }) => name);
// a Friday
const friday = (hour: number, minute = 0) => new Date(2026, 10, 27, hour, minute);

test("only what comes before the term is offered", () => {
	expect(names(friday(13), friday(10))).toEqual(["hour", "threeHours"]);
	expect(names(friday(10, 30), friday(10))).toEqual([]);
	expect(names(new Date(2026, 11, 5), friday(10))).toEqual(["hour", "threeHours", "evening", "morning", "monday"]);
});

test("an afternoon that is over is not offered, and no moment twice", () => {
	expect(names(new Date(2026, 11, 5), friday(17))).toEqual(["hour", "threeHours", "morning", "monday"]);
	const sunday = new Date(2026, 10, 29, 10);
	expect(names(new Date(2026, 11, 5), sunday)).toEqual(["hour", "threeHours", "evening", "morning"]);
});

test("Monday is the next one, also on a Monday", () => {
	const monday = new Date(2026, 10, 30, 10);
	expect(momentsBefore(new Date(2026, 11, 20), monday).at(-1)?.at).toEqual(new Date(2026, 11, 7, 9));
});
