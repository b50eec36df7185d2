import { describe, expect, test } from "vitest";
import { compileCalendar, roundTheClock } from "./calendar.ts";
import { dueAfter } from "./sla.ts";
import { explainClock } from "./sla-words.ts";
import type { ToldClock } from "./sla-words.ts";

const office: [number, number][] = [[540, 1080]];
const week = [office, office, office, office, office, [], []];
const calendar = compileCalendar({ week, days: [], timeZone: "Europe/Moscow" });
const moscow = (text: string) => new Date(`${text.replace(" ", "T")}:00+03:00`);
const friday = moscow("2021-03-05 17:20");

function told(clock: Omit<ToldClock, "start" | "minutes">): [string, string] {
	const whole = { start: friday, minutes: 240, ...clock };
	return [explainClock(calendar, whole, "ru"), explainClock(calendar, whole, "en")];
}

describe("why it is due then, in one sentence", () => {
	const counted = "пт 17:20–18:00, пн 9:00–12:20";
	const english = "Fri 17:20–18:00, Mon 9:00–12:20";
	test.each<[string, Omit<ToldClock, "start" | "minutes">, string, string]>([
		["in time", { state: { now: friday, ended: null } }, counted, english],
		[
			"overdue",
			{ state: { now: moscow("2021-03-08 14:25"), ended: null } },
			`${counted}; срок вышел пн 12:20, с тех пор 2 рабочих часа 5 минут`,
			`${english}; the time was over Mon 12:20, 2 working hours 5 minutes ago`,
		],
		[
			"done in time",
			{ state: { now: friday, ended: { at: moscow("2021-03-08 10:00"), as: "met" } } },
			`${counted}; сделано пн 10:00, в срок`,
			`${english}; done Mon 10:00, in time`,
		],
		[
			"done late",
			{ state: { now: friday, ended: { at: moscow("2021-03-08 13:20"), as: "missed" } } },
			`${counted}; сделано пн 13:20, после срока 1 рабочий час`,
			`${english}; done Mon 13:20, 1 working hour late`,
		],
		[
			"called off",
			{ state: { now: friday, ended: { at: moscow("2021-03-08 10:00"), as: "cancelled" } } },
			`${counted}; снято пн 10:00`,
			`${english}; called off Mon 10:00`,
		],
		[
			"with a pause",
			{ pauses: [{ from: moscow("2021-03-08 10:00"), to: moscow("2021-03-09 11:00") }] },
			"пт 17:20–18:00, пн 9:00–10:00, пауза с пн 10:00 до вт 11:00, вт 11:00–13:20",
			"Fri 17:20–18:00, Mon 9:00–10:00, pause from Mon 10:00 to Tue 11:00, Tue 11:00–13:20",
		],
		[
			"while it stands",
			{ pauses: [{ from: moscow("2021-03-08 10:00"), to: moscow("2021-03-09 10:00"), isOpen: true }] },
			"пт 17:20–18:00, пн 9:00–10:00, пауза с пн 10:00, ждём жителя самое позднее до вт 10:00, вт 10:00–12:20",
			"Fri 17:20–18:00, Mon 9:00–10:00, pause since Mon 10:00, the resident is waited for until Tue 10:00 at the latest, Tue 10:00–12:20",
		],
	])("%s", (_name, clock, ru, en) => {
		expect(told(clock)).toEqual([`4 рабочих часа от пт 17:20: ${ru}`, `4 working hours from Fri 17:20: ${en}`]);
	});

	test.each([
		[60, "1 час круглосуточно от пт 17:20: пт 17:20–18:20", "1 hour round the clock from Fri 17:20: Fri 17:20–18:20"],
		[
			425,
			"7 часов 5 минут круглосуточно от пт 17:20: пт 17:20–24:00, сб 0:00–0:25",
			"7 hours 5 minutes round the clock from Fri 17:20: Fri 17:20–24:00, Sat 0:00–0:25",
		],
		[
			15,
			"15 минут круглосуточно от пт 17:20: пт 17:20–17:35",
			"15 minutes round the clock from Fri 17:20: Fri 17:20–17:35",
		],
	])("%s minutes round the clock", (minutes, ru, en) => {
		const clock = { start: friday, minutes, isRoundTheClock: true };
		const always = roundTheClock("Europe/Moscow");
		expect([explainClock(always, clock, "ru"), explainClock(always, clock, "en")]).toEqual([ru, en]);
	});
});

describe("the eleven time zones of Russia", () => {
	test.each([
		["Europe/Kaliningrad", 2],
		["Europe/Moscow", 3],
		["Europe/Samara", 4],
		["Asia/Yekaterinburg", 5],
		["Asia/Omsk", 6],
		["Asia/Krasnoyarsk", 7],
		["Asia/Irkutsk", 8],
		["Asia/Yakutsk", 9],
		["Asia/Vladivostok", 10],
		["Asia/Magadan", 11],
		["Asia/Kamchatka", 12],
	])("%s: a Friday evening there runs into the Monday there", (timeZone, hours) => {
		const there = compileCalendar({ week, days: [{ day: "2026-11-30", kind: "short" }], timeZone });
		const at = (day: string, minutes: number) =>
			new Date(Date.parse(`${day}T00:00:00Z`) + (minutes - hours * 60) * 60_000);
		const start = at("2026-11-27", 17 * 60 + 20);
		expect(dueAfter(there, start, 240).dueAt).toEqual(at("2026-11-30", 12 * 60 + 20));
		// the shortened Monday ends at 17:00
		expect(dueAfter(there, start, 40 + 480).dueAt).toEqual(at("2026-11-30", 17 * 60));
		expect(dueAfter(there, start, 40 + 481).dueAt).toEqual(at("2026-12-01", 9 * 60 + 1));
		expect(explainClock(there, { start, minutes: 240 }, "ru")).toBe(
			"4 рабочих часа от пт 17:20: пт 17:20–18:00, пн 9:00–12:20",
		);
		expect(dueAfter(roundTheClock(timeZone), start, 60).dueAt).toEqual(at("2026-11-27", 18 * 60 + 20));
	});

	test("a roster: a day's own hours, by night, too", () => {
		const days = [
			{
				day: "2026-11-28",
				kind: "working" as const,
				hours: [
					[0, 480],
					[1200, 1440],
				] as [number, number][],
			},
		];
		const shifts = compileCalendar({ week, days, timeZone: "Europe/Moscow" });
		const { intervals } = dueAfter(shifts, moscow("2026-11-27 17:00"), 600);
		expect(intervals.map(({ minutes }) => minutes)).toEqual([60, 480, 60]);
	});
});
