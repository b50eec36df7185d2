import { z } from "zod";
import { editRefusals } from "../channels/codes.ts";
import { returnReasons } from "../domain/return-reasons.ts";
import { correctionStates } from "../publishing/reads-correction.ts";

/** The shapes of corrections of published answers in the HTTP API. Times are ISO 8601 in UTC. */

const time = z.iso.datetime();
const id = z.int().positive();

export const Correction = z
	.object({
		id,
		caseId: id,
		publicationId: id,
		/** what stood in the thread when it was proposed */
		before: z.string(),
		text: z.string(),
		reason: z.string(),
		/** "unknown": the network did not say; a person looks into the thread */
		state: z.enum(correctionStates),
		authorName: z.string(),
		approvedByName: z.string().nullable(),
		returnReason: z.string().nullable(),
		errorClass: z.string().nullable(),
		errorText: z.string().nullable(),
		createdAt: time,
		sentAt: time.nullable(),
	})
	.meta({ id: "Correction" });

export const CaseCorrections = z
	.object({
		items: z.array(Correction),
		/** published answers of the case; `refusal` null: nothing known speaks against a correction now */
		answers: z.array(z.object({ publicationId: id, text: z.string(), refusal: z.enum(editRefusals).nullable() })),
	})
	.meta({ id: "CaseCorrections" });

export const CorrectionQuery = z.object({
	state: z.enum(correctionStates).default("proposed"),
	cursor: z
		.string()
		.regex(/^\d{1,15}$/)
		.optional(),
	limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const CorrectionPage = z
	.object({ items: z.array(Correction), nextCursor: z.string().nullable() })
	.meta({ id: "CorrectionPage" });

export const ProposeCorrection = z.object({
	text: z.string().min(1).max(20_000),
	/** why: seen by the approver and kept */
	reason: z.string().trim().min(1).max(2000),
	requestKey: z.string().min(8).max(100),
});
export const ReturnCorrection = z.object({
	reasons: z.array(z.enum(returnReasons)).max(returnReasons.length).default([]),
	reason: z.string().max(2000).default(""),
});
/** The new words stand in the thread; or not, and they are sent again, or the old ones stay. */
export const SettleCorrection = z.object({ as: z.enum(["sent", "send-again", "failed"]) });

export type Correction = z.infer<typeof Correction>;
export type CaseCorrections = z.infer<typeof CaseCorrections>;
export type CorrectionPage = z.infer<typeof CorrectionPage>;
