import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isTwice, makesCircle, standInOf } from "./stand-in.ts";
import type { AbsenceSpan } from "./stand-in.ts";

const away = (staffId: number, substituteId: number, from: number, to: number): AbsenceSpan => ({
	...{ staffId, substituteId, from, to },
});

describe("substitutes", () => {
	const chain = [away(1, 2, 0, 10), away(2, 3, 5, 8)];
	test.each([
		[1, -1, 1],
		[1, 0, 2],
		[1, 5, 3],
		[1, 8, 2],
		[1, 10, 1],
		[2, 6, 3],
		[3, 6, 3],
	])("of %i at %i is %i", (person, at, expected) => expect(standInOf(chain, person, at)).toBe(expected));

	test.each<[string, AbsenceSpan, boolean]>([
		["the substitute's substitute", away(3, 1, 5, 8), true],
		["at one common moment", away(3, 1, 7, 20), true],
		["only where the chain does not reach", away(3, 1, 8, 20), false],
		["of the first link alone", away(2, 1, 9, 12), true],
		["of somebody else", away(4, 1, 0, 10), false],
	])("a circle: %s", (_name, added, expected) => expect(makesCircle(chain, added)).toBe(expected));

	test("what is accepted has no circle at any moment, and only circles are refused", () => {
		const span = fc
			.tuple(
				fc.integer({ min: 1, max: 5 }),
				fc.integer({ min: 1, max: 5 }),
				fc.integer({ min: 0, max: 9 }),
				fc.integer({ min: 1, max: 5 }),
			)
			.filter(([a, b]) => a !== b)
			.map(([a, b, from, length]) => away(a, b, from, from + length));
		/** slow and obvious: walk the chain at every moment */
		const hasCircle = (all: AbsenceSpan[]) =>
			Array.from({ length: 15 }, (_, at) => at).some((at) =>
				[1, 2, 3, 4, 5].some((start) => {
					let person = start;
					for (let steps = 0; steps <= 6; steps++) {
						const next = all.find((one) => one.staffId === person && one.from <= at && at < one.to);
						if (!next) return false;
						person = next.substituteId;
					}
					return true;
				}),
			);
		fc.assert(
			fc.property(fc.array(span, { maxLength: 8 }), (wanted) => {
				const accepted: AbsenceSpan[] = [];
				for (const one of wanted) {
					if (isTwice(accepted, one)) continue;
					expect(makesCircle(accepted, one)).toBe(hasCircle([...accepted, one]));
					if (!makesCircle(accepted, one)) accepted.push(one);
				}
				for (let at = 0; at < 15; at++)
					for (const person of [1, 2, 3, 4, 5]) {
						const stands = standInOf(accepted, person, at);
						expect(accepted.some((one) => one.staffId === stands && one.from <= at && at < one.to)).toBe(false);
					}
			}),
			{ numRuns: 500 },
		);
	});
});
