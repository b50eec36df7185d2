import { z } from "zod";
import { caseActions, caseOutcomes, caseStatuses } from "../domain/case.ts";
import type { CaseAction } from "../domain/case.ts";
import { errorCodes } from "../domain/errors.ts";
import { permissions } from "../domain/permission.ts";

/** The shapes of the HTTP API: one schema gives validation, types and OpenAPI. Times are ISO 8601 in UTC, ids integers. */

const time = z.iso.datetime();
const id = z.int().positive();
const cursor = z.string().max(200);
/** Cursors go back as they were given; anything else is refused before it reaches the database. */
const idCursor = z.string().regex(/^\d{1,15}$/);
const caseCursor = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_\d{1,15}$/);

export const Problem = z
	.object({
		type: z.string(),
		title: z.string(),
		status: z.int(),
		code: z.enum(errorCodes),
		requestId: z.string(),
		details: z.record(z.string(), z.unknown()).optional(),
	})
	.meta({ id: "Problem", description: "RFC 9457 problem details with a stable code" });

export const Me = z
	.object({
		id,
		login: z.string(),
		name: z.string(),
		agencyId: id.nullable(),
		permissions: z.array(z.enum(permissions)),
		region: z.object({ id, name: z.string(), timeZone: z.string() }),
	})
	.meta({ id: "Me" });

export const SignIn = z.object({ login: z.string().min(1).max(100), password: z.string().min(1).max(200) });

export const Status = z
	.object({
		version: z.string(),
		database: z.boolean(),
		demo: z
			.object({
				networkUrl: z.string(),
				accounts: z.array(z.object({ login: z.string(), password: z.string(), name: z.string(), role: z.string() })),
			})
			.nullable(),
	})
	.meta({ id: "Status" });

export const Reference = z
	.object({
		agencies: z.array(
			z.object({ id, code: z.string(), name: z.string(), shortName: z.string(), timeZone: z.string() }),
		),
		topicGroups: z.array(z.object({ code: z.string(), titleRu: z.string(), titleEn: z.string() })),
		topics: z.array(
			z.object({
				code: z.string(),
				groupCode: z.string(),
				titleRu: z.string(),
				titleEn: z.string(),
				isPhysical: z.boolean(),
			}),
		),
		territories: z.array(z.object({ code: z.string(), name: z.string() })),
		pages: z.array(z.object({ id, channel: z.string(), name: z.string(), url: z.string().nullable(), agencyId: id })),
		channels: z.array(z.string()),
		staff: z.array(z.object({ id, name: z.string(), agencyId: id.nullable() })),
	})
	.meta({ id: "Reference" });

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
		version: z.int(),
	})
	.meta({ id: "CaseRow" });

export const caseViews = ["open", "mine", "new", "approval", "returned", "answered", "all"] as const;

export const CaseQuery = z.object({
	view: z.enum(caseViews).default("open"),
	status: z.enum(caseStatuses).optional(),
	agencyId: z.coerce.number().int().positive().optional(),
	topicCode: z.string().max(100).optional(),
	groupCode: z.string().max(100).optional(),
	channel: z.string().max(30).optional(),
	due: z.enum(["overdue", "hour", "today"]).optional(),
	q: z.string().max(200).optional(),
	sort: z.enum(["due", "newest"]).default("due"),
	cursor: caseCursor.optional(),
	limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const CasePage = z.object({ items: z.array(CaseRow), nextCursor: cursor.nullable() }).meta({ id: "CasePage" });

/** Counts stop at `cap`: a count equal to it means "at least". */
export const CaseCounts = z
	.object({ views: z.partialRecord(z.enum(caseViews), z.int()), overdue: z.int(), cap: z.int() })
	.meta({ id: "CaseCounts" });

export const Attachment = z
	.object({
		kind: z.enum(["photo", "video", "audio", "voice", "document", "sticker", "link", "place", "other"]),
		url: z.string().optional(),
		title: z.string().optional(),
		latitude: z.number().optional(),
		longitude: z.number().optional(),
	})
	.meta({ id: "Attachment" });

export const Message = z
	.object({
		id,
		direction: z.enum(["in", "out"]),
		/** only "resident", "page" or "other-page": authors have no profile here */
		author: z.enum(["resident", "page", "other-page"]),
		authorName: z.string().nullable(),
		text: z.string(),
		attachments: z.array(Attachment),
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
		code: z.enum(["empty", "too-long", "phone", "email", "passport", "card", "snils", "placeholder"]),
		severity: z.enum(["block", "warn"]),
		/** UTF-16 offsets in the text */
		start: z.int(),
		end: z.int(),
	})
	.meta({ id: "Finding" });

export const Reply = z
	.object({
		id,
		text: z.string(),
		status: z.enum(["draft", "submitted", "approved", "published", "failed"]),
		revision: z.int(),
		authorId: id,
		authorName: z.string(),
		updatedAt: time,
		approvedByName: z.string().nullable(),
		publication: z
			.object({
				id,
				state: z.enum(["queued", "claimed", "sent", "failed", "unknown"]),
				attempts: z.int(),
				sentAt: time.nullable(),
				errorClass: z.string().nullable(),
				errorText: z.string().nullable(),
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
		workingMinutes: z.int(),
		timeZone: z.string(),
		intervals: z.array(z.object({ from: time, to: time, minutes: z.int() })),
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
		/** why the machine chose this topic and agency */
		proposal: z.object({
			topicCode: z.string().nullable(),
			topicConfidence: z.number().nullable(),
			topicWords: z.array(z.string()),
			agencyReason: z.string().nullable(),
		}),
		allowedActions: z.array(z.enum(Object.keys(caseActions) as [CaseAction, ...CaseAction[]])),
		can: z.object({ write: z.boolean(), approve: z.boolean(), triage: z.boolean() }),
		maxLength: z.int(),
	})
	.meta({ id: "CaseDetail" });

export const ActOnCase = z.object({
	action: z.enum(Object.keys(caseActions) as [CaseAction, ...CaseAction[]]),
	version: z.int(),
	reason: z.string().max(2000).optional(),
	agencyId: id.optional(),
	outcome: z.enum(caseOutcomes).optional(),
});
export const ChangeTopic = z.object({ version: z.int(), topicCode: z.string().max(100) });
export const SaveReply = z.object({
	text: z.string().max(20_000),
	/** the revision this edit was made on; null for the first text */
	revision: z.int().nullable(),
});
export const CheckReply = z.object({ text: z.string().max(20_000) });
export const Findings = z
	.object({ findings: z.array(Finding), length: z.int(), maxLength: z.int() })
	.meta({ id: "Findings" });
export const SubmitReply = z.object({ revision: z.int(), requestKey: z.string().min(8).max(100) });
export const ApproveReply = z.object({ revision: z.int() });
export const ReturnReply = z.object({ revision: z.int(), reason: z.string().min(1).max(2000) });

export const Publication = z
	.object({
		id,
		caseId: id,
		pageId: id,
		state: z.enum(["queued", "claimed", "sent", "failed", "unknown"]),
		text: z.string(),
		attempts: z.int(),
		errorClass: z.string().nullable(),
		errorText: z.string().nullable(),
		createdAt: time,
	})
	.meta({ id: "Publication" });
export const PublicationQuery = z.object({
	state: z.enum(["queued", "claimed", "sent", "failed", "unknown"]).default("unknown"),
	cursor: idCursor.optional(),
	limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const PublicationPage = z
	.object({ items: z.array(Publication), nextCursor: cursor.nullable() })
	.meta({ id: "PublicationPage" });
/** A person looked into the thread: the answer stands there, or it does not and is to be sent again. */
export const SettlePublication = z.object({ as: z.enum(["sent", "send-again"]) });

export const Delivery = z
	.object({
		id,
		pageId: id,
		receivedAt: time,
		status: z.enum(["accepted", "done", "duplicate", "ignored", "not-understood"]),
		reason: z.string().nullable(),
		attempts: z.int(),
		size: z.int(),
	})
	.meta({ id: "Delivery" });
export const DeliveryQuery = z.object({
	status: z.enum(["accepted", "not-understood"]).default("not-understood"),
	cursor: idCursor.optional(),
	limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const DeliveryPage = z
	.object({ items: z.array(Delivery), nextCursor: cursor.nullable() })
	.meta({ id: "DeliveryPage" });
export const DeliveryBody = z.object({ delivery: Delivery, body: z.string() }).meta({ id: "DeliveryBody" });

export const Page = z
	.object({
		id,
		channel: z.string(),
		externalId: z.string(),
		name: z.string(),
		url: z.string().nullable(),
		agencyId: id,
		territoryCode: z.string().nullable(),
		status: z.enum(["active", "stopped", "needs-reconnect"]),
		statusReason: z.string().nullable(),
		statusAt: time,
		/** null without page.manage */
		webhookPath: z.string().nullable(),
		lastDeliveryAt: time.nullable(),
		lastSentAt: time.nullable(),
		refusedCount: z.int(),
		refusedAt: time.nullable(),
		queued: z.int(),
		/** names of the keys that are set; their values never leave the server */
		secretNames: z.array(z.string()),
	})
	.meta({ id: "Page" });
export const PageList = z.object({ items: z.array(Page) }).meta({ id: "PageList" });
export const SavePage = z.object({
	channel: z.string().max(30),
	externalId: z.string().min(1).max(100),
	name: z.string().min(1).max(200),
	// shown as a link, so nothing but an ordinary address
	url: z
		.url({ protocol: /^https?$/ })
		.max(2000)
		.nullable(),
	agencyId: id,
	territoryCode: z.string().nullable(),
	/** switches to set; those not named keep their value */
	settings: z.record(z.string(), z.unknown()).default({}),
	/** keys to set; those not named keep their value */
	secrets: z.record(z.string(), z.string().max(2000)).default({}),
});

/** One line of the live stream: something happened to a case the reader may see. */
export const LiveEvent = z.object({ caseId: id, type: z.string(), at: time }).meta({ id: "LiveEvent" });

export type Me = z.infer<typeof Me>;
export type Status = z.infer<typeof Status>;
export type Reference = z.infer<typeof Reference>;
export type TimeLeft = z.infer<typeof TimeLeft>;
export type CaseRow = z.infer<typeof CaseRow>;
export type CaseQuery = z.input<typeof CaseQuery>;
export type CaseView = (typeof caseViews)[number];
export type CasePage = z.infer<typeof CasePage>;
export type CaseCounts = z.infer<typeof CaseCounts>;
export type Message = z.infer<typeof Message>;
export type CaseEvent = z.infer<typeof CaseEvent>;
export type Finding = z.infer<typeof Finding>;
export type Reply = z.infer<typeof Reply>;
export type DueExplanation = z.infer<typeof DueExplanation>;
export type CaseDetail = z.infer<typeof CaseDetail>;
export type Findings = z.infer<typeof Findings>;
export type ActOnCase = z.infer<typeof ActOnCase>;
export type Publication = z.infer<typeof Publication>;
export type PublicationPage = z.infer<typeof PublicationPage>;
export type Delivery = z.infer<typeof Delivery>;
export type DeliveryPage = z.infer<typeof DeliveryPage>;
export type DeliveryBody = z.infer<typeof DeliveryBody>;
export type Page = z.infer<typeof Page>;
export type PageList = z.infer<typeof PageList>;
export type SavePage = z.input<typeof SavePage>;
export type LiveEvent = z.infer<typeof LiveEvent>;
export type Problem = z.infer<typeof Problem>;
