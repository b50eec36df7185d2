import { parentPort, workerData } from "node:worker_threads";
import { collectVocabulary, gatherHashes, matrixOf } from "./matrix.ts";
import type { ModelInput, Reading } from "./matrix.ts";
import { packNetwork } from "./network-file.ts";
import type { FeatureRows, ModelParts } from "./network-file.ts";
import { evenOut } from "./even-out.ts";
import type { Network } from "./network.ts";
import { trainLinear } from "./train-linear.ts";
import type { Planes } from "./train-linear.ts";
import { trainNetwork } from "./train-network.ts";
import type { TrainingPlan } from "./train-network.ts";

/** What a training thread is given: inputs with class numbers (0 … classCount - 1) and weights. */
export type TrainingOrder = {
	inputs: ModelInput[];
	classes: Int32Array;
	weights: Float32Array;
	classCount: number;
	reading: Reading;
	fewestInputs: number;
	/** planes beside the network: for few rows */
	withPlanes: boolean;
	/** how far the scores of frequent classes are lowered: by so many times the logarithm of their share */
	evening: number;
	mostBytes: number;
	plan: TrainingPlan;
};

function train(order: TrainingOrder): ModelParts {
	const gathered = gatherHashes(order.inputs, order.reading);
	const vocabulary = collectVocabulary(gathered, order.fewestInputs);
	const matrix = matrixOf(gathered, vocabulary);
	const { classes, weights, classCount } = order;
	const set = { matrix, classes, weights, featureCount: vocabulary.hashes.length };
	const network = trainNetwork(set, classCount, order.plan);
	const planes = order.withPlanes ? trainLinear(set, classCount, order.plan.seed) : null;
	const rows = planes === null ? { length: network.width, numbers: network.features } : join(network, planes);
	evenOut(network.outputBias, classes, weights, order.evening);
	return packNetwork(network, rows, vocabulary, order.mostBytes);
}

/** what a plane says weighs so many times what the network says */
const planeWeight = 4;

/** Rows of the network and of the planes side by side. */
function join({ width, features, outputBias }: Network, { weights, bias }: Planes): FeatureRows {
	const classes = bias.length;
	const length = width + classes;
	const count = features.length / width;
	const numbers = new Float32Array(count * length);
	for (let i = 0; i < count; i++) {
		numbers.set(features.subarray(i * width, (i + 1) * width), i * length);
		for (let k = 0; k < classes; k++)
			numbers[i * length + width + k] = planeWeight * (weights[i * classes + k] as number);
	}
	for (let k = 0; k < classes; k++) outputBias[k] = (outputBias[k] as number) + planeWeight * (bias[k] as number);
	return { length, numbers };
}

parentPort?.postMessage(train(workerData as TrainingOrder));
