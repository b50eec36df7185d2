import { endpointScope, sendOneAgain } from "../../events/manage-endpoints.ts";
import { listDeliveries } from "../../events/reads.ts";
import { WebhookDeliveryPage, WebhookDeliveryQuery } from "../contract-webhooks.ts";
import type { WebhookDelivery } from "../contract-webhooks.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams, Nothing } from "./params.ts";

const access = ["integration.manage"] as const;

/** Events on their way to endpoints, and those that never arrived. */
export const webhookDeliveryRoutes: Routes = (api, { db }) => {
	api.route({
		method: "GET",
		url: "/webhook-deliveries",
		config: { access },
		schema: {
			summary: "Deliveries of events, the newest first",
			querystring: WebhookDeliveryQuery,
			response: { 200: WebhookDeliveryPage },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const { cursor, limit, ...filter } = request.query;
			const before = cursor === undefined ? undefined : Number(cursor);
			const rows = await listDeliveries(db, caller.regionId, endpointScope(caller), { ...filter, before, limit });
			const last = rows.length === limit ? rows.at(-1) : undefined;
			return { items: rows.map(shown), nextCursor: last ? String(last.id) : null };
		},
	});

	api.route({
		method: "POST",
		url: "/webhook-deliveries/:id/send-again",
		config: { access },
		schema: { summary: "Send a dead delivery again", params: IdParams, response: { 204: Nothing } },
		handler: async (request, reply) => {
			await sendOneAgain(db, callerOf(request), request.params.id);
			return reply.code(204).send();
		},
	});
};

function shown(row: Awaited<ReturnType<typeof listDeliveries>>[number]): WebhookDelivery {
	return {
		id: row.id,
		endpointId: row.endpoint_id,
		messageId: row.message_id,
		sequence: row.sequence,
		type: row.type,
		caseId: row.case_id,
		state: row.state as WebhookDelivery["state"],
		attempts: row.attempts,
		nextAt: row.state === "waiting" ? row.next_at.toISOString() : null,
		createdAt: row.created_at.toISOString(),
		endedAt: row.ended_at?.toISOString() ?? null,
		lastAt: row.last_at?.toISOString() ?? null,
		lastStatus: row.last_status,
		lastError: row.last_error,
	};
}
