import { createHash } from "node:crypto";
import type { Db } from "../db/database.ts";
import { boxModel } from "./box/box-model.ts";
import { tokensOf } from "./model/features.ts";
import { scorePredictions } from "./model/figures.ts";
import type { ModelFigures } from "./model/network-file.ts";
import { predict } from "./model/predict.ts";
import { labelsOf, readModel } from "./model/read-model.ts";
import type { TextModel } from "./model/read-model.ts";
import type { TrainRow } from "./model/train.ts";
import { readActiveBytes } from "./reads-models.ts";
import type { ModelKind } from "./reads-models.ts";
import type { TaughtCase } from "./reads-training.ts";

/** Every fifth text is kept apart, always the same ones: no model of the region has ever seen them. */
const heldOutShare = 1 / 5;

/** A model with its size in bytes. */
export type SizedModel = { model: TextModel; size: number };

/** What taught cases say about topics, or about agencies. */
export function rowsOf(cases: readonly TaughtCase[], kind: ModelKind): TrainRow[] {
	return cases.flatMap(({ text, topicCode, agencyCode, territoryCode }) => {
		if (kind === "topic") return topicCode === null ? [] : [{ text, label: topicCode }];
		const territory = territoryCode === null ? {} : { territory: territoryCode };
		return agencyCode === null ? [] : [{ text, label: agencyCode, ...territory }];
	});
}

/** By the words alone: the same text always falls on the same side. */
export function isHeldOut({ text }: TrainRow): boolean {
	const words = tokensOf(text).map((token) => token.word);
	const hash = createHash("sha256").update(words.join(" ")).digest();
	return hash.readUInt32BE() < heldOutShare * 2 ** 32;
}

/** How well a model says the labels of these rows. */
export function measureModel({ model, size }: SizedModel, rows: readonly TrainRow[]): ModelFigures {
	const predictions = rows.map((row) => predict(model, row, 3));
	const truths = rows.map((row) => row.label);
	return { ...scorePredictions(truths, predictions), classes: labelsOf(model).length, modelBytes: size };
}

/** The model of a kind that is at work in the region now; null where none is. */
export async function readCurrentModel(db: Db, regionId: number, kind: ModelKind): Promise<SizedModel | null> {
	const bytes = await readActiveBytes(db, regionId, kind);
	if (bytes) return { model: readModel(bytes), size: bytes.length };
	if (kind === "agency") return null;
	const model = boxModel();
	return { model, size: model.header.figures?.modelBytes ?? 0 };
}
