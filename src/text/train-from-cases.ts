import { isDatabaseAway } from "../db/database.ts";
import type { Db, Tx } from "../db/database.ts";
import { DomainError } from "../domain/errors.ts";
import { isHeldOut, measureModel, readCurrentModel, rowsOf } from "./measure-models.ts";
import type { ModelFigures } from "./model/network-file.ts";
import { readModel } from "./model/read-model.ts";
import { trainModel } from "./model/train.ts";
import type { TrainRow } from "./model/train.ts";
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
		await db.transaction().execute((tx) => keepMade(tx, { regionId, trainingId }, made));
	} catch (error) {
		if (isDatabaseAway(error)) throw error;
		const { code, details } = error instanceof DomainError ? error : new DomainError("internal");
		await db.transaction().execute((tx) => endTraining(tx, regionId, trainingId, { code, details }));
		if (code === "internal") throw error;
	}
}

async function makeModels(db: Db, regionId: number): Promise<Made[]> {
	const { cases, skipped } = await readTaughtCases(db, regionId);
	const topicRows = rowsOf(cases, "topic");
	needEnough({ rows: topicRows.length, topics: labelCount(topicRows), skipped });
	const agencyRows = rowsOf(cases, "agency");
	const made = [await makeModel(db, regionId, "topic", topicRows)];
	if (agencyRows.length >= fewestAgencyRows && labelCount(agencyRows) >= fewestAgencies)
		made.push(await makeModel(db, regionId, "agency", agencyRows));
	return made;
}

const labelCount = (rows: TrainRow[]): number => new Set(rows.map((row) => row.label)).size;

async function makeModel(db: Db, regionId: number, kind: ModelKind, rows: TrainRow[]): Promise<Made> {
	const { seen = [], heldOut = [] } = Object.groupBy(rows, (row) => (isHeldOut(row) ? "heldOut" : "seen"));
	if (heldOut.length === 0) throw new DomainError("training-too-small", { rows: rows.length, heldOut: 0 });
	const { bytes } = await trainModel(seen, { crossesTerritory: kind === "agency" });
	const current = await readCurrentModel(db, regionId, kind);
	return {
		kind,
		bytes,
		figures: measureModel({ model: readModel(bytes), size: bytes.length }, heldOut),
		current: current && measureModel(current, heldOut),
		trainedRows: seen.length,
	};
}

async function keepMade(tx: Tx, { regionId, trainingId }: Order, made: Made[]): Promise<void> {
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
