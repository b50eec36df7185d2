import { z } from "zod";
import { errorCodes } from "../domain/errors.ts";

/** The shapes of text models in the HTTP API. Times are ISO 8601 in UTC. */

const time = z.iso.datetime();
const share = z.number();

/** Measured on rows that the training did not see. */
export const ModelFigures = z
	.object({
		n: z.int(),
		classes: z.int(),
		accuracy: share,
		macroF1: share,
		weightedF1: share,
		top3: share,
		/** the share of messages it would decide alone, being right nine times of ten */
		coverageAt90: share,
		modelBytes: z.int(),
	})
	.meta({ id: "ModelFigures" });

export const TextModel = z
	.object({
		/** 0: the model in the box */
		id: z.int().nonnegative(),
		kind: z.enum(["topic", "agency"]),
		name: z.string(),
		source: z.enum(["box", "file", "cases"]),
		createdAt: time.nullable(),
		/** null where they are not known: the model in the box, a file that came without */
		figures: ModelFigures.nullable(),
		/** of the model that was at work at the training, on the very same rows */
		currentFigures: ModelFigures.optional(),
		trainedRows: z.int().nullable(),
		isActive: z.boolean(),
		activatedAt: time.nullable(),
		activatedByName: z.string().nullable(),
		/** its size */
		bytes: z.int(),
	})
	.meta({ id: "TextModel" });

export const TextModelList = z
	.object({
		/** the one in the box first, then the newest */
		items: z.array(TextModel),
		wantedPrecision: share,
		training: z.object({ startedAt: time }).nullable(),
		/** why the last training gave no model; null when it did */
		failure: z.object({ at: time, code: z.enum(errorCodes), details: z.record(z.string(), z.unknown()) }).nullable(),
	})
	.meta({ id: "TextModelList" });

/** 0 is the model in the box. */
export const ModelParams = z.object({ id: z.coerce.number().int().nonnegative().max(2_147_483_647) });
export const WantedPrecision = z.object({ wantedPrecision: z.number().min(0.5).max(0.99) });

export type ModelFigures = z.infer<typeof ModelFigures>;
export type TextModel = z.infer<typeof TextModel>;
export type TextModelList = z.infer<typeof TextModelList>;
