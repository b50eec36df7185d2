import { z } from "zod";
import { reviewedActions } from "../cases/take-agreement.ts";
import { priorities } from "../domain/priority.ts";

/** The shapes of the priority lane: priority, owner, hand-over, second review. */

const id = z.int().positive();
const time = z.iso.datetime();
const words = z.string().max(2000);

export const SecondReview = z
	.object({
		id,
		/** "reject": the case is turned away; "explained": it is closed with an explanation */
		action: z.enum(reviewedActions),
		/** empty for who may not know of the mark */
		reason: z.string(),
		state: z.enum(["asked", "agreed", "refused", "used", "lapsed"]),
		askedBy: id,
		askedAt: time,
		decidedBy: id.nullable(),
		decidedAt: time.nullable(),
		decision: z.string().nullable(),
	})
	.meta({ id: "SecondReview" });

export const Lane = z
	.object({
		/** a rule raises no case of which a person has said how urgent it is */
		priorityBy: z.enum(["rule", "person"]),
		/** the answer goes past the public thread where the network allows it; false for who may not know why */
		answersPrivately: z.boolean(),
		/** waits for the new owner; until then the present one is responsible */
		handover: z.object({ fromId: id, toId: id, note: z.string(), offeredBy: id, offeredAt: time }).nullable(),
		secondReviews: z.array(SecondReview),
	})
	.meta({ id: "Lane" });

export const SetPriority = z.object({ version: z.int(), priority: z.enum(priorities), reason: words });
export const SetOwner = z.object({ version: z.int(), staffId: id.max(2 ** 31 - 1) });
export const OfferHandover = z.object({ toStaffId: id.max(2 ** 31 - 1), note: words.default("") });
export const EndHandover = z.object({
	/** "acknowledge" and "decline" are the new owner's, "withdraw" of whoever may offer */
	how: z.enum(["acknowledge", "decline", "withdraw"]),
	reason: words.optional(),
});
export const AskSecondReview = z.object({ action: z.enum(reviewedActions), reason: words });
export const DecideSecondReview = z.object({ isAgreed: z.boolean(), reason: words.default("") });
export const SecondReviewList = z
	.object({ items: z.array(SecondReview.extend({ caseId: id })) })
	.meta({ id: "SecondReviewList" });
export const SetTopicImportance = z.object({ isImportant: z.boolean() });

export type SecondReviewList = z.infer<typeof SecondReviewList>;
export type SecondReview = z.infer<typeof SecondReview>;
