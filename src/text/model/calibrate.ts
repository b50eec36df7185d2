import { shareAlone } from "./figures.ts";
import { softmax } from "./network.ts";
import type { Prediction } from "./predict.ts";

/** fewer messages than this say nothing about a precision */
const fewestSure = 20;

/**
 * The temperature (0.3 … 3) that makes the true labels likeliest on messages the model has not seen: golden section
 * search of the mean log loss, which has one valley. @param truths index of the true label, -1 when the model lacks it
 */
export function findTemperature(scores: readonly Float32Array[], truths: readonly number[]): number {
	const loss = (temperature: number): number => {
		let sum = 0;
		for (const [i, row] of scores.entries()) {
			const truth = truths[i] as number;
			if (truth < 0) continue;
			const probabilities = Float32Array.from(row);
			softmax(probabilities, temperature);
			sum -= Math.log(Math.max(1e-12, probabilities[truth] as number));
		}
		return sum;
	};
	const golden = (Math.sqrt(5) - 1) / 2;
	let [low, high] = [0.3, 3];
	for (let i = 0; i < 20; i++) {
		const left = high - golden * (high - low);
		const right = low + golden * (high - low);
		if (loss(left) < loss(right)) high = right;
		else low = left;
	}
	return (low + high) / 2;
}

/** From which probability on the surest predictions were right in each wanted share of cases, 0.50 … 0.99. */
export function findThresholds(
	truths: readonly string[],
	predictions: readonly Prediction[][],
): [precision: number, probability: number][] {
	const thresholds: [number, number][] = [];
	let least = 0;
	for (let percent = 50; percent <= 99; percent++) {
		const { share, from } = shareAlone(truths, predictions, percent / 100);
		if (share * truths.length < fewestSure) break;
		// who wants more certainty never gets less
		least = Math.max(least, from);
		thresholds.push([percent / 100, least]);
	}
	return thresholds;
}
