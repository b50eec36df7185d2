import { listDeliveries, readDelivery } from "../../ingest/reads.ts";
import { retryDelivery } from "../../ingest/retry-delivery.ts";
import { DeliveryBody, DeliveryPage, DeliveryQuery } from "../contract.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams, Nothing } from "./params.ts";

export const deliveryRoutes: Routes = (api, { db, enqueue }) => {
	api.route({
		method: "GET",
		url: "/deliveries",
		config: { access: ["delivery.read"] },
		schema: {
			summary: "Deliveries that wait or were not understood",
			querystring: DeliveryQuery,
			response: { 200: DeliveryPage },
		},
		handler: (request) => listDeliveries(db, callerOf(request), request.query),
	});

	api.route({
		method: "GET",
		url: "/deliveries/:id",
		config: { access: ["delivery.read"] },
		schema: { summary: "A delivery as it came", params: IdParams, response: { 200: DeliveryBody } },
		handler: (request) => readDelivery(db, callerOf(request), request.params.id),
	});

	api.route({
		method: "POST",
		url: "/deliveries/:id/retry",
		config: { access: ["delivery.retry"] },
		schema: { summary: "Have a delivery read again", params: IdParams, response: { 204: Nothing } },
		handler: async (request, reply) => {
			await retryDelivery(db, enqueue, callerOf(request), request.params.id);
			return reply.code(204).send();
		},
	});
};
