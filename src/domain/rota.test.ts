import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileCalendar } from "./calendar.ts";
import { joined, offHours, overlapsOf, without } from "./rota.ts";
import type { Span } from "./rota.ts";

const minute = (iso: string): number => Date.parse(iso) / 60_000;
const day: [number, number][] = [[540, 1080]];
const calendar = compileCalendar({
	week: [day, day, day, day, day, [], []],
	days: [{ day: "2026-03-09", kind: "off" }],
	timeZone: "Europe/Moscow",
});

describe("nights and days off", () => {
	test("from Friday noon to Tuesday noon, Monday being a holiday", () => {
		const span = { from: minute("2026-03-06T12:00+03:00"), to: minute("2026-03-10T12:00+03:00") };
		expect(offHours(calendar, span)).toEqual([
			{ from: minute("2026-03-06T18:00+03:00"), to: minute("2026-03-10T09:00+03:00") },
		]);
	});

	test("an ordinary day has its morning and its evening", () => {
		const span = { from: minute("2026-03-04T00:00+03:00"), to: minute("2026-03-05T00:00+03:00") };
		expect(offHours(calendar, span).map(({ from, to }) => to - from)).toEqual([540, 360]);
	});
});

const spans = fc.array(
	fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 10 })).map(
		([from, length]): Span => ({
			from,
			to: from + length,
		}),
	),
	{ maxLength: 8 },
);
const minutesIn = (list: readonly Span[]) =>
	Array.from({ length: 60 }, (_, at) => at).filter((at) => list.some(({ from, to }) => from <= at && at < to));

test("cutting spans out leaves exactly the minutes that are in the one and not in the other", () => {
	fc.assert(
		fc.property(spans, spans, (some, taken) => {
			const cut = new Set(minutesIn(taken));
			const left = without(some, taken);
			expect(minutesIn(left)).toEqual(minutesIn(some).filter((at) => !cut.has(at)));
			expect(joined(left)).toEqual(left);
		}),
	);
});

test("overlaps are all pairs that share a minute, with the minutes they share", () => {
	fc.assert(
		fc.property(spans, (list) => {
			const shifts = list.filter(({ from, to }) => to > from).map((span, id) => ({ ...span, id }));
			const expected = shifts.flatMap((one) =>
				shifts
					.filter((other) => other.id > one.id)
					.map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) }))
					.filter(({ from, to }) => from < to),
			);
			const found = overlapsOf(shifts).map(({ from, to }) => ({ from, to }));
			const order = (a: Span, b: Span) => a.from - b.from || a.to - b.to;
			expect(found.toSorted(order)).toEqual(expected.toSorted(order));
		}),
	);
});
