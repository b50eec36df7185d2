import { z } from "zod";
import { advices, healthCodes } from "../channels/channel.ts";
import { bodyTroubles } from "../channels/codes.ts";
import { errorCodes } from "../domain/errors.ts";
import { permissions } from "../domain/permission.ts";

/** The shapes of the HTTP API: one schema gives validation, types and OpenAPI. Times are ISO 8601 in UTC, ids integers. */

const time = z.iso.datetime();
const id = z.int().positive();
const cursor = z.string().max(200);
/** Cursors go back as they were given; anything else is refused before it reaches the database. */
const idCursor = z.string().regex(/^\d{1,15}$/);

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
		/** what must be done before any work: a password of one's own, a second factor; null: nothing */
		owes: z.enum(["password", "second-factor"]).nullable(),
		region: z.object({ id, name: z.string(), timeZone: z.string() }),
		/** where the stream of changes stood before anything else was read: `after` of `/events` misses nothing since then */
		live: z.string(),
	})
	.meta({ id: "Me" });

export const SignIn = z.object({
	login: z.string().min(1).max(100),
	password: z.string().min(1).max(200),
	/** of the second factor, or a recovery code; once `second-factor-needed` was answered */
	code: z.string().max(40).optional(),
});

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
			z.object({
				id,
				code: z.string(),
				name: z.string(),
				shortName: z.string(),
				timeZone: z.string(),
				parentId: id.nullable(),
			}),
		),
		topicGroups: z.array(z.object({ code: z.string(), titleRu: z.string(), titleEn: z.string() })),
		topics: z.array(
			z.object({
				code: z.string(),
				groupCode: z.string(),
				titleRu: z.string(),
				titleEn: z.string(),
				isPhysical: z.boolean(),
				/** offered for new cases; one that is not stays where it stands */
				isActive: z.boolean(),
				/** its cases are important from the start */
				isImportant: z.boolean(),
			}),
		),
		territories: z.array(z.object({ code: z.string(), name: z.string() })),
		pages: z.array(z.object({ id, channel: z.string(), name: z.string(), url: z.string().nullable(), agencyId: id })),
		channels: z.array(z.string()),
		staff: z.array(z.object({ id, name: z.string(), agencyId: id.nullable() })),
	})
	.meta({ id: "Reference" });

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
		/** what the official can do about it */
		advice: z.enum(advices).nullable(),
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

/** An answer that waits for a person to carry it to the resident. */
export const CarriedAnswer = z
	.object({
		id,
		caseId: id,
		pageId: id,
		text: z.string(),
		question: z.string(),
		/** the message's number in the network or cabinet */
		messageId: z.string(),
		residentName: z.string().nullable(),
		contact: z.string().nullable(),
		/** where the message stands */
		url: z.string().nullable(),
		createdAt: time,
		dueAt: time,
	})
	.meta({ id: "CarriedAnswer" });
export const CarriedAnswerQuery = z.object({
	pageId: z.coerce.number().int().positive().max(2_147_483_647).optional(),
	cursor: idCursor.optional(),
	limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const CarriedAnswerPage = z
	.object({ items: z.array(CarriedAnswer), nextCursor: cursor.nullable() })
	.meta({ id: "CarriedAnswerPage" });

/**
 * A person looked into the thread: the answer stands there, or it does not and is to be sent again. Of an answer that a person
 * carries out: it reached the resident, or it goes back to its author with a reason.
 */
export const SettlePublication = z.object({
	as: z.enum(["sent", "send-again", "return"]),
	reason: z.string().max(2000).optional(),
});

export const Delivery = z
	.object({
		id,
		pageId: id,
		receivedAt: time,
		status: z.enum(["accepted", "done", "duplicate", "ignored", "not-understood"]),
		/** why it was not understood; null: it was, or nobody has read it since the reasons have names */
		trouble: z.enum(bodyTroubles).nullable(),
		/** the same for whoever mends the desk, in English */
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
/** `body` is empty for who may not read personal data */
export const DeliveryBody = z.object({ delivery: Delivery, body: z.string() }).meta({ id: "DeliveryBody" });

/** What the desk can do with pages of a network. */
export const ChannelAbilities = z
	.object({
		/** tells from the keys whose they are */
		identifies: z.boolean(),
		/** tells the network by itself where to deliver; else a person does */
		connects: z.boolean(),
		/** is looked at every few minutes */
		looks: z.boolean(),
		polls: z.boolean(),
		listens: z.boolean(),
		/** can be compared with the network */
		readsBack: z.boolean(),
		readsLinks: z.boolean(),
		/** may carry notices to staff */
		notifies: z.boolean(),
	})
	.meta({ id: "ChannelAbilities" });

export const Page = z
	.object({
		id,
		channel: z.string(),
		kind: z.enum(["official", "watched"]),
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
		/** the worst of what was looked at; null: it was never looked at */
		health: z.enum(["ok", "warn", "fail"]).nullable(),
		/** what is not well, the worst first */
		troubles: z.array(z.enum(healthCodes)),
		/** the webhook is known to fail, so the page is read instead */
		isStandby: z.boolean(),
		abilities: ChannelAbilities,
		/** addresses and switches; empty without page.manage */
		settings: z.record(z.string(), z.unknown()),
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
	/** "watched": somebody else's community that is only read; not named: as it was, "official" for a new page */
	kind: z.enum(["official", "watched"]).optional(),
	/** ask the network anew whose keys these are, and keep what it gives on the way; refused when it names another page */
	identify: z.boolean().default(false),
	/** switches to set; those not named keep their value */
	settings: z.record(z.string(), z.unknown()).default({}),
	/** keys to set; those not named keep their value */
	secrets: z.record(z.string(), z.string().max(2000)).default({}),
});

export type Me = z.infer<typeof Me>;
export type Status = z.infer<typeof Status>;
export type Reference = z.infer<typeof Reference>;
export type Publication = z.infer<typeof Publication>;
export type PublicationPage = z.infer<typeof PublicationPage>;
export type CarriedAnswer = z.infer<typeof CarriedAnswer>;
export type CarriedAnswerPage = z.infer<typeof CarriedAnswerPage>;
export type Delivery = z.infer<typeof Delivery>;
export type DeliveryPage = z.infer<typeof DeliveryPage>;
export type DeliveryBody = z.infer<typeof DeliveryBody>;
export type ChannelAbilities = z.infer<typeof ChannelAbilities>;
export type Page = z.infer<typeof Page>;
export type PageList = z.infer<typeof PageList>;
export type SavePage = z.input<typeof SavePage>;
export type Problem = z.infer<typeof Problem>;
