import { z } from "zod";
import { returnReasons } from "../domain/return-reasons.ts";
import { CaseDetail, Finding } from "./contract-case.ts";
import type { CheckReply as Check, SaveReply as Save, SubmitReply as Submit } from "./contract-case.ts";

/** The shapes of presence, drafts, approval and delegation in the HTTP API. Times are ISO 8601 in UTC. */

const time = z.iso.datetime();
const id = z.int().positive();

export const Presence = z
	.object({
		/** who has the case open, the caller included; gone when not seen for 50 seconds */
		people: z.array(z.object({ staffId: id, name: z.string(), since: time, seenAt: time })),
		/** who writes the answer just now: three minutes from the last keystroke */
		writing: z.object({ staffId: id, name: z.string(), since: time, until: time }).nullable(),
	})
	.meta({ id: "Presence" });

/** A heartbeat, every 20 seconds or so. */
export const Heartbeat = z
	.object({
		/** text was typed since the last one: the answer is held for the caller, unless a colleague holds it */
		isWriting: z.boolean().default(false),
		/** writes on although a colleague holds it; they are told */
		takeOver: z.boolean().default(false),
	})
	.default({ isWriting: false, takeOver: false });

export const DraftTexts = z
	.object({
		items: z.array(
			z.object({
				id,
				staffId: id,
				name: z.string(),
				/** "replaced": a colleague's text took its place; "refused": it came too late to be the draft */
				why: z.enum(["replaced", "refused"]),
				text: z.string(),
				at: time,
			}),
		),
	})
	.meta({ id: "DraftTexts" });

export const ReturnReply = z.object({
	revision: z.int(),
	/** codes of the checklist; words or at least one code */
	reasons: z.array(z.enum(returnReasons)).max(returnReasons.length).default([]),
	reason: z.string().max(2000).default(""),
});

const approvalCursor = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_\d{1,15}$/);

export const ApprovalQuery = z.object({ after: approvalCursor.optional() });

/** What waits for the caller's approval, one by one, the most urgent first. */
export const ApprovalItem = z
	.object({
		item: z
			.object({
				detail: CaseDetail,
				/** 1: the first or only one; 2: the second, at the centre */
				step: z.union([z.literal(1), z.literal(2)]),
				/** how many people let it out */
				steps: z.union([z.literal(1), z.literal(2)]),
				/** who let it pass first */
				firstApprovedByName: z.string().nullable(),
				/** in whose name the caller would approve, by a right that was lent */
				inNameOf: z.string().nullable(),
				findings: z.array(Finding),
				repeatChance: z.number().nullable(),
				/** `after` for the next one */
				cursor: approvalCursor,
				/** the case that comes next, to be fetched before it is asked for */
				nextCaseId: id.nullable(),
			})
			.nullable(),
		/** how many wait, this one included, counted up to `cap` */
		waiting: z.int(),
		cap: z.int(),
	})
	.meta({ id: "ApprovalItem" });

const steps = z.union([z.literal(1), z.literal(2)]);
export const ApprovalRules = z
	.object({
		items: z.array(
			z.object({
				id,
				agencyId: id.nullable(),
				topicCode: z.string().nullable(),
				groupCode: z.string().nullable(),
				steps,
			}),
		),
	})
	.meta({ id: "ApprovalRules" });
/** The most specific rule counts; a topic or a group, not both; nothing named: every case. */
export const SaveApprovalRule = z.object({
	agencyId: id.nullable().default(null),
	topicCode: z.string().max(100).nullable().default(null),
	groupCode: z.string().max(100).nullable().default(null),
	/** null takes the rule away */
	steps: steps.nullable(),
});

export const LendApproval = z.object({ toId: id, startsAt: time, endsAt: time });
export const Delegations = z
	.object({
		items: z.array(
			z.object({
				id,
				fromId: id,
				fromName: z.string(),
				toId: id,
				toName: z.string(),
				startsAt: time,
				endsAt: time,
				revokedAt: time.nullable(),
			}),
		),
	})
	.meta({ id: "Delegations" });

export type Presence = z.infer<typeof Presence>;
export type ApprovalItem = z.infer<typeof ApprovalItem>;
export type SaveReply = z.infer<typeof Save>;
export type CheckReply = z.infer<typeof Check>;
export type SubmitReply = z.infer<typeof Submit>;
export type ReturnReply = z.infer<typeof ReturnReply>;
export type Delegations = z.infer<typeof Delegations>;
export type LendApproval = z.input<typeof LendApproval>;
export type ApprovalRules = z.infer<typeof ApprovalRules>;
export type SaveApprovalRule = z.input<typeof SaveApprovalRule>;
