import { z } from "zod";
import { clockKinds } from "../domain/sla-profile.ts";
import { deskNoticeCodes } from "../notify/desk-codes.ts";
import { caseNoticeCodes } from "../notify/raise-case-notice.ts";
import { advices, connectCodes, healthCodes } from "../channels/channel.ts";
import { pageEventCodes, unreadableCodes } from "../channels/codes.ts";
import { ChannelAbilities, Page } from "./contract.ts";

/** Pages: connecting, health, reading, what was compared with the network, notices. Times are ISO 8601 in UTC. */

const time = z.iso.datetime();
const id = z.int().positive();

const HealthState = z.enum(["ok", "warn", "fail"]);
const Failure = z.object({
	class: z.string().nullable(),
	code: z.string(),
	text: z.string(),
	advice: z.enum(advices).nullable(),
});

export const ChannelList = z
	.object({ items: z.array(z.object({ name: z.string(), abilities: ChannelAbilities })) })
	.meta({ id: "ChannelList" });

export const PageFinding = z
	.object({ code: z.enum(healthCodes), state: HealthState, text: z.string() })
	.meta({ id: "PageFinding" });
const PageHealth = PageFinding.extend({ since: time, seenAt: time });

export const IdentifyPage = z.object({
	channel: z.string().max(30),
	/** the page's own id, where the keys alone do not tell it */
	externalId: z.string().max(100).default(""),
	settings: z.record(z.string(), z.unknown()).default({}),
	secrets: z.record(z.string(), z.string().max(2000)).default({}),
	/** an existing page whose stored keys stand in for those not given, as long as its address of the network stays */
	pageId: id.nullable().default(null),
});
export const IdentifiedPage = z
	.discriminatedUnion("kind", [
		z.object({
			kind: z.literal("found"),
			externalId: z.string(),
			name: z.string(),
			url: z.string().nullable(),
			settings: z.record(z.string(), z.unknown()),
			/** keys that the network gave on the way; they are fetched again when the page is saved with `identify` */
			secretNames: z.array(z.string()),
			findings: z.array(PageFinding),
			/** the page of the desk that stands for it already */
			pageId: id.nullable(),
		}),
		z.object({ kind: z.literal("failed"), failure: Failure }),
		/** this network cannot be asked: name and id are entered by hand */
		z.object({ kind: z.literal("not-possible") }),
	])
	.meta({ id: "IdentifiedPage" });

export const ConnectStep = z
	.object({ code: z.enum(connectCodes), state: z.enum(["done", "failed", "by-person"]), text: z.string() })
	.meta({ id: "ConnectStep" });

const PageCheck = z.object({
	id,
	reason: z.enum(["hand", "outage", "night", "hour"]),
	from: time,
	to: time,
	createdAt: time,
	/** null: it waits or is under way */
	endedAt: time.nullable(),
	/** messages the network showed; of them missing here; written since; ours that it did not show */
	seen: z.int().nullable(),
	missing: z.int().nullable(),
	filled: z.int().nullable(),
	absent: z.int().nullable(),
	isWhole: z.boolean().nullable(),
	unreadable: z.enum(unreadableCodes).nullable(),
	failure: z.string().nullable(),
});
export const PageDetail = z
	.object({
		page: Page,
		abilities: ChannelAbilities,
		health: z.array(PageHealth),
		/** null: it was never looked at */
		lookedAt: time.nullable(),
		/** changes of its health, newest first, at most 50 */
		healthEvents: z.array(PageFinding.extend({ at: time })),
		/** what the network told about the page itself, newest first, at most 50 */
		events: z.array(z.object({ at: time, code: z.enum(pageEventCodes), text: z.string() })),
		/** how it was last connected; empty before that */
		steps: z.array(ConnectStep),
		connectedAt: time.nullable(),
		/** what can never be read back with its keys */
		unreadable: z.array(z.enum(unreadableCodes)),
		reading: z.object({
			/** the webhook is known to fail, so the page is read instead */
			standbySince: time.nullable(),
			/** null: it is not read now */
			nextAt: time.nullable(),
			readAt: time.nullable(),
			isListening: z.boolean(),
			/** in a row */
			failures: z.int(),
			failureText: z.string().nullable(),
			/** what surely was missed */
			gap: z.string().nullable(),
			gapAt: time.nullable(),
		}),
		/** the latest comparisons with the network, newest first, at most 20 */
		checks: z.array(PageCheck),
	})
	.meta({ id: "PageDetail" });

export const ConnectedPage = z
	.object({ steps: z.array(ConnectStep), detail: PageDetail })
	.meta({ id: "ConnectedPage" });

export const ReconcilePage = z.object({ from: time, to: time });
export const ReconcileOrdered = z.object({ checkId: id }).meta({ id: "ReconcileOrdered" });

export const LedgerQuery = z.object({ days: z.coerce.number().int().min(1).max(92).default(31) });
export const PageLedger = z
	.object({
		timeZone: z.string(),
		/** newest first, days without anything included */
		days: z.array(
			z.object({
				day: z.iso.date(),
				/** all deliveries of that day: the sum of the six after it */
				total: z.int(),
				/** read, and not found by a comparison */
				delivered: z.int(),
				/** found by a comparison and read */
				filled: z.int(),
				duplicate: z.int(),
				ignored: z.int(),
				notUnderstood: z.int(),
				waiting: z.int(),
				/** by comparison, of the messages of that day; null: never compared */
				check: z
					.object({
						seen: z.int(),
						missing: z.int(),
						absent: z.int(),
						unreadable: z.enum(unreadableCodes).nullable(),
						/** the whole day was compared, and the network showed all of it */
						isWhole: z.boolean(),
						checkedAt: time,
					})
					.nullable(),
			}),
		),
	})
	.meta({ id: "PageLedger" });

const noticed = { id, createdAt: time, readAt: time.nullable() };
export const PageNotice = z
	.object({
		...noticed,
		kind: z.literal("page-health"),
		pageId: id,
		pageName: z.string(),
		code: z.enum(healthCodes),
		state: HealthState,
		/** the network's own words or a detail */
		text: z.string(),
	})
	.meta({ id: "PageNotice" });
export const CaseNotice = z
	.object({
		...noticed,
		kind: z.literal("case"),
		caseId: id,
		code: z.enum(caseNoticeCodes),
		isUrgent: z.boolean(),
		/** of the view that it came into; null: of none, or of one that is gone */
		viewName: z.string().nullable(),
		data: z.object({
			clock: z.enum(clockKinds).optional(),
			dueAt: time.optional(),
			agencyId: id.optional(),
			taskId: id.optional(),
			viewId: id.optional(),
		}),
	})
	.meta({ id: "CaseNotice" });
/** About neither a page nor a case: a view, an endpoint, an article. */
export const DeskNotice = z
	.object({
		...noticed,
		kind: z.literal("desk"),
		code: z.enum(deskNoticeCodes),
		/** of what it is about; null: it is gone */
		name: z.string().nullable(),
		data: z.object({
			viewId: id.optional(),
			count: z.int().optional(),
			endpointId: id.optional(),
			reason: z.enum(["gone", "failing"]).optional(),
			articleId: id.optional(),
			reviewOn: z.iso.date().optional(),
		}),
	})
	.meta({ id: "DeskNotice" });
export const Notice = z.discriminatedUnion("kind", [PageNotice, CaseNotice, DeskNotice]).meta({ id: "Notice" });
export const NoticeQuery = z.object({
	cursor: z
		.string()
		.regex(/^\d{1,15}$/)
		.optional(),
	limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const NoticeList = z
	.object({ items: z.array(Notice), unread: z.int(), nextCursor: z.string().nullable() })
	.meta({ id: "NoticeList" });
/** `upTo`: this notice and all before it */
export const ReadNotices = z.object({ upTo: id });

const minuteOfDay = z.int().min(0).max(1439);
/** minutes of the local day between which nothing is sent, over midnight where `from` is later; on duty nobody has them */
const QuietHours = z
	.object({ from: minuteOfDay, to: minuteOfDay })
	.refine(({ from, to }) => from !== to, { path: ["to"], message: "the same as from" });

export const NoticeSettings = z
	.object({
		channel: z.string().nullable(),
		address: z.string().nullable(),
		language: z.enum(["ru", "en"]),
		/** null: never quiet */
		quiet: QuietHours.nullable(),
		/** networks by which the region can send notices */
		channels: z.array(z.string()),
	})
	.meta({ id: "NoticeSettings" });
export const SaveNoticeSettings = z.object({
	/** null: on the screen alone */
	channel: z.string().max(30).nullable(),
	address: z.string().trim().min(1).max(200).nullable(),
	language: z.enum(["ru", "en"]).default("ru"),
	/** not named: as they are; null: never quiet */
	quiet: QuietHours.nullable().optional(),
});
export const NoticeTried = z
	.object({ state: z.enum(["sent", "failed", "unknown"]), text: z.string() })
	.meta({ id: "NoticeTried" });

export type ChannelList = z.infer<typeof ChannelList>;
export type PageFinding = z.infer<typeof PageFinding>;
export type IdentifyPage = z.input<typeof IdentifyPage>;
export type IdentifiedPage = z.infer<typeof IdentifiedPage>;
export type ConnectStep = z.infer<typeof ConnectStep>;
export type ConnectedPage = z.infer<typeof ConnectedPage>;
export type PageDetail = z.infer<typeof PageDetail>;
export type ReconcilePage = z.infer<typeof ReconcilePage>;
export type PageLedger = z.infer<typeof PageLedger>;
export type Notice = z.infer<typeof Notice>;
export type PageNotice = z.infer<typeof PageNotice>;
export type DeskNotice = z.infer<typeof DeskNotice>;
export type CaseNotice = z.infer<typeof CaseNotice>;
export type NoticeList = z.infer<typeof NoticeList>;
export type NoticeSettings = z.infer<typeof NoticeSettings>;
export type SaveNoticeSettings = z.input<typeof SaveNoticeSettings>;
export type NoticeTried = z.infer<typeof NoticeTried>;
