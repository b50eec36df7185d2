import { z } from "zod";

/** The shapes of agencies, of returns and disputes in the HTTP API. */

const time = z.iso.datetime();
const id = z.int().positive().max(2_147_483_647);
const line = (most: number) => z.string().trim().min(1).max(most);
export const reason = line(2000);

export const agencyKinds = ["centre", "ministry", "municipality", "institution", "other"] as const;
export const Agency = z
	.object({
		id,
		code: z.string(),
		name: z.string(),
		shortName: z.string(),
		timeZone: z.string(),
		calendarId: id,
		/** the agency above, which sees this one's cases */
		parentId: id.nullable(),
		kind: z.enum(agencyKinds),
		/** where it is at home; null: the whole region */
		territoryCode: z.string().nullable(),
		staff: z.int(),
	})
	.meta({ id: "Agency" });
export const Agencies = z.object({ items: z.array(Agency) }).meta({ id: "Agencies" });

export const SaveAgency = z.object({
	name: line(300),
	shortName: line(60),
	timeZone: z.string().max(60),
	/** null: the region's first calendar */
	calendarId: id.nullable().default(null),
	parentId: id.nullable(),
	/** not given: as it was, or "other" */
	kind: z.enum(agencyKinds).optional(),
	/** not given: as it was, or none */
	territoryCode: z.string().max(100).nullable().optional(),
});
export const AddAgency = SaveAgency.extend({ code: z.string().regex(/^[a-z\d][a-z\d-]{0,59}$/) });

/** An agency's word that a case is not its own. */
export const CaseReturn = z
	.object({
		agencyId: id,
		staffName: z.string(),
		at: time,
		reason: z.string(),
		/** null: it does not know whose it is */
		suggestedAgencyId: id.nullable(),
		/** a routing rule names the same agency */
		isSure: z.boolean(),
	})
	.meta({ id: "CaseReturn" });

export const Dispute = z
	.object({
		caseId: z.int().positive(),
		state: z.enum(["open", "settled"]),
		openedAt: time,
		excerpt: z.string(),
		topicCode: z.string().nullable(),
		territoryCode: z.string().nullable(),
		status: z.string(),
		version: z.int(),
		/** oldest first */
		returns: z.array(CaseReturn),
		settled: z.object({ at: time, byName: z.string(), agencyId: id, reason: z.string() }).nullable(),
	})
	.meta({ id: "Dispute" });

export const DisputeQuery = z.object({
	state: z.enum(["open", "settled"]).default("open"),
	cursor: z
		.string()
		.regex(/^\d{1,15}$/)
		.optional(),
	limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const DisputePage = z
	.object({ items: z.array(Dispute), nextCursor: z.string().nullable() })
	.meta({ id: "DisputePage" });

export const Returns = z.object({ returns: z.array(CaseReturn), dispute: Dispute.nullable() }).meta({ id: "Returns" });

export const SettleDispute = z.object({ version: z.int(), agencyId: id, reason });
export const ReopenDispute = z.object({ version: z.int(), reason });

export type DisputePage = z.infer<typeof DisputePage>;
export type CaseReturn = z.infer<typeof CaseReturn>;
export type Returns = z.infer<typeof Returns>;

export type Agency = z.infer<typeof Agency>;
export type Agencies = z.infer<typeof Agencies>;
export type SaveAgency = z.input<typeof SaveAgency>;
export type AddAgency = z.input<typeof AddAgency>;
