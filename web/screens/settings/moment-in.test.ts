import { expect, test } from "vitest";
import { momentIn, nextFriday } from "./moment-in.ts";

test.each([
	["Europe/Moscow", "2026-11-27T17:20", "2026-11-27T14:20:00.000Z"],
	["Asia/Vladivostok", "2026-11-27T00:05", "2026-11-26T14:05:00.000Z"],
	// the night in which clocks go forward, and the day after
	["Europe/Berlin", "2026-03-29T01:30", "2026-03-29T00:30:00.000Z"],
	["Europe/Berlin", "2026-03-29T09:00", "2026-03-29T07:00:00.000Z"],
	["Europe/Moscow", "", null],
	["Europe/Moscow", "2026-13-40T17:20", null],
])("%s %s", (zone, local, moment) => {
	expect(momentIn(zone, local)).toBe(moment);
});

test.each([
	["2026-11-26", "2026-11-27T17:20"],
	["2026-11-27", "2026-12-04T17:20"],
	["2026-12-28", "2027-01-01T17:20"],
])("the Friday that comes after %s", (today, friday) => {
	expect(nextFriday(new Date(`${today}T12:00:00`))).toBe(friday);
});
