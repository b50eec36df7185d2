import { expect, test } from "vitest";
import type { DutyRota } from "../../api-day.ts";
import { daysOf, mondayOf } from "./week.ts";

const shift = (id: number, from: string, to: string) => ({ id, agencyId: null, staffId: 1, staffName: "", from, to });

test("a week begins on Monday, also for a Sunday", () => {
	expect(mondayOf("2026-03-01")).toBe("2026-02-23");
	expect(mondayOf("2026-03-02")).toBe("2026-03-02");
});

test("a shift stands on the day it begins by the wall of the zone; one that began before the week, on its first day", () => {
	const rota: DutyRota = {
		// 22:00 UTC on Tuesday is Wednesday in Moscow
		items: [
			shift(1, "2026-03-03T22:00:00Z", "2026-03-04T05:00:00Z"),
			shift(2, "2026-02-27T15:00:00Z", "2026-03-02T06:00:00Z"),
		],
		overlaps: [],
		gaps: [
			{ from: "2026-03-04T15:00:00Z", to: "2026-03-05T06:00:00Z" },
			{ from: "2026-03-03T21:00:00Z", to: "2026-03-03T22:00:00Z" },
		],
	};
	const days = daysOf(rota, "2026-03-02", "Europe/Moscow");
	expect(days).toHaveLength(7);
	expect(days.map(({ spans }) => spans.map(({ shift }) => shift?.id ?? null))).toEqual([
		[2],
		[],
		// a gap, the shift and a gap again, in the order of time
		[null, 1, null],
		[],
		[],
		[],
		[],
	]);
	expect(days[2]?.day).toBe("2026-03-04");
});

test("what lasts from Friday to Monday stands on the days between as well", () => {
	const weekend = { from: "2026-03-06T15:00:00Z", to: "2026-03-09T06:00:00Z" };
	const days = daysOf({ items: [], overlaps: [], gaps: [weekend] }, "2026-03-02", "Europe/Moscow");
	expect(days.map(({ allDay }) => allDay !== null)).toEqual([false, false, false, false, false, true, true]);
	expect(days.map(({ spans }) => spans.length)).toEqual([0, 0, 0, 0, 1, 0, 0]);
});
