import { createHash } from "node:crypto";
import { isDatabaseAway } from "../db/database.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { tokensOf } from "./model/features.ts";
import { scorePredictions } from "./model/figures.ts";
import type { ModelFigures } from "./model/network-file.ts";
import { predict } from "./model/predict.ts";
import type { Prediction } from "./model/predict.ts";
import { labelsOf, readModel } from "./model/read-model.ts";
import { trainModel } from "./model/train.ts";
import type { TrainRow } from "./model/train.ts";
import { readActiveBytes } from "./reads-models.ts";
import type { ModelKind } from "./reads-models.ts";
import { isTrainingOpen, needEnough, readTaughtCases } from "./reads-training.ts";
import { endTraining, insertModel } from "./writes-models.ts";

type Order = { regionId: number; trainingId: number };
type Made = {
	kind: ModelKind;
	bytes: Buffer;
	figures: ModelFigures;
	current: ModelFigures | null;
	trainedRows: number;
};

/** Every fifth text is kept apart, always the same ones: no model of the region has ever seen them. */
const heldOutShare = 1 / 5;
/** Agencies are learned from texts where there are so many. */
const fewestAgencyRows = 50;
const fewestAgencies = 2;

/**
 * Trains models of topics and, where there is enough, of agencies from the cases that people settled, and keeps them,
 * not yet at work, with their figures beside those of the models at work. A job: run twice, it keeps them once.
 * @throws when the database is away; whatever else goes wrong becomes the training's failure
 */
export async function trainFromCases(db: Db, { regionId, trainingId }: Order): Promise<void> {
	if (!(await isTrainingOpen(db, regionId, trainingId))) return;
	try {
		const made = await makeModels(db, regionId);
		await db.transaction().execute((tx) => keepModels(tx, { regionId, trainingId }, made));
	} catch (error) {
		if (isDatabaseAway(error)) throw error;
		const { code, details } = error instanceof DomainError ? error : new DomainError("internal");
		await db.transaction().execute((tx) => endTraining(tx, regionId, trainingId, { code, details }));
		if (code === "internal") throw error;
	}
}

async function makeModels(db: Db, regionId: number): Promise<Made[]> {
	const { cases, skipped } = await readTaughtCases(db, regionId);
	const topicRows = cases.flatMap(({ text, topicCode }) => (topicCode === null ? [] : [{ text, label: topicCode }]));
	needEnough({ rows: topicRows.length, topics: labelCount(topicRows), skipped });
	const agencyRows = cases.flatMap(({ text, agencyCode, territoryCode }) =>
		agencyCode === null
			? []
			: [{ text, label: agencyCode, ...(territoryCode !== null && { territory: territoryCode }) }],
	);
	const made = [await makeModel(db, regionId, "topic", topicRows)];
	if (agencyRows.length >= fewestAgencyRows && labelCount(agencyRows) >= fewestAgencies)
		made.push(await makeModel(db, regionId, "agency", agencyRows));
	return made;
}

const labelCount = (rows: TrainRow[]): number => new Set(rows.map((row) => row.label)).size;

async function makeModel(db: Db, regionId: number, kind: ModelKind, rows: TrainRow[]): Promise<Made> {
	const { seen = [], heldOut = [] } = Object.groupBy(rows, (row) => (isHeldOut(row.text) ? "heldOut" : "seen"));
	if (heldOut.length === 0) throw new DomainError("training-too-small", { rows: rows.length, heldOut: 0 });
	const { bytes, figures } = await trainModel(seen, { crossesTerritory: kind === "agency" });
	const model = readModel(bytes);
	const measure = (ask: (row: TrainRow) => Prediction[]) => {
		const scored = scorePredictions(
			heldOut.map((row) => row.label),
			heldOut.map(ask),
		);
		return { ...figures, ...scored };
	};
	const current = await readCurrent(db, regionId, kind);
	return {
		kind,
		bytes,
		figures: measure((row) => predict(model, row)),
		current: current && { ...measure(current.ask), classes: current.classes, modelBytes: current.modelBytes },
		trainedRows: seen.length,
	};
}

type Asked = { ask: (row: TrainRow) => Prediction[]; classes: number; modelBytes: number };

/** The model that is at work now. */
async function readCurrent(db: Db, regionId: number, kind: ModelKind): Promise<Asked | null> {
	const bytes = await readActiveBytes(db, regionId, kind);
	if (!bytes) return null;
	const model = readModel(bytes);
	return { ask: (row) => predict(model, row), classes: labelsOf(model).length, modelBytes: bytes.length };
}

async function keepModels(tx: Tx, { regionId, trainingId }: Order, made: Made[]): Promise<void> {
	if (!(await endTraining(tx, regionId, trainingId, null))) return;
	for (const { kind, bytes, figures, current, trainedRows } of made)
		await insertModel(tx, {
			region_id: regionId,
			kind,
			name: "cases",
			source: "cases",
			bytes,
			figures: JSON.stringify(figures),
			current_figures: current && JSON.stringify(current),
			trained_rows: trainedRows,
		});
}

/** By the words alone: the same text always falls on the same side. */
function isHeldOut(text: string): boolean {
	const words = tokensOf(text).map((token) => token.word);
	const hash = createHash("sha256").update(words.join(" ")).digest();
	return hash.readUInt32BE() < heldOutShare * 2 ** 32;
}
