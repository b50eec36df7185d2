import { z } from "zod";

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

export type CaseFigures = z.infer<typeof CaseFigures>;
