import type { Db } from "../db/database.ts";
import { checkModel } from "./activate-model.ts";
import { isHeldOut, measureModel, readCurrentModel, rowsOf } from "./measure-models.ts";
import type { ModelFigures } from "./model/network-file.ts";
import { labelsOf, readModel } from "./model/read-model.ts";
import type { ModelKind } from "./reads-models.ts";
import { readTaughtCases } from "./reads-training.ts";
import { insertModel } from "./writes-models.ts";

/** On fewer cases figures say nothing: those of the file are shown. */
const fewestMeasured = 20;

export type AddedModel = { id: number; labels: number; figures: ModelFigures | null; current: ModelFigures | null };

/**
 * Adds a trained model to a region, not yet at work: a person puts it there. Its figures, and those of the model at
 * work, are measured on the cases that people settled; without enough of them the file's own stand.
 * @throws DomainError model-broken
 */
export async function addModel(
	db: Db,
	regionId: number,
	{ kind, name, bytes }: { kind: ModelKind; name: string; bytes: Buffer },
): Promise<AddedModel> {
	await checkModel(db, regionId, kind, bytes);
	const model = readModel(bytes);
	const labels = new Set(labelsOf(model));
	const { cases } = await readTaughtCases(db, regionId);
	const heldOut = rowsOf(cases, kind).filter((row) => labels.has(row.label) && isHeldOut(row));
	const isMeasured = heldOut.length >= fewestMeasured;
	const currentModel = isMeasured ? await readCurrentModel(db, regionId, kind) : null;
	const figures = isMeasured ? measureModel({ model, size: bytes.length }, heldOut) : model.header.figures;
	const current = currentModel && measureModel(currentModel, heldOut);
	const id = await db.transaction().execute((tx) =>
		insertModel(tx, {
			region_id: regionId,
			kind,
			name,
			source: "file",
			bytes,
			figures: figures && JSON.stringify(figures),
			current_figures: current && JSON.stringify(current),
		}),
	);
	return { id, labels: labels.size, figures, current };
}
