import { z } from "zod";
import { caseStatuses } from "../domain/case.ts";
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

const kind = z.enum(["case", "contact", "delivery", "view"]);
const counts = z.record(z.string(), z.int());

/** For how many months after its closing something is kept; null: for ever. */
export const SetRetention = z.object({ kind, months: z.int().min(1).max(1200).nullable() });
/** `wouldRemove`: what the next night removes; "held" counts open cases and formal appeals, which stay. */
export const RetentionPreview = z
	.object({ items: z.array(z.object({ kind, months: z.int(), before: time, wouldRemove: counts })) })
	.meta({ id: "RetentionPreview" });
export const RemovalQuery = z.object({ before: idQuery.max(Number.MAX_SAFE_INTEGER).optional() });
export const RemovalList = z
	.object({
		items: z.array(
			z.object({
				id,
				at: time,
				kind,
				ground: z.enum(["retention", "request"]),
				months: z.int().nullable(),
				requestId: id.nullable(),
				caseIds: z.array(id),
				counts,
			}),
		),
	})
	.meta({ id: "RemovalList" });

/** In a body, not in an address: addresses are logged. */
const Clue = z.union([
	z.object({ caseId: id.max(Number.MAX_SAFE_INTEGER) }).strict(),
	z.object({ url: z.string().min(1).max(2000) }).strict(),
	z.object({ contact: z.string().min(1).max(300) }).strict(),
]);
export const FindPerson = z.object({ clue: Clue });
export const PersonCases = z
	.object({
		items: z.array(
			z.object({
				id,
				channel: z.string(),
				status: z.enum(caseStatuses),
				registeredAt: time,
				excerpt: z.string(),
			}),
		),
	})
	.meta({ id: "PersonCases" });
export const MakeRequest = z.object({ kind: z.enum(["export", "erasure"]), ground: z.string().max(2000), clue: Clue });
export const MadeRequest = z.object({ id }).meta({ id: "MadeRequest" });
export const DecideRequest = z.object({ isConfirmed: z.boolean(), reason: z.string().max(2000).default("") });
export const RequestList = z
	.object({
		items: z.array(
			z.object({
				id,
				kind: z.enum(["export", "erasure"]),
				ground: z.string(),
				caseIds: z.array(id),
				state: z.enum(["asked", "confirmed", "refused", "done"]),
				askedBy: id,
				askedAt: time,
				decidedBy: id.nullable(),
				reason: z.string().nullable(),
				doneAt: time.nullable(),
				/** open cases and formal appeals: not touched */
				heldIds: z.array(id),
			}),
		),
	})
	.meta({ id: "RequestList" });
export const PersonFile = z.object({ format: z.enum(["json", "html"]).default("json") });
export type ViewPage = z.infer<typeof ViewPage>;
export type RetentionPreview = z.infer<typeof RetentionPreview>;
export type RemovalList = z.infer<typeof RemovalList>;
export type PersonCases = z.infer<typeof PersonCases>;
export type MadeRequest = z.infer<typeof MadeRequest>;
export type RequestList = z.infer<typeof RequestList>;
export type SetRetention = z.input<typeof SetRetention>;
export type MakeRequest = z.input<typeof MakeRequest>;
export type FindPerson = z.input<typeof FindPerson>;
