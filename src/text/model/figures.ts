import type { ModelFigures } from "./network-file.ts";
import type { Prediction } from "./predict.ts";

export type Scored = Omit<ModelFigures, "modelBytes" | "classes">;

/**
 * How well predictions (best first, at least three where there are as many labels) meet the true labels.
 * F1 is averaged over the labels that occur or were predicted: macro plainly, weighted by how often each occurs.
 * `coverageAt90`: the largest share of the surest messages of which at least 90 % are right.
 */
export function scorePredictions(truths: readonly string[], predictions: readonly Prediction[][]): Scored {
	const n = truths.length;
	const right = new Map<string, number>();
	const predicted = new Map<string, number>();
	const real = new Map<string, number>();
	const add = (counts: Map<string, number>, label: string) => counts.set(label, (counts.get(label) ?? 0) + 1);
	let top3 = 0;
	let hits = 0;
	for (const [i, truth] of truths.entries()) {
		const ranked = predictions[i] as Prediction[];
		const best = ranked[0]?.label ?? "";
		add(real, truth);
		add(predicted, best);
		if (best === truth) {
			add(right, truth);
			hits++;
		}
		if (ranked.slice(0, 3).some(({ label }) => label === truth)) top3++;
	}
	const labels = new Set([...real.keys(), ...predicted.keys()]);
	let macro = 0;
	let weighted = 0;
	for (const label of labels) {
		const f1 = (2 * (right.get(label) ?? 0)) / ((real.get(label) ?? 0) + (predicted.get(label) ?? 0));
		macro += f1 / labels.size;
		weighted += (f1 * (real.get(label) ?? 0)) / n;
	}
	return {
		n,
		accuracy: hits / n,
		macroF1: macro,
		weightedF1: weighted,
		top3: top3 / n,
		coverageAt90: shareAlone(truths, predictions, 0.9).share,
	};
}

/** The largest share of the surest messages that are right with `precision`, and the probability it begins at. */
export function shareAlone(
	truths: readonly string[],
	predictions: readonly Prediction[][],
	precision: number,
): { share: number; from: number } {
	const sure = predictions
		.map((ranked, i) => ({ probability: ranked[0]?.probability ?? 0, isRight: ranked[0]?.label === truths[i] }))
		.sort((a, b) => b.probability - a.probability);
	let right = 0;
	let best = { share: 0, from: Number.POSITIVE_INFINITY };
	for (const [i, { probability, isRight }] of sure.entries()) {
		if (isRight) right++;
		// equally sure ones stand or fall together
		if (sure[i + 1]?.probability === probability) continue;
		if (right / (i + 1) >= precision) best = { share: (i + 1) / sure.length, from: probability };
	}
	return best;
}
