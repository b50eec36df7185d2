import { expect, test } from "vitest";
import type { CaseFigures } from "../../api-day.ts";
import { everyDay, firstDay, heaviest } from "./tell.ts";

const of = (...overdue: number[]) =>
	overdue.map((count, index) => ({ agencyId: index + 1, overdue: count })) as CaseFigures["items"];

test("a week begins on Monday, a month on its first day", () => {
	expect(firstDay("week", "2026-03-01")).toBe("2026-02-23");
	expect(firstDay("week", "2026-03-02")).toBe("2026-03-02");
	expect(firstDay("month", "2026-03-31")).toBe("2026-03-01");
});

test("the few agencies with most of what is overdue are named, never all of them", () => {
	expect(heaviest(of(1, 6, 3, 4))).toEqual({ agencyIds: [2, 4], count: 10 });
	expect(heaviest(of(0, 5, 1))).toEqual({ agencyIds: [2], count: 5 });
	expect(heaviest(of(0, 5, 0))).toBeNull();
	expect(heaviest(of(1, 1, 1, 1, 1, 1, 1))).toBeNull();
	expect(heaviest(of(0, 0))).toBeNull();
});

test("a day without answers stands in the picture, too", () => {
	expect(everyDay("2026-02-27", "2026-03-01", [{ day: "2026-02-28", late: 2 }], { late: 0 })).toEqual([
		{ day: "2026-02-27", late: 0 },
		{ day: "2026-02-28", late: 2 },
		{ day: "2026-03-01", late: 0 },
	]);
});
