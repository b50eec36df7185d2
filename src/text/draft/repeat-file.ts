import { createHash } from "node:crypto";
import { DomainError } from "../../domain/errors.ts";
import { bucketCount } from "./repeat-features.ts";
import type { RepeatWeights } from "./repeat-score.ts";

/** A repeat model: the chance is 1 / (1 + e^-(slope × score + offset)). */
export type RepeatModel = RepeatWeights & { slope: number; offset: number };

const mark = "otklik repeat 1\n";
const numbers = ["bias", "slope", "offset", "weightStep"] as const;
const headLength = mark.length + 8 * numbers.length;
const sumLength = 32;
const fileLength = headLength + 2 * bucketCount + sumLength;
/** inverse document frequencies are kept in steps of one sixteenth */
const idfSteps = 16;

/** The file: mark, four numbers, a byte of rarity and a byte of weight by bucket, SHA-256 of all that. Hashes only, no words. */
export function writeRepeatFile({ idf, weights, bias, slope, offset }: RepeatModel): Buffer {
	const file = Buffer.alloc(fileLength);
	const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-9);
	const weightStep = largest / 127;
	file.write(mark, "latin1");
	for (const [i, value] of [bias, slope, offset, weightStep].entries()) file.writeDoubleLE(value, mark.length + 8 * i);
	for (let bucket = 0; bucket < bucketCount; bucket++) {
		file.writeUInt8(Math.min(255, Math.round((idf[bucket] as number) * idfSteps)), headLength + bucket);
		file.writeInt8(Math.round((weights[bucket] as number) / weightStep), headLength + bucketCount + bucket);
	}
	createHash("sha256")
		.update(file.subarray(0, -sumLength))
		.digest()
		.copy(file, fileLength - sumLength);
	return file;
}

/** @throws DomainError model-broken with what is wrong: not a model, cut off, changed, or impossible numbers */
export function readRepeatFile(bytes: Uint8Array): RepeatModel {
	const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (file.toString("latin1", 0, mark.length) !== mark) throw broken("not a model of repeats");
	if (file.length !== fileLength) throw broken(`${file.length} bytes long instead of ${fileLength}`);
	const sum = createHash("sha256").update(file.subarray(0, -sumLength)).digest();
	if (!sum.equals(file.subarray(-sumLength))) throw broken("cut off or changed");
	const [bias, slope, offset, weightStep] = numbers.map((name, i) => {
		const value = file.readDoubleLE(mark.length + 8 * i);
		if (!Number.isFinite(value)) throw broken(`"${name}" is not finite`);
		return value;
	}) as [number, number, number, number];
	const byteAt = (at: number) => file.readInt8(headLength + bucketCount + at) * weightStep;
	return {
		idf: Float32Array.from({ length: bucketCount }, (_, bucket) => file.readUInt8(headLength + bucket) / idfSteps),
		weights: Float32Array.from({ length: bucketCount }, (_, bucket) => byteAt(bucket)),
		bias,
		slope,
		offset,
	};
}

const broken = (reason: string) => new DomainError("model-broken", { reason });
