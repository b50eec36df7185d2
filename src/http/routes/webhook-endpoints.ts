import {
	addEndpoint,
	changeEndpoint,
	endpointScope,
	removeEndpoint,
	renewSecret,
	sendDeadAgain,
	sendTest,
} from "../../events/manage-endpoints.ts";
import { listEndpoints } from "../../events/reads.ts";
import {
	AddedWebhookEndpoint,
	AddWebhookEndpoint,
	ChangeWebhookEndpoint,
	RenewedSecret,
	SentAgain,
	SentTest,
	WebhookEndpointList,
} from "../contract-webhooks.ts";
import type { WebhookEndpoint } from "../contract-webhooks.ts";
import type { Api, RouteParts, Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams, Nothing } from "./params.ts";

const access = ["integration.manage"] as const;

/** Addresses of other programs that are told what happens. */
export const webhookEndpointRoutes: Routes = (api, parts) => {
	keeping(api, parts);
	orders(api, parts);
};

function keeping(api: Api, { db, secretKey }: RouteParts): void {
	api.route({
		method: "GET",
		url: "/webhook-endpoints",
		config: { access },
		schema: { summary: "Endpoints that are told what happens", response: { 200: WebhookEndpointList } },
		handler: async (request) => {
			const caller = callerOf(request);
			return { items: (await listEndpoints(db, caller.regionId, endpointScope(caller))).map(shown) };
		},
	});

	api.route({
		method: "POST",
		url: "/webhook-endpoints",
		config: { access },
		schema: {
			summary: "Add an endpoint; its signing secret is shown this once",
			body: AddWebhookEndpoint,
			response: { 201: AddedWebhookEndpoint },
		},
		handler: async (request, reply) =>
			reply.code(201).send(await addEndpoint(db, secretKey, callerOf(request), request.body)),
	});

	api.route({
		method: "PATCH",
		url: "/webhook-endpoints/:id",
		config: { access },
		schema: {
			summary: "Change an endpoint, or switch it off and on",
			params: IdParams,
			body: ChangeWebhookEndpoint,
			response: { 204: Nothing },
		},
		handler: async (request, reply) => {
			await changeEndpoint(db, callerOf(request), request.params.id, request.body);
			return reply.code(204).send();
		},
	});

	api.route({
		method: "DELETE",
		url: "/webhook-endpoints/:id",
		config: { access },
		schema: { summary: "Take an endpoint away, and its deliveries", params: IdParams, response: { 204: Nothing } },
		handler: async (request, reply) => {
			await removeEndpoint(db, callerOf(request), request.params.id);
			return reply.code(204).send();
		},
	});
}

function orders(api: Api, { db, secretKey }: RouteParts): void {
	api.route({
		method: "POST",
		url: "/webhook-endpoints/:id/secret",
		config: { access },
		schema: {
			summary: "Give an endpoint a new signing secret; the former one goes on for a day",
			params: IdParams,
			response: { 200: RenewedSecret },
		},
		handler: async (request) => {
			const { secret, formerUntil } = await renewSecret(db, secretKey, callerOf(request), request.params.id);
			return { secret, formerUntil: formerUntil.toISOString() };
		},
	});

	api.route({
		method: "POST",
		url: "/webhook-endpoints/:id/test",
		config: { access },
		schema: {
			summary: "Send an event that tells nothing, to see whether it arrives",
			params: IdParams,
			response: { 202: SentTest },
		},
		handler: async (request, reply) =>
			reply.code(202).send({ deliveryId: await sendTest(db, callerOf(request), request.params.id) }),
	});

	api.route({
		method: "POST",
		url: "/webhook-endpoints/:id/send-again",
		config: { access },
		schema: {
			summary: "Send all dead deliveries of an endpoint again",
			params: IdParams,
			response: { 200: SentAgain },
		},
		handler: async (request) => ({ count: await sendDeadAgain(db, callerOf(request), request.params.id) }),
	});
}

function shown(row: Awaited<ReturnType<typeof listEndpoints>>[number]): WebhookEndpoint {
	return {
		id: row.id,
		name: row.name,
		url: row.url,
		eventTypes: row.event_types,
		agencyId: row.agency_id,
		hasExcerpt: row.has_excerpt,
		state: row.state as WebhookEndpoint["state"],
		stateReason: row.state_reason as WebhookEndpoint["stateReason"],
		stateAt: row.state_at.toISOString(),
		failingSince: row.failing_since?.toISOString() ?? null,
		formerSecretUntil: row.former_until?.toISOString() ?? null,
		sequence: row.sequence,
		waiting: row.waiting,
		dead: row.dead,
		createdAt: row.created_at.toISOString(),
	};
}
