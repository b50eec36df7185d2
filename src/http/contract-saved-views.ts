import { z } from "zod";
import { CaseQuery } from "./contract-queue.ts";

/** The shapes of saved views, and of putting a case aside. `/views` is another thing: the log of who opened which case. */

const id = z.int().positive();
const shared = z.enum(["own", "agency", "region"]);

/** The queue's conditions with its order, without its pages. */
const ViewQuery = CaseQuery.omit({ cursor: true, limit: true });

export const SaveView = z.object({ name: z.string().trim().min(1).max(80), shared, query: ViewQuery });
export const OrderViews = z.object({ ids: z.array(id.max(2_147_483_647)).min(1).max(100) });

export const SavedView = z
	.object({
		id,
		name: z.string(),
		shared,
		/** whether the caller made it: only its maker changes it */
		isOwn: z.boolean(),
		ownerId: id,
		/** whether the caller is told when a case comes into it */
		isWatched: z.boolean(),
		query: z.record(z.string(), z.union([z.string(), z.number()])),
	})
	.meta({ id: "SavedView" });
export const SavedViewList = z.object({ items: z.array(SavedView) }).meta({ id: "SavedViewList" });

/** By the view's number; a count equal to `cap` means "at least". */
export const SavedViewCounts = z
	.object({ counts: z.record(z.string(), z.int()), cap: z.int() })
	.meta({ id: "SavedViewCounts" });

/** Out of the lists of what is to be done until a moment, at the latest the case's term. */
export const SnoozeCase = z.object({
	version: z.int(),
	until: z.iso.datetime(),
	reason: z.string().trim().min(1).max(500),
});

export type SaveView = z.input<typeof SaveView>;
export type SavedView = z.infer<typeof SavedView>;
export type SavedViewList = z.infer<typeof SavedViewList>;
export type SavedViewCounts = z.infer<typeof SavedViewCounts>;
