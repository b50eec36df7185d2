import { z } from "zod";
import { caseStatuses } from "../domain/case.ts";

/** The shapes of what is told of cases that may repeat each other. */

const id = z.int().positive();

/** same-person: the author wrote before or since; same-text: a near copy; same-problem: near by, lately, in other words */
export const similarKinds = ["same-person", "same-text", "same-problem"] as const;

export const SimilarCase = z
	.object({
		caseId: id,
		excerpt: z.string(),
		status: z.enum(caseStatuses),
		topicCode: z.string().nullable(),
		territoryCode: z.string().nullable(),
		agencyId: id.nullable(),
		registeredAt: z.iso.datetime(),
		kinds: z.array(z.enum(similarKinds)),
		/** 0 … 1; orders the list, no probability */
		score: z.number(),
		why: z.object({
			/** as they stand in the case asked for, at most 8 */
			sharedWords: z.array(z.string()),
			sameTerritory: z.boolean(),
			sameTopic: z.boolean(),
			minutesApart: z.int(),
		}),
	})
	.meta({ id: "SimilarCase" });

/** At most 20, best first; `people` is the number of different authors among them, the case's own included. */
export const SimilarCases = z.object({ items: z.array(SimilarCase), people: z.int() }).meta({ id: "SimilarCases" });

export type SimilarKind = (typeof similarKinds)[number];
export type SimilarCase = z.infer<typeof SimilarCase>;
export type SimilarCases = z.infer<typeof SimilarCases>;
