import { z } from "zod";
import { caseOutcomes } from "../domain/case.ts";
import { CaseRow } from "./contract-case.ts";
import { CaseQuery } from "./contract-queue.ts";

/** The shapes of actions over many cases. */

const time = z.iso.datetime();
const id = z.int().positive();
const reason = z.string().max(2000);

/** What is done to every case of the filter. */
export const BulkOrder = z
	.discriminatedUnion("action", [
		z.object({ action: z.literal("assign"), agencyId: id, reason: reason.optional() }),
		z.object({ action: z.literal("close"), outcome: z.enum(caseOutcomes), reason: reason.optional() }),
		z.object({ action: z.literal("reject"), reason: reason.min(1) }),
		z.object({ action: z.literal("topic"), topicCode: z.string().max(100) }),
		z.object({ action: z.literal("priority"), priority: z.enum(["normal", "high"]), reason: reason.min(1) }),
		z.object({ action: z.literal("merge"), parentId: id, shareReplyId: id.optional() }),
	])
	.meta({ id: "BulkOrder" });

/** As many cases as a person ticks one by one; whoever wants more takes all that the filter finds. */
const mostTicked = 1000;

/** The queue's filter, without its order and its pages; with `ids` only these of what it finds. */
export const BulkFilter = CaseQuery.omit({ sort: true, group: true, cursor: true, limit: true }).extend({
	ids: z.array(id.max(Number.MAX_SAFE_INTEGER)).min(1).max(mostTicked).optional(),
});

export const PreviewBulk = z.object({ filter: BulkFilter, order: BulkOrder });

const Counted = z.array(z.object({ reason: z.string(), count: z.int() }));

export const BulkPreview = z
	.object({
		id,
		/** cases that the filter finds now; the action is about exactly these */
		total: z.int(),
		wouldChange: z.int(),
		/** by the code of the refusal */
		wouldRefuse: Counted,
		sample: z.array(CaseRow),
	})
	.meta({ id: "BulkPreview" });

export const StartBulk = z.object({ previewId: id, requestKey: z.string().min(8).max(100) });

export const Bulk = z
	.object({
		id,
		madeBy: id,
		action: z.string(),
		given: z.record(z.string(), z.unknown()),
		filter: z.record(z.string(), z.unknown()),
		state: z.enum(["preview", "running", "done", "cancelled", "undoing", "undone"]),
		total: z.int(),
		done: z.int(),
		changed: z.int(),
		refused: Counted,
		undone: z.int(),
		/** left as the action made them, by the reason */
		kept: Counted,
		createdAt: time,
		startedAt: time.nullable(),
		endedAt: time.nullable(),
		undoUntil: time.nullable(),
		canUndo: z.boolean(),
	})
	.meta({ id: "Bulk" });

/** What a person started lately, the newest first. */
export const BulkList = z.object({ items: z.array(Bulk) }).meta({ id: "BulkList" });

export const BulkItemQuery = z.object({
	state: z.enum(["waiting", "changed", "refused", "undone", "kept"]).default("refused"),
	cursor: z
		.string()
		.regex(/^\d{1,15}$/)
		.optional(),
	limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const BulkItemPage = z
	.object({
		items: z.array(z.object({ caseId: id, reason: z.string().nullable() })),
		nextCursor: z.string().max(200).nullable(),
	})
	.meta({ id: "BulkItemPage" });

export type BulkOrder = z.input<typeof BulkOrder>;
export type BulkFilter = z.input<typeof BulkFilter>;
export type BulkPreview = z.infer<typeof BulkPreview>;
export type Bulk = z.infer<typeof Bulk>;
export type BulkList = z.infer<typeof BulkList>;
export type BulkItemPage = z.infer<typeof BulkItemPage>;
