/**
 * A network with one hidden layer over sparse features: hidden = relu(bias + Σ value · row of the feature),
 * scores = bias + output · hidden. Matrices lie row after row; `features` has a row of `width` for each feature,
 * `output` one for each class.
 */
export type Network = {
	width: number;
	features: Float32Array;
	hiddenBias: Float32Array;
	output: Float32Array;
	outputBias: Float32Array;
};

export function newNetwork(featureCount: number, classes: number, width: number, random: () => number): Network {
	const network = {
		width,
		features: new Float32Array(featureCount * width),
		hiddenBias: new Float32Array(width).fill(0.05),
		output: new Float32Array(classes * width),
		outputBias: new Float32Array(classes),
	};
	for (let i = 0; i < network.features.length; i++) network.features[i] = (random() - 0.5) * 0.6;
	const spread = 2 / Math.sqrt(width);
	for (let i = 0; i < network.output.length; i++) network.output[i] = (random() - 0.5) * spread;
	return network;
}

/** Scores of the classes from a hidden layer, written into `scores`. */
export function scoreClasses(network: Network, hidden: Float32Array, scores: Float32Array): void {
	const { width, output, outputBias } = network;
	for (let k = 0; k < scores.length; k++) {
		let sum = outputBias[k] as number;
		const row = k * width;
		for (let j = 0; j < width; j++) sum += (output[row + j] as number) * (hidden[j] as number);
		scores[k] = sum;
	}
}

/** Turns scores into probabilities in place: softmax of score / temperature. */
export function softmax(scores: Float32Array, temperature = 1): void {
	let most = Number.NEGATIVE_INFINITY;
	for (const score of scores) if (score > most) most = score;
	let sum = 0;
	for (let k = 0; k < scores.length; k++) {
		const part = Math.exp(((scores[k] as number) - most) / temperature);
		scores[k] = part;
		sum += part;
	}
	for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] as number) / sum;
}

/** Numbers 0 … 1 that are the same on every run: a linear congruential generator. */
export function seededRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 4294967296;
	};
}
