import { DomainError } from "../../domain/errors.ts";
import { findTemperature, findThresholds } from "./calibrate.ts";
import { scorePredictions } from "./figures.ts";
import { mergeRepeats } from "./merge-repeats.ts";
import type { MergedRow, TrainRow } from "./merge-repeats.ts";
import { writeModel } from "./network-file.ts";
import type { ModelFigures, ModelHeader, ModelParts, SaidOfModel } from "./network-file.ts";
import { predict, scoresOf } from "./predict.ts";
import { readModel } from "./read-model.ts";
import type { TextModel } from "./read-model.ts";
import { runInThreads } from "./run-in-threads.ts";
import type { TrainingPlan } from "./train-network.ts";
import type { TrainingOrder } from "./train-worker.ts";

export type { TrainRow };

export type TrainOptions = {
	columns?: ModelHeader["columns"];
	/** words count apart in each territory: for labels that differ from place to place, such as agencies */
	crossesTerritory?: boolean;
	mostBytes?: number;
	plan?: Partial<TrainingPlan>;
};

export type Trained = { bytes: Buffer; figures: ModelFigures };

const fewestRows = 20;
const usualBytes = 7_900_000;
/** below this many rows every row is held out once, in five parts; above, one part of ten is enough */
const enoughRows = 6_000;
const threads = 2;
/** training goes on until about so many rows were seen, within these bounds of passes */
const rowsToSee = 300_000;
const passes = { fewest: 8, most: 24 };

/**
 * Trains a model and measures it on rows it had not seen: figures, temperature and thresholds come from there; the model
 * that is returned has seen all rows. The same rows give the same bytes.
 * @throws DomainError training-too-small: fewer than 20 rows or 2 labels
 */
export async function trainModel(given: readonly TrainRow[], options: TrainOptions = {}): Promise<Trained> {
	const rows = mergeRepeats(given);
	const labels = labelsByCount(given);
	if (given.length < fewestRows || labels.length < 2)
		throw new DomainError("training-too-small", {
			...{ rows: given.length, labels: labels.length },
			...{ fewestRows, fewestLabels: 2 },
		});
	const parts = rows.length < enoughRows ? [0, 2, 4, 6, 8] : [0];
	const isHeldOut = (row: MergedRow, part: number) =>
		parts.length === 1 ? row.part === part : row.part === part || row.part === part + 1;
	const seen = [rows, ...parts.map((part) => rows.filter((row) => !isHeldOut(row, part)))];
	const trained = await runInThreads<TrainingOrder, ModelParts>(
		new URL("./train-worker.ts", import.meta.url),
		seen.map((part) => orderOf(part, labels, options)),
		threads,
	);
	const tried = parts.map((part, i) => ({
		model: readModel(writeModel(headerOf(labels, options), trained[i + 1] as ModelParts)),
		rows: rows.filter((row) => isHeldOut(row, part)),
	}));
	const measured = measure(tried, labels);
	const whole = trained[0] as ModelParts;
	const header = { ...headerOf(labels, options), ...measured };
	const figures = { ...measured.figures, modelBytes: writeModel(header, whole).length };
	return { bytes: writeModel({ ...header, figures }, whole), figures };
}

function labelsByCount(rows: readonly TrainRow[]): string[] {
	const counts = new Map<string, number>();
	for (const { label } of rows) counts.set(label, (counts.get(label) ?? 0) + 1);
	return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([label]) => label);
}

function orderOf(rows: readonly MergedRow[], labels: readonly string[], options: TrainOptions): TrainingOrder {
	const classOf = new Map(labels.map((label, i) => [label, i]));
	const isSmall = rows.length < enoughRows;
	return {
		inputs: rows.map(({ text, territory }) => ({ text, territory: territory ?? null })),
		classes: Int32Array.from(rows, ({ label }) => classOf.get(label) as number),
		weights: Float32Array.from(rows, ({ weight }) => weight),
		classCount: labels.length,
		reading: readingOf(options),
		fewestInputs: isSmall ? 2 : 3,
		withPlanes: isSmall,
		evening: eveningFor(rows.length / labels.length, isSmall),
		mostBytes: options.mostBytes ?? usualBytes,
		plan: {
			width: 96,
			passes: Math.min(passes.most, Math.max(passes.fewest, Math.round(rowsToSee / rows.length))),
			rate: 0.06,
			featureDropout: 0.4,
			hiddenDropout: 0.5,
			seed: 1,
			...options.plan,
		},
	};
}

/** By measurement: the fewer rows a label has, the more is needed; planes make the scores several times as wide. */
function eveningFor(rowsOfLabel: number, withPlanes: boolean): number {
	if (withPlanes) return 1.5;
	return rowsOfLabel < 1_000 ? 0.3 : 0.1;
}

const readingOf = (options: TrainOptions) => ({ crossesTerritory: options.crossesTerritory ?? false });

function headerOf(labels: string[], options: TrainOptions): SaidOfModel {
	return {
		labels,
		reading: readingOf(options),
		temperature: 1,
		thresholds: [],
		figures: null,
		columns: options.columns ?? { text: "text", label: "label" },
	};
}

/** Temperature, thresholds and figures from models and the rows that they have not seen. */
function measure(tried: readonly { model: TextModel; rows: readonly MergedRow[] }[], labels: string[]) {
	const heldOut = tried.flatMap(({ model, rows }) => rows.flatMap((row) => row.given.map(() => ({ model, row }))));
	const truths = heldOut.map(({ row }) => row.label);
	const classOf = new Map(labels.map((label, i) => [label, i]));
	const temperature = findTemperature(
		heldOut.map(({ model, row }) => scoresOf(model, row).slice()),
		truths.map((label) => classOf.get(label) ?? -1),
	);
	for (const { model } of tried) model.header.temperature = temperature;
	const predictions = heldOut.map(({ model, row }) => predict(model, row, 3));
	return {
		temperature,
		thresholds: findThresholds(truths, predictions),
		figures: { classes: labels.length, ...scorePredictions(truths, predictions), modelBytes: 0 },
	};
}
