import { expect, test } from "vitest";
import { findTemperature, findThresholds } from "./calibrate.ts";
import { scorePredictions, shareAlone } from "./figures.ts";

const ranked = (...labels: string[]) => labels.map((label, i) => ({ label, probability: 0.9 - i * 0.3 }));
const sure = (label: string, probability: number) => [{ label, probability }];

test("figures by hand", () => {
	const truths = ["a", "a", "b", "c"];
	const predictions = [ranked("a", "b", "c"), ranked("b", "a", "c"), ranked("b", "a", "c"), ranked("a", "b", "d")];
	const figures = scorePredictions(truths, predictions);
	expect(figures).toMatchObject({ n: 4, accuracy: 0.5, top3: 0.75 });
	// a: 1 of 2 found, 1 of 2 named rightly; b: 1 of 1 found, 1 of 2; c: never named
	expect(figures.macroF1).toBeCloseTo((0.5 + 2 / 3 + 0) / 3);
	expect(figures.weightedF1).toBeCloseTo((0.5 * 2 + 2 / 3 + 0) / 4);
});

test("the largest share of the surest that is right often enough", () => {
	const truths = ["a", "a", "a", "a", "a"];
	const predictions = [sure("a", 0.9), sure("a", 0.8), sure("b", 0.7), sure("a", 0.6), sure("b", 0.5)];
	expect(shareAlone(truths, predictions, 0.75)).toEqual({ share: 0.8, from: 0.6 });
	expect(shareAlone(truths, predictions, 0.9)).toEqual({ share: 0.4, from: 0.8 });
	expect(shareAlone(["c"], [sure("a", 0.9)], 0.9)).toEqual({ share: 0, from: Number.POSITIVE_INFINITY });
});

test("equally sure ones stand or fall together", () => {
	expect(shareAlone(["a", "b"], [sure("a", 0.9), sure("a", 0.9)], 0.9).share).toBe(0);
});

test("thresholds never fall as more precision is wanted, and need enough messages", () => {
	const truths = Array.from({ length: 200 }, (_, i) => (i % 10 === 0 ? "b" : "a"));
	const predictions = truths.map((truth, i) => sure("a", truth === "a" ? 0.5 + i / 500 : 0.5 + i / 900));
	const thresholds = findThresholds(truths, predictions);
	expect(thresholds.length).toBeGreaterThan(30);
	for (const [i, [precision, from]] of thresholds.entries()) {
		const before = thresholds[i - 1];
		if (before) expect(from).toBeGreaterThanOrEqual(before[1]);
		const kept = truths.filter((_, at) => (predictions[at]?.[0]?.probability ?? 0) >= from);
		expect(kept.filter((truth) => truth === "a").length / kept.length).toBeGreaterThanOrEqual(precision);
	}
	expect(findThresholds(truths.slice(0, 10), predictions.slice(0, 10))).toEqual([]);
});

test("scores three times too loud are turned down three times", () => {
	const quiet = Array.from({ length: 400 }, (_, i) => Float32Array.of(Math.log(1 + (i % 9)), 0));
	// the true label is drawn as often as the quiet scores say
	const truths = quiet.map((row, i) => {
		const chance = Math.exp(row[0] as number) / (Math.exp(row[0] as number) + 1);
		return (i * 0.618034) % 1 < chance ? 0 : 1;
	});
	const loud = quiet.map((row) => row.map((score) => score * 3));
	expect(findTemperature(loud, truths) / findTemperature(quiet, truths)).toBeCloseTo(3, 1);
});
