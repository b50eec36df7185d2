import { z } from "zod";
import { grounds } from "../cases/hide-comment.ts";

/** The shapes of the log of hidden comments. */

const id = z.int().positive();
const time = z.iso.datetime();
const words = z.string().max(2000);
const idQuery = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const states = ["proposed", "refused", "agreed", "hidden", "restored"] as const;

export const ProposeHiding = z.object({ messageId: id.max(Number.MAX_SAFE_INTEGER), ground: z.enum(grounds) });

export const StepHiding = z.object({
	version: z.int(),
	step: z.union([
		/** by a second person */
		z.object({ as: z.enum(["agree", "refuse"]), reason: words.default("") }),
		/** a person hid it in the network */
		z.object({ as: z.literal("hidden") }),
		/** the resident objects: their words, taken down */
		z.object({ as: z.literal("appeal"), words }),
		/** by a third person; what is granted is shown again */
		z.object({ as: z.enum(["uphold", "grant"]), reason: words }),
	]),
});

export const HidingQuery = z.object({
	caseId: idQuery.optional(),
	state: z.enum(states).optional(),
	appeal: z.literal("waiting").optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const HidingList = z
	.object({
		items: z.array(
			z.object({
				id,
				caseId: id,
				messageId: id,
				pageId: id,
				ground: z.enum(grounds),
				/** the message as it was */
				snapshot: z.string(),
				/** the words that are the ground */
				quote: z.string(),
				state: z.enum(states),
				proposedBy: id,
				proposedAt: time,
				decidedBy: id.nullable(),
				reason: z.string().nullable(),
				hiddenAt: time.nullable(),
				appeal: z.string().nullable(),
				appealState: z.enum(["waiting", "upheld", "granted"]).nullable(),
				appealDecidedBy: id.nullable(),
				appealReason: z.string().nullable(),
				version: z.int(),
			}),
		),
	})
	.meta({ id: "HidingList" });

export const HidingCountQuery = z.object({ from: time, to: time });
export const HidingCounts = z
	.object({
		items: z.array(
			z.object({
				pageId: id,
				ground: z.enum(grounds),
				proposed: z.int(),
				refused: z.int(),
				agreed: z.int(),
				appealed: z.int(),
				restored: z.int(),
			}),
		),
	})
	.meta({ id: "HidingCounts" });

export type HidingList = z.infer<typeof HidingList>;
export type HidingCounts = z.infer<typeof HidingCounts>;
export type ProposeHiding = z.infer<typeof ProposeHiding>;
export type StepHiding = z.infer<typeof StepHiding>;
