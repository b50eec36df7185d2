import { z } from "zod";
import { outsideKinds, taskStates } from "../cases/reads-task.ts";

/** The shapes of tasks, outside parties and their links in the HTTP API. */

const time = z.iso.datetime();
const id = z.int().positive();
const smallId = id.max(2_147_483_647);
const version = z.int();
/** PostgreSQL keeps no NUL */
const words = (most: number) =>
	z
		.string()
		.trim()
		.min(1)
		.max(most)
		.refine((text) => !text.includes("\0"));

export const OutsideParty = z
	.object({ id: smallId, name: z.string(), kind: z.enum(outsideKinds) })
	.meta({ id: "OutsideParty" });
export const OutsideParties = z.object({ items: z.array(OutsideParty) }).meta({ id: "OutsideParties" });
export const AddOutsideParty = z.object({ name: words(200), kind: z.enum(outsideKinds) });

export const CaseTask = z
	.object({
		id,
		agencyId: smallId.nullable(),
		outsideParty: OutsideParty.nullable(),
		what: z.string(),
		state: z.enum(taskStates),
		/** the part of the answer; of others' tasks a co-executor sees none */
		part: z.string().nullable(),
		/** why it was refused or cancelled */
		reason: z.string().nullable(),
		createdAt: time,
		createdByName: z.string(),
		endedAt: time.nullable(),
		endedByName: z.string().nullable(),
		dueAt: time.nullable(),
		/** a link is out that can still be used */
		linkExpiresAt: time.nullable(),
		/** the caller may write, finish or refuse it */
		canDo: z.boolean(),
		version,
	})
	.meta({ id: "CaseTask" });
export const CaseTasks = z.object({ items: z.array(CaseTask) }).meta({ id: "CaseTasks" });

/** What agencies of the caller have yet to do in cases that others answer. */
export const OwnTasks = z
	.object({
		items: z.array(
			z.object({
				id,
				caseId: id,
				agencyId: smallId,
				what: z.string(),
				createdAt: time,
				dueAt: time.nullable(),
				topicCode: z.string().nullable(),
				territoryCode: z.string().nullable(),
			}),
		),
		isMore: z.boolean(),
	})
	.meta({ id: "OwnTasks" });

export const GiveTask = z.object({
	/** one of the two */
	agencyId: smallId.optional(),
	outsidePartyId: smallId.optional(),
	what: words(2000),
	/** minutes of the agency's working time; not named: by its terms */
	minutes: z.int().min(15).max(60_000).optional(),
	requestKey: z.string().min(8).max(100),
});
export const SavePart = z.object({ version, part: z.string().max(10_000) });
export const FinishTask = z.object({ version, part: words(10_000) });
export const EndTask = z.object({ version, reason: words(2000) });

export const TaskParams = z.object({
	id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER),
	taskId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER),
});

export const Parts = z
	.object({ items: z.array(z.object({ taskId: id, who: z.string(), part: z.string() })) })
	.meta({ id: "Parts" });
export const InsertParts = z.object({
	taskIds: z.array(id).min(1).max(50),
	/** the revision of the draft; null where there is none yet */
	revision: z.int().nullable(),
});

export const MakeLink = z.object({ days: z.int().min(1).max(14).default(3) });
/** shown this once: the desk keeps only a hash of it */
export const MadeLink = z.object({ url: z.string(), expiresAt: time }).meta({ id: "MadeLink" });

/** Why a final answer goes out while others still have tasks in the case. */
export const withoutTasks = { openTasksReason: z.string().trim().min(1).max(2000).optional() };

export type Parts = z.infer<typeof Parts>;
export type OwnTasks = z.infer<typeof OwnTasks>;
export type OutsideParties = z.infer<typeof OutsideParties>;
export type AddOutsideParty = z.input<typeof AddOutsideParty>;
export type CaseTask = z.infer<typeof CaseTask>;
export type CaseTasks = z.infer<typeof CaseTasks>;
export type GiveTask = z.infer<typeof GiveTask>;
export type MadeLink = z.infer<typeof MadeLink>;
