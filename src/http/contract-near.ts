import { z } from "zod";
import { caseStatuses } from "../domain/case.ts";

/** The shapes of what stands near a case on the map. */

export const NearCase = z
	.object({
		caseId: z.int().positive(),
		/** degrees, WGS 84 */
		latitude: z.number(),
		longitude: z.number(),
		/** from the case asked for */
		metres: z.int(),
		excerpt: z.string(),
		status: z.enum(caseStatuses),
		topicCode: z.string().nullable(),
		dueAt: z.iso.datetime(),
	})
	.meta({ id: "NearCase" });

/** Nearest first; `metres`: how far was looked; `isWhole` false: there are more than are told of. */
export const NearCases = z
	.object({ metres: z.int(), items: z.array(NearCase), isWhole: z.boolean() })
	.meta({ id: "NearCases" });

export type NearCase = z.infer<typeof NearCase>;
export type NearCases = z.infer<typeof NearCases>;
