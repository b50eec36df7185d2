import { z } from "zod";
import { countedThings } from "../analytics/reads-board.ts";

/** The shapes of figures. Times are ISO 8601 in UTC. */

const time = z.iso.datetime();
const count = z.int();

export const FigureQuery = z.object({ from: time, to: time });

export const CaseFigures = z
	.object({
		items: z.array(
			z.object({
				agencyId: z.int().positive(),
				/** answers, first ones and after a reopening, given within their term and after it */
				inTime: count,
				late: count,
				/** owed now, with the term over */
				overdue: count,
				interim: count,
				answered: count,
				returned: count,
				disputed: count,
				reopened: count,
				/** working minutes to the answer for half, and for nine of ten */
				minutesHalf: count.nullable(),
				minutesNineTenths: count.nullable(),
				promises: z.object({ due: count, kept: count, moved: count, broken: count }),
			}),
		),
	})
	.meta({ id: "CaseFigures" });

const minutes = count.nullable();
const answers = {
	inTime: count,
	late: count,
	/** working minutes to the answer: on average, and of which half and nine of ten waited no longer */
	minutesMean: minutes,
	minutesHalf: minutes,
	minutesNineTenths: minutes,
};

/** The same answers together, by day of the region's clock, and by topic; days without an answer are left out. */
export const BoardFigures = z
	.object({
		all: z.object(answers),
		days: z.array(z.object({ day: z.iso.date(), ...answers })),
		topics: z.array(
			z.object({
				topicCode: z.string().nullable(),
				...answers,
				/** owed now, with the term over */
				overdue: count,
			}),
		),
	})
	.meta({ id: "BoardFigures" });

export const CountedQuery = FigureQuery.extend({
	what: z.enum(countedThings),
	agencyId: z.coerce.number().int().positive().max(2_147_483_647).optional(),
	/** PostgreSQL keeps no NUL */
	topicCode: z
		.string()
		.max(100)
		.refine((text) => !text.includes("\0"))
		.optional(),
	before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
	limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const CountedCases = z
	.object({
		items: z.array(
			z.object({
				id: z.int().positive(),
				caseId: z.int().positive(),
				/** whose answer it was, or is owed */
				agencyId: z.int().positive(),
				/** when it was given; of one that is owed, when it was due */
				at: time,
				dueAt: time,
				/** null: not given */
				workingMinutes: minutes,
				termMinutes: count,
				topicCode: z.string().nullable(),
				territoryCode: z.string().nullable(),
				/** the caller may open the case */
				isSeen: z.boolean(),
			}),
		),
		nextBefore: z.int().positive().nullable(),
	})
	.meta({ id: "CountedCases" });

export type BoardFigures = z.infer<typeof BoardFigures>;
export type CountedQuery = z.input<typeof CountedQuery>;
export type CountedCases = z.infer<typeof CountedCases>;
export type CaseFigures = z.infer<typeof CaseFigures>;
