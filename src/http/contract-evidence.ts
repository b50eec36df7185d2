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
		putByName: z.string(),
		putAt: z.iso.datetime(),
		/** put by the caller, who may describe it and take it away */
		isMine: z.boolean(),
	})
	.meta({ id: "EvidenceItem" });

export const EvidenceList = z.object({ items: z.array(EvidenceItem) }).meta({ id: "EvidenceList" });
export const EvidencePut = z.object({ id: z.string() }).meta({ id: "EvidencePut" });
export const PutEvidence = z.object({ moment: moment.optional() });
export const DescribeEvidence = z.object({ moment: moment.nullable(), note: z.string().trim().max(1000) });
