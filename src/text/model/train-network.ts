import type { Matrix } from "./matrix.ts";
import { newNetwork, scoreClasses, seededRandom, softmax } from "./network.ts";
import type { Network } from "./network.ts";

export type TrainingPlan = {
	/** units of the hidden layer */
	width: number;
	/** times that every row is seen */
	passes: number;
	/** first step of AdaGrad; falls to a twentieth in a straight line */
	rate: number;
	/** share of features and of hidden units that are left out at each step */
	featureDropout: number;
	hiddenDropout: number;
	seed: number;
};

/** Rows of `matrix` with the class (0 …) and the weight of each. */
export type TrainingSet = { matrix: Matrix; classes: Int32Array; weights: Float32Array; featureCount: number };

/** a class whose error is smaller moves nothing worth the time */
const smallestError = 0.003;
/** the mean is taken over this last share of the passes */
const averagedShare = 0.5;

/** Minimises the cross-entropy by AdaGrad, row by row. The same plan and rows give the same network. */
export function trainNetwork(set: TrainingSet, classCount: number, plan: TrainingPlan): Network {
	const random = seededRandom(plan.seed);
	const network = newNetwork(set.featureCount, classCount, plan.width, random);
	const step = newStep(set, network, plan, random);
	const rows = set.classes.length;
	const order = Int32Array.from({ length: rows }, (_, i) => i);
	const average = newAverage(network);
	for (let pass = 0; pass < plan.passes; pass++) {
		shuffle(order, random);
		for (let seen = 0; seen < rows; seen++) {
			const share = (pass + seen / rows) / plan.passes;
			step(order[seen] as number, plan.rate * (1 - share * 0.95));
		}
		if (pass + 1 > plan.passes * (1 - averagedShare)) average.add();
	}
	average.settle();
	return network;
}

/** Takes the mean of the network at several moments: it errs less than the network at any of them (Izmailov et al., 2018). */
function newAverage({ features, hiddenBias, output, outputBias }: Network) {
	const parts = [features, hiddenBias, output, outputBias];
	const sums = parts.map((part) => new Float32Array(part.length));
	let count = 0;
	return {
		add: (): void => {
			count++;
			for (const [i, part] of parts.entries()) {
				const sum = sums[i] as Float32Array;
				for (let j = 0; j < part.length; j++) sum[j] = (sum[j] as number) + (part[j] as number);
			}
		},
		settle: (): void => {
			for (const [i, part] of parts.entries()) {
				const sum = sums[i] as Float32Array;
				for (let j = 0; j < part.length; j++) part[j] = (sum[j] as number) / count;
			}
		},
	};
}

function shuffle(order: Int32Array, random: () => number): void {
	for (let i = order.length - 1; i > 0; i--) {
		const j = Math.floor(random() * (i + 1));
		const other = order[i] as number;
		order[i] = order[j] as number;
		order[j] = other;
	}
}

/** One step on one row. Everything it works with is made once. */
function newStep(set: TrainingSet, network: Network, plan: TrainingPlan, random: () => number) {
	const { matrix, classes, weights } = set;
	const { width, hiddenBias } = network;
	const scores = new Float32Array(network.outputBias.length);
	const hidden = new Float32Array(width);
	const back = new Float32Array(width);
	const rows = new Int32Array(longestRow(matrix) + 3);
	const values = new Float32Array(rows.length);
	const learnOutput = newOutputStep(network);
	const learnFeatures = newFeatureStep(network);
	return (i: number, rate: number): void => {
		let count = 0;
		for (let at = matrix.starts[i] as number; at < (matrix.starts[i + 1] as number); at++) {
			if (random() < plan.featureDropout) continue;
			rows[count] = matrix.columns[at] as number;
			values[count++] = (matrix.values[at] as number) / (1 - plan.featureDropout);
		}
		hidden.set(hiddenBias);
		addRows(network, rows, values, count, hidden);
		for (let j = 0; j < width; j++) {
			const kept = (hidden[j] as number) > 0 && random() >= plan.hiddenDropout;
			hidden[j] = kept ? (hidden[j] as number) / (1 - plan.hiddenDropout) : 0;
		}
		scoreClasses(network, hidden, scores);
		softmax(scores);
		scores[classes[i] as number] = (scores[classes[i] as number] as number) - 1;
		learnOutput(scores, hidden, back, rate, weights[i] as number);
		for (let j = 0; j < width; j++)
			back[j] = (hidden[j] as number) > 0 ? (back[j] as number) / (1 - plan.hiddenDropout) : 0;
		learnFeatures(rows, values, count, back, rate);
	};
}

function longestRow({ starts }: Matrix): number {
	let longest = 0;
	for (let i = 1; i < starts.length; i++)
		longest = Math.max(longest, (starts[i] as number) - (starts[i - 1] as number));
	return longest;
}

/** Adds the rows times their values to `to`, four rows at a time; `rows` and `values` have room for three more. */
function addRows(
	{ width, features }: Network,
	rows: Int32Array,
	values: Float32Array,
	count: number,
	to: Float32Array,
) {
	for (let p = count; p < count + 3; p++) values[p] = 0;
	for (let p = 0; p < count; p += 4) {
		const [a, b] = [(rows[p] as number) * width, (rows[p + 1] as number) * width];
		const [c, d] = [(rows[p + 2] as number) * width, (rows[p + 3] as number) * width];
		const [u, v] = [values[p] as number, values[p + 1] as number];
		const [w, x] = [values[p + 2] as number, values[p + 3] as number];
		for (let j = 0; j < width; j++)
			to[j] =
				(to[j] as number) +
				(features[a + j] as number) * u +
				(features[b + j] as number) * v +
				(features[c + j] as number) * w +
				(features[d + j] as number) * x;
	}
}

/** Learns the output layer from the errors of the classes and leaves the error of the hidden layer in `back`. */
function newOutputStep({ width, output, outputBias }: Network) {
	const squares = new Float32Array(outputBias.length).fill(1e-3);
	const biasSquares = new Float32Array(outputBias.length).fill(1e-3);
	return (errors: Float32Array, hidden: Float32Array, back: Float32Array, rate: number, weight: number): void => {
		back.fill(0);
		let size = 0;
		for (let j = 0; j < width; j++) size += (hidden[j] as number) ** 2;
		size /= width;
		for (let k = 0; k < errors.length; k++) {
			const error = (errors[k] as number) * weight;
			if (error < smallestError && error > -smallestError) continue;
			squares[k] = (squares[k] as number) + error * error * size;
			biasSquares[k] = (biasSquares[k] as number) + error * error;
			const step = (rate * error) / Math.sqrt(squares[k] as number);
			const row = k * width;
			for (let j = 0; j < width; j++) {
				const before = output[row + j] as number;
				back[j] = (back[j] as number) + error * before;
				output[row + j] = before - step * (hidden[j] as number);
			}
			outputBias[k] = (outputBias[k] as number) - (0.3 * rate * error) / Math.sqrt(biasSquares[k] as number);
		}
	};
}

/** Learns the rows of the features that were there; one sum of squares for each row. */
function newFeatureStep({ width, features }: Network) {
	const squares = new Float32Array(features.length / width).fill(1e-6);
	return (rows: Int32Array, values: Float32Array, count: number, back: Float32Array, rate: number): void => {
		let size = 0;
		for (let j = 0; j < width; j++) size += (back[j] as number) ** 2;
		size /= width;
		if (size < 1e-9) return;
		for (let p = 0; p < count; p++) {
			const feature = rows[p] as number;
			const value = values[p] as number;
			squares[feature] = (squares[feature] as number) + size * value * value;
			const step = (rate * value) / Math.sqrt(squares[feature] as number);
			const row = feature * width;
			for (let j = 0; j < width; j++) features[row + j] = (features[row + j] as number) - step * (back[j] as number);
		}
	};
}
