import { z } from "zod";
import { eventTypes } from "../events/event-types.ts";

const time = z.iso.datetime();
const id = z.int().positive();
const smallId = id.max(2_147_483_647);
const name = z.string().trim().min(1).max(100);
const url = z.url({ protocol: /^https$/ }).max(2000);
const types = z.array(z.enum(eventTypes)).min(1).max(eventTypes.length);

export const WebhookEndpoint = z
	.object({
		id,
		name: z.string(),
		url: z.string(),
		eventTypes: z.array(z.string()),
		agencyId: id.nullable(),
		/** the beginning of what the resident wrote goes along */
		hasExcerpt: z.boolean(),
		state: z.enum(["active", "disabled"]),
		/** gone: it answered 410; failing: nothing arrived for five days */
		stateReason: z.enum(["by-person", "gone", "failing"]).nullable(),
		stateAt: time,
		failingSince: time.nullable(),
		/** until then deliveries are signed with the former secret, too */
		formerSecretUntil: time.nullable(),
		/** the number of the last event told */
		sequence: z.int(),
		waiting: z.int(),
		dead: z.int(),
		createdAt: time,
	})
	.meta({ id: "WebhookEndpoint" });
export const WebhookEndpointList = z.object({ items: z.array(WebhookEndpoint) }).meta({ id: "WebhookEndpointList" });
export const AddWebhookEndpoint = z.object({
	name,
	/** https, a public address */
	url,
	eventTypes: types,
	/** only cases of this agency and of those under it */
	agencyId: smallId.nullable().default(null),
	hasExcerpt: z.boolean().default(false),
});
/** The signing secret is shown here and never again. */
export const AddedWebhookEndpoint = z.object({ id, secret: z.string() }).meta({ id: "AddedWebhookEndpoint" });
export const ChangeWebhookEndpoint = z.object({
	name: name.optional(),
	url: url.optional(),
	eventTypes: types.optional(),
	hasExcerpt: z.boolean().optional(),
	state: z.enum(["active", "disabled"]).optional(),
	/** what happened until now and was not told is left out */
	skipMissed: z.boolean().optional(),
});
export const RenewedSecret = z.object({ secret: z.string(), formerUntil: time }).meta({ id: "RenewedSecret" });
export const SentTest = z.object({ deliveryId: id }).meta({ id: "SentTest" });
export const SentAgain = z.object({ count: z.int() }).meta({ id: "SentAgain" });

export const WebhookDelivery = z
	.object({
		id,
		endpointId: id,
		/** the header webhook-id, the same at every attempt */
		messageId: z.string(),
		sequence: z.int(),
		type: z.string(),
		caseId: id.nullable(),
		/** dead: every attempt failed */
		state: z.enum(["waiting", "delivered", "dead"]),
		attempts: z.int(),
		nextAt: time.nullable(),
		createdAt: time,
		endedAt: time.nullable(),
		lastAt: time.nullable(),
		lastStatus: z.int().nullable(),
		lastError: z.string().nullable(),
	})
	.meta({ id: "WebhookDelivery" });
export const WebhookDeliveryQuery = z.object({
	endpointId: z.coerce.number().int().positive().max(2_147_483_647).optional(),
	state: z.enum(["waiting", "delivered", "dead"]).optional(),
	cursor: z
		.string()
		.regex(/^\d{1,15}$/)
		.optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const WebhookDeliveryPage = z
	.object({ items: z.array(WebhookDelivery), nextCursor: z.string().nullable() })
	.meta({ id: "WebhookDeliveryPage" });

export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;
export type WebhookEndpointList = z.infer<typeof WebhookEndpointList>;
export type AddedWebhookEndpoint = z.infer<typeof AddedWebhookEndpoint>;
export type RenewedSecret = z.infer<typeof RenewedSecret>;
export type SentTest = z.infer<typeof SentTest>;
export type SentAgain = z.infer<typeof SentAgain>;
export type WebhookDeliveryPage = z.infer<typeof WebhookDeliveryPage>;
export type AddWebhookEndpoint = z.input<typeof AddWebhookEndpoint>;
export type ChangeWebhookEndpoint = z.input<typeof ChangeWebhookEndpoint>;
