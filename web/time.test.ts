import { describe, expect, test } from "vitest";
import { numberWords } from "./number-words.ts";
import { isOtherClock, minutesNow, whenWords } from "./time.ts";

const days = { today: "сегодня", yesterday: "вчера", tomorrow: "завтра" };
// Friday, 20 November 2026, 23:30 in Moscow, already the 21st in Yekaterinburg
const now = new Date("2026-11-20T20:30:00Z");

describe("a moment in words", () => {
	test.each([
		["2026-11-20T11:20:00Z", "Europe/Moscow", "сегодня 14:20"],
		["2026-11-20T11:20:00Z", "Asia/Yekaterinburg", "вчера 16:20"],
		["2026-11-20T21:05:00Z", "Europe/Moscow", "завтра 00:05"],
		["2026-11-19T14:20:00Z", "Europe/Moscow", "вчера 17:20"],
		["2026-11-17T14:20:00Z", "Europe/Moscow", "вт 17:20"],
		["2026-11-23T06:00:00Z", "Europe/Moscow", "пн 09:00"],
		["2026-11-10T06:00:00Z", "Europe/Moscow", "10 ноября 09:00"],
		["2025-12-31T22:00:00Z", "Europe/Moscow", "1 января 01:00"],
		["2025-12-31T20:00:00Z", "Europe/Moscow", "31 декабря 2025 г. 23:00"],
	])("%s in %s is «%s»", (iso, zone, words) => {
		expect(whenWords(iso, zone, "ru", days, now)).toBe(words);
	});

	test("in English", () => {
		const words = { today: "today", yesterday: "yesterday", tomorrow: "tomorrow" };
		expect(whenWords("2026-11-20T11:20:00Z", "Europe/Moscow", "en", words, now)).toBe("today 14:20");
		expect(whenWords("2026-11-10T06:00:00Z", "Europe/Moscow", "en", words, now)).toBe("10 November 09:00");
	});
});

test("the viewer's clock differs only where it shows another time", () => {
	const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
	expect(isOtherClock("2026-11-20T11:20:00Z", own)).toBe(false);
	expect(isOtherClock("2026-11-20T11:20:00Z", "Pacific/Kiritimati")).toBe(own !== "Pacific/Kiritimati");
});

test("thousands are parted by a thin space", () => {
	expect([0, 7, 999, 1284, 10_000, 1_234_567].map(numberWords)).toEqual([
		"0",
		"7",
		"999",
		"1\u202f284",
		"10\u202f000",
		"1\u202f234\u202f567",
	]);
});

describe("minutes left", () => {
	const asOf = "2026-11-20T10:00:00Z";
	const at = (minutes: number) => Date.parse(asOf) + minutes * 60_000;
	test("tick down only while the agency's day is on", () => {
		expect(minutesNow({ minutes: 60, isRunning: true, asOf }, at(25))).toBe(35);
		expect(minutesNow({ minutes: 60, isRunning: false, asOf }, at(25))).toBe(60);
		expect(minutesNow({ minutes: 10, isRunning: true, asOf }, at(25))).toBe(-15);
	});
	test("never grow when the viewer's clock is behind the server's", () => {
		expect(minutesNow({ minutes: 60, isRunning: true, asOf }, at(-30))).toBe(60);
	});
});
