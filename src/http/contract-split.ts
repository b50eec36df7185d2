import { z } from "zod";
import { linkKinds } from "../cases/reads-link.ts";
import { caseStatuses } from "../domain/case.ts";

/** The shapes of splitting and linking cases. */

const id = z.int().positive();

export const SplitCase = z.object({
	version: z.int(),
	/** what the resident wrote of the other problem; something has to stay */
	messageIds: z.array(id).min(1).max(500),
	topicCode: z.string().max(100).optional(),
	agencyId: id.optional(),
});
export const SplitResult = z.object({ caseId: id }).meta({ id: "SplitResult" });

export const LinkCases = z.object({
	otherId: id,
	/** "part-of": this case is a part of the other, a work order */
	kind: z.enum(linkKinds),
	note: z.string().max(2000).default(""),
});

export const CaseLinks = z
	.object({
		items: z.array(
			z.object({
				id,
				kind: z.enum(linkKinds),
				/** "from": this case is the part, the duplicate; "to": the other one is */
				side: z.enum(["from", "to"]),
				otherId: id,
				/** null: a case that the reader may not see */
				other: z.object({ status: z.enum(caseStatuses), excerpt: z.string() }).nullable(),
				note: z.string(),
				createdByName: z.string(),
				createdAt: z.iso.datetime(),
			}),
		),
	})
	.meta({ id: "CaseLinks" });

export type CaseLinks = z.infer<typeof CaseLinks>;
export type LinkCases = z.infer<typeof LinkCases>;
export type SplitCase = z.infer<typeof SplitCase>;
