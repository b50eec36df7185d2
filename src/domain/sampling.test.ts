import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cohensKappa } from "./kappa.ts";
import { chancesOf, dailyRate, isDouble, mostWeight, requiredOf, riskWeight, topUp } from "./sampling.ts";
import { shareOfAll, wilson } from "./wilson.ts";

/** Numbers that look random and are the same each time (mulberry32). */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

describe("Wilson's interval", () => {
	// Newcombe 1998, table I, method 3
	test.each([
		[81, 263, 0.2553, 0.3662],
		[15, 148, 0.0624, 0.1605],
		[0, 20, 0, 0.1611],
		[1, 29, 0.0061, 0.1718],
	])("%i of %i lies between %d and %d", (those, all, low, high) => {
		const found = wilson(those / all, all);
		expect(found?.low).toBeCloseTo(low, 4);
		expect(found?.high).toBeCloseTo(high, 4);
	});

	test("holds its share, narrows with the number, and says nothing of nothing", () => {
		expect(wilson(0.5, 0)).toBeNull();
		const share = fc.double({ min: 0, max: 1, noNaN: true });
		fc.assert(
			fc.property(share, fc.double({ min: 0.1, max: 1e6, noNaN: true }), (p, n) => {
				const found = wilson(p, n)!;
				expect(found.low).toBeGreaterThanOrEqual(0);
				expect(found.high).toBeLessThanOrEqual(1);
				expect(found.low <= p && p <= found.high).toBe(true);
				const wider = wilson(p, n / 2)!;
				expect(wider.high - wider.low).toBeGreaterThanOrEqual(found.high - found.low - 1e-12);
			}),
		);
	});
});

describe("Cohen's kappa", () => {
	const times = (count: number, a: string, b: string) => Array.from({ length: count }, () => [a, b] as const);
	test("of the book's example is 0.4", () => {
		const pairs = [...times(20, "y", "y"), ...times(5, "y", "n"), ...times(10, "n", "y"), ...times(15, "n", "n")];
		expect(cohensKappa(pairs)).toEqual({ count: 50, agreed: 35, kappa: expect.closeTo(0.4, 12) });
	});
	test.each([
		["all agree on two judgements", [...times(3, "good", "good"), ...times(2, "weak", "weak")], 1],
		["all differ crosswise", [...times(2, "good", "weak"), ...times(2, "weak", "good")], -1],
		["both always say the same one", times(9, "good", "good"), null],
		["no pairs", [], null],
	])("%s", (_, pairs, kappa) => expect(cohensKappa(pairs).kappa).toBe(kappa));
	test("does not depend on who is named first", () => {
		const verdict = fc.constantFrom("good", "weak", "non-answer");
		fc.assert(
			fc.property(fc.array(fc.tuple(verdict, verdict)), (pairs) => {
				const turned = pairs.map(([a, b]) => [b, a] as const);
				expect(cohensKappa(turned)).toEqual(cohensKappa(pairs));
				expect(cohensKappa(pairs).kappa ?? 0).toBeLessThanOrEqual(1);
			}),
		);
	});
});

describe("a month's sample", () => {
	test.each([
		[0, 0],
		[7, 7],
		[20, 20],
		[21, 20],
		[400, 20],
		[401, 21],
		[10_000, 500],
	])("of %i answers has at least %i", (answers, required) => expect(requiredOf(answers)).toBe(required));

	test("weighs between 1 and 7", () => {
		expect(riskWeight({ repeatChance: 0, passedOver: 0, isUrgent: false, isRepeat: false })).toBe(1);
		expect(riskWeight({ repeatChance: null, passedOver: 0, isUrgent: false, isRepeat: false })).toBe(2);
		expect(riskWeight({ repeatChance: 1, passedOver: 9, isUrgent: true, isRepeat: true })).toBe(mostWeight);
	});

	const weight = fc.double({ min: 1, max: mostWeight, noNaN: true });
	const rate = fc.double({ min: 0.001, max: 1, noNaN: true });
	test("gives every answer a chance, by its weight, as much as wanted on the whole", () => {
		fc.assert(
			fc.property(fc.array(weight, { minLength: 1, maxLength: 60 }), rate, (weights, wanted) => {
				const chances = chancesOf(weights, wanted);
				for (const [i, chance] of chances.entries()) {
					expect(chance > 0 && chance <= 1).toBe(true);
					for (const [k, other] of chances.entries())
						if (weights[k]! > weights[i]!) expect(other).toBeGreaterThanOrEqual(chance);
				}
				expect(chances.reduce((a, b) => a + b)).toBeCloseTo(wanted * weights.length, 6);
			}),
		);
	});

	const drawable = fc.record({ lot: fc.double({ min: 0, max: 0.999999, noNaN: true }), weight, chance: rate });
	test("comes to what is required at its end, and no chance shrinks", () => {
		fc.assert(
			fc.property(fc.array(drawable, { maxLength: 60 }), fc.nat(70), (answers, wanted) => {
				const required = Math.min(wanted, answers.length);
				const chances = topUp(answers, required);
				const drawn = answers.filter(({ lot }, i) => lot < chances[i]!).length;
				const before = answers.filter(({ lot, chance }) => lot < chance).length;
				for (const [i, { chance }] of answers.entries()) expect(chances[i]).toBeGreaterThanOrEqual(chance);
				// equal lots are drawn together or not at all: with real ones there are none
				if (new Set(answers.map(({ lot, weight: w }) => lot / w)).size === answers.length)
					expect(drawn).toBe(Math.max(before, required));
			}),
		);
	});

	test("is asked for day by day: a small agency is looked at whole, a large one by a twentieth", () => {
		expect(dailyRate({ soFar: 1, day: 1, days: 30 }, 5)).toBe(1);
		expect(dailyRate({ soFar: 500, day: 1, days: 30 }, 15_000)).toBe(0.05);
		expect(dailyRate({ soFar: 100, day: 15, days: 30 }, 200)).toBeCloseTo(0.1, 12);
		expect(dailyRate({ soFar: 100, day: 15, days: 30 }, null)).toBeCloseTo(0.1, 12);
	});

	test("is looked at by two in every tenth, whatever the offset", () => {
		for (let offset = 0; offset < 10; offset++) {
			const ordinals = Array.from({ length: 200 }, (_, i) => i + 1);
			expect(ordinals.filter((ordinal) => isDouble(ordinal, offset))).toHaveLength(20);
		}
	});

	test("drawn by risk does not make an agency look worse than it is", () => {
		const random = randomFrom(7);
		// one in five is weak, and most of those look risky
		const months = Array.from({ length: 400 }, () => {
			const answers = Array.from({ length: 300 }, (_, i) => {
				const is = i % 5 === 0;
				return { is, lot: random(), weight: is && random() < 0.8 ? 6 : 1 + random(), chance: 0 };
			});
			const chances = chancesOf(
				answers.map((one) => one.weight),
				0.05,
			);
			const first = answers.map((one, i) => ({ ...one, chance: chances[i]! }));
			const after = topUp(first, requiredOf(300));
			const seen = first.map((one, i) => ({ ...one, chance: after[i]! })).filter(({ lot, chance }) => lot < chance);
			const plain = seen.filter(({ is }) => is).length / seen.length;
			return { plain, found: shareOfAll(seen)! };
		});
		const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
		expect(mean(months.map(({ plain }) => plain))).toBeGreaterThan(0.35);
		expect(mean(months.map(({ found }) => found.share))).toBeCloseTo(0.2, 1);
		expect(Math.abs(mean(months.map(({ found }) => found.share)) - 0.2)).toBeLessThan(0.02);
		// the interval holds the truth about as often as it says
		expect(mean(months.map(({ found }) => (found.low <= 0.2 && 0.2 <= found.high ? 1 : 0)))).toBeGreaterThan(0.9);
	});
});
