import { z } from "zod";
import { advices } from "../channels/channel.ts";
import { caseActions, caseOutcomes, caseStatuses } from "../domain/case.ts";
import type { CaseAction } from "../domain/case.ts";
import { promiseCodes, promiseStates, replyKinds } from "../domain/promise.ts";
import { priorities } from "../domain/priority.ts";
import { draftCodes } from "../text/draft/draft.ts";
import { Family } from "./contract-family.ts";
import { withoutTasks } from "./contract-tasks.ts";
import { AttachedFile, ReplyPhoto } from "./contract-photo.ts";
import { Lane } from "./contract-lane.ts";
import { Cue, Mark, Place, Proposal } from "./contract-proposal.ts";

/** The shapes of cases and replies in the HTTP API. Times are ISO 8601 in UTC, ids integers. */

const time = z.iso.datetime();
const id = z.int().positive();
/** Goes back as it was given; anything else is refused before it reaches the database. */

/** Working minutes to the deadline at `asOf`; negative when overdue; `isRunning` tells whether the agency's day is on. */
export const TimeLeft = z.object({ minutes: z.int(), isRunning: z.boolean(), asOf: time }).meta({ id: "TimeLeft" });

export const CaseRow = z
	.object({
		id,
		status: z.enum(caseStatuses),
		isOpen: z.boolean(),
		channel: z.string(),
		pageId: id,
		topicCode: z.string().nullable(),
		topicBy: z.enum(["machine", "person"]),
		territoryCode: z.string().nullable(),
		agencyId: id.nullable(),
		assigneeId: id.nullable(),
		excerpt: z.string(),
		registeredAt: time,
		dueAt: time,
		answeredAt: time.nullable(),
		timeLeft: TimeLeft.nullable(),
		hasOutsideAnswer: z.boolean(),
		/** what tells of danger in the resident's words: "danger", "gas", "cold-home", "threat" */
		cues: z.array(z.string()),
		/** parts that other agencies and outside parties have to do in it */
		tasks: z.object({ done: z.int(), total: z.int() }),
		/** whose a returned case is, by who returned it */
		suggestedAgencyId: id.nullable(),
		/** "urgent" is the priority lane */
		priority: z.enum(priorities),
		/** who stays with the case until it is closed */
		ownerId: id.nullable(),
		/** merged into this case */
		parentId: id.nullable(),
		/** how many cases are merged into it */
		childCount: z.int(),
		/** put aside until then; null: it is not */
		snoozedUntil: time.nullable(),
		version: z.int(),
	})
	.meta({ id: "CaseRow" });

export const Attachment = z
	.object({
		kind: z.enum(["photo", "video", "audio", "voice", "document", "sticker", "link", "place", "other"]),
		url: z.string().optional(),
		title: z.string().optional(),
		latitude: z.number().optional(),
		longitude: z.number().optional(),
		/** where it may be a picture: what became of it */
		file: AttachedFile.optional(),
	})
	.meta({ id: "Attachment" });

export const Message = z
	.object({
		id,
		direction: z.enum(["in", "out"]),
		/** only "resident", "page" or "other-page": authors have no profile here */
		author: z.enum(["resident", "page", "other-page"]),
		authorName: z.string().nullable(),
		/** how to reach the resident, where they left it: never published */
		contact: z.string().nullable(),
		text: z.string(),
		attachments: z.array(Attachment),
		/** what went out with an answer of the desk */
		photos: z.array(ReplyPhoto),
		sentAt: time,
		editedAt: time.nullable(),
		deletedAt: time.nullable(),
		url: z.string().nullable(),
		/** written past the desk */
		isOutside: z.boolean(),
		earlier: z.array(z.object({ replacedAt: time, text: z.string() })),
	})
	.meta({ id: "Message" });

export const CaseEvent = z
	.object({
		id,
		at: time,
		type: z.string(),
		actor: z.object({ kind: z.enum(["system", "staff", "resident"]), name: z.string().nullable() }),
		data: z.record(z.string(), z.unknown()),
	})
	.meta({ id: "CaseEvent" });

export const Finding = z
	.object({
		code: z.enum([...draftCodes, ...promiseCodes]),
		/** "block" stops the reply, "warn" asks for a second look, "hint" is advice */
		severity: z.enum(["block", "warn", "hint"]),
		/** UTF-16 offsets in the text; equal where something is missing from it as a whole */
		start: z.int(),
		end: z.int(),
		/** wording offered instead */
		plainer: z.string().optional(),
		/** the resident's words the finding is about */
		quote: z.string().optional(),
	})
	.meta({ id: "Finding" });

/** Who does what by which day; `dueOn` is YYYY-MM-DD in the agency's zone. */
const PromiseGiven = z.object({
	who: z.string().trim().min(1).max(200),
	what: z.string().trim().min(1).max(1000),
	dueOn: z.iso.date(),
});
const kindGiven = {
	/** left out: as it was, "final" at first */
	kind: z.enum(replyKinds).optional(),
	/** null takes it away; left out: as it was */
	promise: PromiseGiven.nullable().optional(),
};

export const Reply = z
	.object({
		id,
		text: z.string(),
		/** final: the answer; interim: who does what by when; question: the resident is asked, and waited for */
		kind: z.enum(replyKinds),
		/** `askedOn`: the day off that was asked for, where the promise went to the next working day */
		promise: z
			.object({
				id,
				who: z.string(),
				what: z.string(),
				dueOn: z.iso.date(),
				askedOn: z.iso.date().nullable(),
				state: z.enum(promiseStates),
			})
			.nullable(),
		status: z.enum(["draft", "submitted", "approved", "published", "failed"]),
		revision: z.int(),
		authorId: id,
		authorName: z.string(),
		updatedAt: time,
		approvedByName: z.string().nullable(),
		/**
		 * the reader's own approval that can still be taken back: for so many milliseconds, or null: until the second person decides
		 */
		undo: z.object({ leftMs: z.int().nullable() }).nullable(),
		photos: z.array(ReplyPhoto),
		publication: z
			.object({
				id,
				state: z.enum(["queued", "claimed", "sent", "failed", "unknown"]),
				attempts: z.int(),
				sentAt: time.nullable(),
				errorClass: z.string().nullable(),
				errorText: z.string().nullable(),
				/** what the official can do about it */
				advice: z.enum(advices).nullable(),
				/** a person carries it to the resident: the desk calls no network */
				byPerson: z.boolean(),
				/** what stands in the thread was read back: null not known, true same text */
				isSeen: z.boolean().nullable(),
			})
			.nullable(),
	})
	.meta({ id: "Reply" });

export const DueExplanation = z
	.object({
		startAt: time,
		dueAt: time,
		/** the term; of nights and days off, too, where `isRoundTheClock` */
		workingMinutes: z.int(),
		isRoundTheClock: z.boolean(),
		timeZone: z.string(),
		intervals: z.array(z.object({ from: time, to: time, minutes: z.int() })),
		/** while the resident was waited for; the last one may still go on, as long as it may at most */
		pauses: z.array(z.object({ from: time, to: time })),
		ru: z.string(),
		en: z.string(),
	})
	.meta({ id: "DueExplanation" });

export const CaseDetail = z
	.object({
		case: CaseRow,
		thread: z.object({
			kind: z.enum(["comments", "post", "direct"]),
			title: z.string().nullable(),
			url: z.string().nullable(),
		}),
		messages: z.array(Message),
		history: z.array(CaseEvent),
		reply: Reply.nullable(),
		earlierReplies: z.array(Reply),
		due: DueExplanation,
		proposal: Proposal,
		place: Place,
		/** what in the resident's words deserves attention; who may not know of the mark gets no "military-family" */
		cues: z.array(Cue),
		mark: Mark,
		lane: Lane,
		family: Family,
		allowedActions: z.array(z.enum(Object.keys(caseActions) as [CaseAction, ...CaseAction[]])),
		can: z.object({ write: z.boolean(), approve: z.boolean(), triage: z.boolean() }),
		maxLength: z.int(),
		/** photos that an answer may carry there */
		maxPhotos: z.int(),
		/** where it may carry none: what can be done */
		photosAdvice: z.enum(advices).nullable(),
	})
	.meta({ id: "CaseDetail" });

export const ActOnCase = z.object({
	action: z.enum(Object.keys(caseActions) as [CaseAction, ...CaseAction[]]),
	version: z.int(),
	reason: z.string().max(2000).optional(),
	agencyId: id.optional(),
	/** with "returnWrongAgency" whose the case is; null: it is not known */
	suggestedAgencyId: id.max(2_147_483_647).nullable().optional(),
	outcome: z.enum(caseOutcomes).optional(),
});
export const ChangeTopic = z.object({ version: z.int(), topicCode: z.string().max(100) });
/** null: no territory of the region */
export const ChangePlace = z.object({ version: z.int(), territoryCode: z.string().max(100).nullable() });
export const SaveReply = z.object({
	text: z.string().max(20_000),
	/** the revision this edit was made on; null for the first text */
	revision: z.int().nullable(),
	...kindGiven,
	/** writes on although a colleague holds the reply; they are told */
	takeOver: z.boolean().optional(),
});
export const CheckReply = z.object({ text: z.string().max(20_000), ...kindGiven });
export const Findings = z
	.object({
		findings: z.array(Finding),
		length: z.int(),
		maxLength: z.int(),
		/** 0 … 1, the chance that the resident will have to write again: ranks answers for review; null when unknown */
		repeatChance: z.number().nullable(),
	})
	.meta({ id: "Findings" });
const submitKey = z.string().min(8).max(100);
export const SubmitReply = z.object({ revision: z.int(), requestKey: submitKey, ...kindGiven, ...withoutTasks });
export const ApproveReply = z.object({ revision: z.int() });

/** One line of the live stream: something happened to a case the reader may see. */
export const LiveEvent = z.object({ caseId: id, type: z.string(), at: time }).meta({ id: "LiveEvent" });

export type TimeLeft = z.infer<typeof TimeLeft>;
export type CaseRow = z.infer<typeof CaseRow>;
export type Message = z.infer<typeof Message>;
export type CaseEvent = z.infer<typeof CaseEvent>;
export type Finding = z.infer<typeof Finding>;
export type Reply = z.infer<typeof Reply>;
export type DueExplanation = z.infer<typeof DueExplanation>;
export type CaseDetail = z.infer<typeof CaseDetail>;
export type Findings = z.infer<typeof Findings>;
export type ActOnCase = z.infer<typeof ActOnCase>;
export type LiveEvent = z.infer<typeof LiveEvent>;
