import type { CalendarDay } from "../domain/calendar.ts";

/**
 * Production calendar of the Russian Federation for the five-day week. Sources: articles 95 and 112 of the Labour Code,
 * the Government's yearly decisions on moving days off, and for 2020–2021 the President's decrees on non-working days
 * (those days are off here as well: nobody could be promised an answer in them).
 * Days are MM-DD; `off` names only weekdays, "03-30..04-30" the weekdays of a stretch; `working` are working weekends;
 * `short` end an hour earlier, and a day may be both working and short.
 */
const years: Record<string, { off: string; short: string; working: string }> = {
	2020: {
		off: "01-01..01-08 02-24 03-09 03-30..04-30 05-01 05-04..05-08 05-11 06-12 06-24 07-01 11-04",
		short: "06-11 11-03 12-31",
		working: "",
	},
	2021: {
		off: "01-01..01-08 02-22 02-23 03-08 05-03..05-10 06-14 11-01..11-05 12-31",
		short: "02-20 04-30 06-11",
		working: "02-20",
	},
	2022: {
		off: "01-03..01-07 02-23 03-07 03-08 05-02 05-03 05-09 05-10 06-13 11-04",
		short: "02-22 03-05 11-03",
		working: "03-05",
	},
	2023: {
		off: "01-02..01-06 02-23 02-24 03-08 05-01 05-08 05-09 06-12 11-06",
		short: "02-22 03-07 11-03",
		working: "",
	},
	2024: {
		off: "01-01..01-08 02-23 03-08 04-29..05-01 05-09 05-10 06-12 11-04 12-30 12-31",
		short: "02-22 03-07 05-08 06-11 11-02",
		working: "04-27 11-02 12-28",
	},
	2025: {
		off: "01-01..01-08 05-01 05-02 05-08 05-09 06-12 06-13 11-03 11-04 12-31",
		short: "03-07 04-30 06-11 11-01",
		working: "11-01",
	},
	2026: {
		off: "01-01..01-09 02-23 03-09 05-01 05-11 06-12 11-04 12-31",
		short: "04-30 05-08 06-11 11-03",
		working: "",
	},
	2027: {
		off: "01-01..01-08 02-22 02-23 03-08 05-03 05-10 06-14 11-04 11-05 12-31",
		short: "02-20 04-30 06-11 11-03",
		working: "02-20",
	},
};

/** Every day of 2020–2027 that differs from the ordinary week, in order. */
export const productionCalendar: CalendarDay[] = Object.entries(years).flatMap(([year, { off, short, working }]) => {
	const shortDays = daysOf(year, short);
	return [
		...daysOf(year, off)
			.filter(isWeekday)
			.map((day): CalendarDay => ({ day, kind: "off" })),
		...shortDays.map((day): CalendarDay => ({ day, kind: "short" })),
		// a shortened working weekend is listed once, as short
		...daysOf(year, working)
			.filter((day) => !shortDays.includes(day))
			.map((day): CalendarDay => ({ day, kind: "working" })),
	].sort((a, b) => a.day.localeCompare(b.day));
});

function daysOf(year: string, list: string): string[] {
	return list.split(" ").flatMap((item) => {
		const [first, last = first] = item.split("..");
		if (!first) return [];
		const days = [];
		const end = Date.parse(`${year}-${last}`);
		for (let time = Date.parse(`${year}-${first}`); time <= end; time += 86_400_000)
			days.push(new Date(time).toISOString().slice(0, 10));
		return days;
	});
}

function isWeekday(day: string): boolean {
	const weekday = new Date(day).getUTCDay();
	return weekday !== 0 && weekday !== 6;
}
