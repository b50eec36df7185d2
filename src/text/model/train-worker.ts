import { parentPort, workerData } from "node:worker_threads";
import { collectVocabulary, hashesOf, matrixOf } from "./matrix.ts";
import type { ModelInput, Reading } from "./matrix.ts";
import { packNetwork } from "./network-file.ts";
import type { ModelParts } from "./network-file.ts";
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
	mostBytes: number;
	plan: TrainingPlan;
};

function train(order: TrainingOrder): ModelParts {
	const known = new Map<string, Uint32Array>();
	const hashes = order.inputs.map((input) => hashesOf(input, order.reading, known));
	const vocabulary = collectVocabulary(hashes, order.fewestInputs);
	const matrix = matrixOf(hashes, vocabulary);
	hashes.length = 0;
	const { classes, weights, classCount } = order;
	const set = { matrix, classes, weights, featureCount: vocabulary.hashes.length };
	return packNetwork(trainNetwork(set, classCount, order.plan), vocabulary, order.mostBytes);
}

parentPort?.postMessage(train(workerData as TrainingOrder));
