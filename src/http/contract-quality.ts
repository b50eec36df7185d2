import { z } from "zod";
import { returnReasons } from "../domain/return-reasons.ts";
import { rubricMarks, verdicts } from "../domain/review.ts";

/** The shapes of quality control. Days are YYYY-MM-DD by the region's clock. */

const id = z.int().positive();
const time = z.iso.datetime();
const day = z.iso.date();
const verdict = z.enum(verdicts);

/** Every point of the checklist is marked. */
const Rubric = z.record(z.enum(returnReasons), z.enum(rubricMarks)).meta({ id: "Rubric" });

const Judgement = z.object({ verdict, rubric: Rubric, words: z.string(), sendsBack: z.boolean() });

export const NextReview = z
	.object({
		/** the answer the caller looks at; null: none */
		item: z
			.object({
				id,
				version: z.int(),
				replyId: id,
				caseId: id,
				agencyId: id,
				topicCode: z.string().nullable(),
				publishedAt: time,
				question: z.string(),
				text: z.string(),
				/** warnings that were passed over when it was handed in */
				passedOver: z.array(z.string()),
				takenAt: time,
				/** afterwards anybody may take it */
				heldUntil: time,
				/** to whoever settles a difference: what the two have said */
				others: z.array(Judgement),
			})
			.nullable(),
		/** reviews the caller could take */
		waiting: z.int(),
	})
	.meta({ id: "NextReview" });

export const JudgeAnswer = z.object({
	version: z.int(),
	rubric: Rubric,
	verdict,
	words: z.string().trim().max(4000).default(""),
	/** whether a weak answer goes back to work; a non-answer always does */
	sendsBack: z.boolean().default(false),
});

const period = { from: day, to: day };
export const QualityPeriod = z.object(period);
export const ResultQuery = z.object({
	...period,
	agencyId: z.coerce.number().int().positive().max(2_147_483_647).optional(),
	verdict: verdict.optional(),
	before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
	limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const ResultPage = z
	.object({
		items: z.array(
			z.object({
				replyId: id,
				caseId: id,
				agencyId: id,
				/** when it was published */
				day,
				verdict,
				reasons: z.array(z.enum(returnReasons)),
				words: z.string(),
				settledAt: time,
				/** null: it did not go back to work */
				returnedAt: time.nullable(),
			}),
		),
		nextBefore: id.nullable(),
	})
	.meta({ id: "QualityResults" });

/** 95 % by Wilson over the effective number of answers looked at; null: none was */
const Share = z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable();
const agreement = {
	/** answers that both have looked at */
	count: z.int(),
	agreed: z.int(),
	/** Cohen's kappa; null where it says nothing */
	kappa: z.number().nullable(),
};

export const QualityFigures = z
	.object({
		agencies: z.array(
			z.object({
				agencyId: id,
				answers: z.int(),
				/** what 5 percent or 20 come to, were the period one month */
				required: z.int(),
				sampled: z.int(),
				reviewed: z.int(),
				returned: z.int(),
				good: Share,
				weak: Share,
				nonAnswer: Share,
				/** what the answers looked at are worth, after their chances */
				effective: z.number(),
			}),
		),
		/** for reviewers alone */
		agreement: z
			.object({
				all: z.object(agreement),
				pairs: z.array(z.object({ pair: z.tuple([id, id]), ...agreement })),
			})
			.nullable(),
	})
	.meta({ id: "QualityFigures" });

export type NextReview = z.infer<typeof NextReview>;
export type ResultPage = z.infer<typeof ResultPage>;
export type QualityFigures = z.infer<typeof QualityFigures>;
export type JudgeAnswer = z.input<typeof JudgeAnswer>;
