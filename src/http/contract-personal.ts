import { z } from "zod";
import { viewedParts } from "../cases/viewed-part.ts";

/** The shapes of what is kept of people: who saw it, how long it stays, what was removed. */

const id = z.int().positive();
const time = z.iso.datetime();
const idQuery = z.coerce.number().int().positive();

export const ViewQuery = z.object({
	caseId: idQuery.max(Number.MAX_SAFE_INTEGER).optional(),
	staffId: idQuery.max(2 ** 31 - 1).optional(),
	from: time.optional(),
	to: time.optional(),
	cursor: z
		.string()
		.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_\d{1,15}_\d{1,9}$/)
		.optional(),
	limit: idQuery.max(200).default(50),
});

/** One row for a person, a case and ten minutes. */
export const ViewPage = z
	.object({
		items: z.array(
			z.object({
				caseId: id,
				staffId: id,
				staffName: z.string(),
				/** the beginning of the ten minutes */
				at: time,
				what: z.array(z.enum(viewedParts)),
				times: z.int(),
			}),
		),
		nextCursor: z.string().nullable(),
	})
	.meta({ id: "ViewPage" });
