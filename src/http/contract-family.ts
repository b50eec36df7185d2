import { z } from "zod";
import { mergeRefusals } from "../cases/merge-cases.ts";

/** The shapes of merging, splitting and linking cases. */

const id = z.int().positive();

/** What is merged into a case; `share`: in how many of the threads its latest approved answer stands, its own among them. */
export const Family = z
	.object({
		childCount: z.int(),
		share: z
			.object({
				replyId: id,
				kind: z.enum(["final", "interim", "question"]),
				threads: z.int(),
				answered: z.int(),
				failed: z.int(),
			})
			.nullable(),
	})
	.meta({ id: "Family" });

export const MergeCases = z.object({
	/** `version`: as it was seen; a case changed since is refused */
	cases: z
		.array(z.object({ id, version: z.int().optional() }))
		.min(1)
		.max(500),
	/** the approved answer of the parent that was read: whoever comes late for it gets it, too */
	shareReplyId: id.optional(),
});
export const MergeResult = z
	.object({
		merged: z.array(id),
		refused: z.array(z.object({ caseId: id, reason: z.enum(mergeRefusals) })),
	})
	.meta({ id: "MergeResult" });
export const UnmergeCase = z.object({ version: z.int(), reason: z.string().max(2000).optional() });

export const ChildQuery = z.object({
	cursor: z
		.string()
		.regex(/^\d{1,15}$/)
		.optional(),
	limit: z.coerce.number().int().min(1).max(100).default(50),
});

export type MergeResult = z.infer<typeof MergeResult>;
