import { z } from "zod";
import { promiseStates } from "../domain/promise.ts";

/** The shapes of promises to residents. Days are YYYY-MM-DD in the agency's zone. */

const time = z.iso.datetime();
const day = z.iso.date();
const id = z.int().positive();
const madeStates = promiseStates.filter((state) => state !== "waiting");

const ShownPhoto = z.object({
	id: z.string().regex(/^[0-9a-f]{64}$/),
	/** before: how it was, the resident's photo or ours; after: a photo of an answer */
	moment: z.enum(["before", "after"]),
});

export const PromiseItem = z
	.object({
		id,
		caseId: id,
		replyId: id,
		agencyId: id,
		who: z.string(),
		what: z.string(),
		dueOn: day,
		/** the day off that was asked for, where the promise went to the next working day */
		askedOn: day.nullable(),
		/** open: under way; moved: `nextId` took its place; broken: not shown in time, `nextId` if promised anew */
		state: z.enum(madeStates),
		/** on-case: moved or broken twice for one case; in-place: promised before for the same place */
		systemic: z.enum(["on-case", "in-place"]).nullable(),
		madeAt: time,
		/** when the result is asked for, and until when it has to be shown */
		controlAt: time.nullable(),
		controlDueAt: time.nullable(),
		endedAt: time.nullable(),
		result: z.string().nullable(),
		photos: z.array(ShownPhoto),
		nextId: id.nullable(),
		topicCode: z.string().nullable(),
		territoryCode: z.string().nullable(),
	})
	.meta({ id: "Promise" });

export const PromisePage = z
	.object({ items: z.array(PromiseItem), nextCursor: z.string().nullable() })
	.meta({ id: "PromisePage" });

const queryId = z.coerce.number().int().positive().max(2_147_483_647);

export const PromiseQuery = z.object({
	caseId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
	agencyId: queryId.optional(),
	state: z.enum(madeStates).optional(),
	from: day.optional(),
	to: day.optional(),
	systemic: z.stringbool().optional(),
	cursor: z
		.string()
		.regex(
			/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d)_\d{1,15}$|^\d{4}-(0[13-9]|1[0-2])-30_\d{1,15}$|^\d{4}-(0[13578]|1[02])-31_\d{1,15}$/,
		)
		.optional(),
	limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const PromisePeriod = z.object({ from: day, to: day });

/** By agency: promises whose day lies in the period; keptShare = kept / (kept + moved + broken), null when none is due. */
export const PromiseFigures = z
	.object({
		items: z.array(
			z.object({
				agencyId: id,
				due: z.int(),
				kept: z.int(),
				moved: z.int(),
				broken: z.int(),
				/** not at their end: not counted as due */
				pending: z.int(),
				systemic: z.int(),
				keptShare: z.number().nullable(),
			}),
		),
	})
	.meta({ id: "PromiseFigures" });

export const ShowPromise = z.object({
	text: z.string().trim().min(3).max(4000),
	photos: z.array(ShownPhoto).max(10).default([]),
});

export type PromisePage = z.infer<typeof PromisePage>;
export type PromiseFigures = z.infer<typeof PromiseFigures>;
export type PromiseQuery = z.input<typeof PromiseQuery>;
export type ShowPromise = z.input<typeof ShowPromise>;
export type PromiseItem = z.infer<typeof PromiseItem>;
