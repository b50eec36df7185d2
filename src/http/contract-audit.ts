import { z } from "zod";

const time = z.iso.datetime();
const id = z.int().positive();

export const AuditFilter = z.object({
	caseId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
	/** who did it */
	staffId: z.coerce.number().int().positive().max(2_147_483_647).optional(),
	type: z
		.string()
		.regex(/^[A-Za-z-]{1,60}$/)
		.optional(),
	from: time.optional(),
	/** this moment no more */
	to: time.optional(),
	/** an address, or a network of addresses */
	ip: z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]).optional(),
});
export const AuditQuery = AuditFilter.extend({
	cursor: z.string().max(40).optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const AuditExport = AuditFilter.extend({ format: z.enum(["csv", "jsonl"]) });

export const AuditEntry = z
	.object({
		/** case: history of a case; access: what staff did outside of cases */
		source: z.enum(["case", "access"]),
		id,
		at: time,
		type: z.string(),
		caseId: id.nullable(),
		agencyId: id.nullable(),
		actor: z.object({ kind: z.string(), id: id.nullable(), name: z.string().nullable() }),
		ip: z.string().nullable(),
		/** numbers, codes and times; no text that somebody wrote */
		data: z.record(z.string(), z.unknown()),
	})
	.meta({ id: "AuditEntry" });
export const AuditPage = z
	.object({ items: z.array(AuditEntry), nextCursor: z.string().nullable() })
	.meta({ id: "AuditPage" });

/** How far the history is sealed. */
export const AuditSeal = z
	.object({ last: z.object({ number: id, hash: z.string(), sealedAt: time }).nullable() })
	.meta({ id: "AuditSeal" });
export type AuditPage = z.infer<typeof AuditPage>;
export type AuditSeal = z.infer<typeof AuditSeal>;
export type AuditEntry = z.infer<typeof AuditEntry>;
export type AuditFilter = z.input<typeof AuditFilter>;
