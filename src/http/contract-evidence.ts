import { z } from "zod";

/** The shapes of evidence of the work: photos that are not published. */

const moment = z.enum(["before", "after"]);

export const EvidenceItem = z
	.object({
		/** stands in its address */
		id: z.string(),
		width: z.int(),
		height: z.int(),
		/** "before" shows how it was, not the work done; null: not said */
		moment: moment.nullable(),
		note: z.string(),
		/** whose photo it is; null: the regional centre's */
		agencyId: z.int().positive().nullable(),
		/** the part it came with */
		taskId: z.int().positive().nullable(),
		/** a person, or the company that put it by its link */
		putByName: z.string(),
		byLink: z.boolean(),
		putAt: z.iso.datetime(),
		/** put by the caller, who may describe it and take it away; by a link: the owner of the case may */
		isMine: z.boolean(),
	})
	.meta({ id: "EvidenceItem" });

export const EvidenceList = z.object({ items: z.array(EvidenceItem) }).meta({ id: "EvidenceList" });
export const EvidencePut = z.object({ id: z.string() }).meta({ id: "EvidencePut" });
export const PutEvidence = z.object({
	moment: moment.optional(),
	/** the caller's own part that it goes with */
	taskId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
});
export const DescribeEvidence = z.object({ moment: moment.nullable(), note: z.string().trim().max(1000) });

/** What photos of the work tell of themselves; a "hint" says that one tells nothing, which accuses nobody. */
export const EvidenceChecks = z
	.object({
		items: z.array(
			z.object({
				id: z.string(),
				moment: moment.nullable(),
				findings: z.array(
					z.object({
						code: z.enum([
							"used-elsewhere",
							"as-the-residents",
							"taken-before",
							"far-away",
							"no-date",
							"no-place",
							"no-print",
						]),
						severity: z.enum(["warn", "hint"]),
						/** the case where it was used; null where the reader may not see that one */
						caseId: z.int().positive().nullable().optional(),
						/** bits of 64 in which the pictures differ */
						distance: z.int().optional(),
						/** from the case's place */
						metres: z.int().optional(),
					}),
				),
			}),
		),
	})
	.meta({ id: "EvidenceChecks" });

export type EvidenceChecks = z.infer<typeof EvidenceChecks>;
export type EvidenceItem = z.infer<typeof EvidenceItem>;
export type EvidenceList = z.infer<typeof EvidenceList>;
