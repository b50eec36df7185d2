import { expect, test } from "vitest";
import { isCounting, minutesToCome } from "./term-left.ts";

const due = {
	dueAt: "2026-11-24T08:00:00.000Z",
	intervals: [
		{ from: "2026-11-23T12:00:00.000Z", to: "2026-11-23T14:00:00.000Z", minutes: 120 },
		{ from: "2026-11-24T06:00:00.000Z", to: "2026-11-24T08:00:00.000Z", minutes: 120 },
	],
};
const at = (text: string) => Date.parse(text);

test.each([
	["before the first interval", "2026-11-23T11:00:00.000Z", 240, false],
	["within the first", "2026-11-23T13:30:00.000Z", 150, true],
	["in the night between", "2026-11-23T20:00:00.000Z", 120, false],
	["at the start of the second", "2026-11-24T06:00:00.000Z", 120, true],
	["seconds before the end", "2026-11-24T07:59:30.000Z", 0, true],
	["after the end", "2026-11-24T09:00:00.000Z", 0, false],
])("time to come %s", (_, now, minutes, isOn) => {
	expect(minutesToCome(due, at(now))).toBe(minutes);
	expect(isCounting(due, at(now))).toBe(isOn);
});
