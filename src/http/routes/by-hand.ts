import { awaitArrival, findArrival } from "../../ingest/reads-arrival.ts";
import type { Arrived } from "../../ingest/reads-arrival.ts";
import { handPages, takeByHand } from "../../ingest/take-by-hand.ts";
import type { Arriving } from "../../ingest/take-by-hand.ts";
import { Arrival, ArrivalQuery, TakeByHand, TakePages } from "../contract-take.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";

export const byHandRoutes: Routes = (api, { db, enqueue, registryOf, channels }) => {
	api.route({
		method: "GET",
		url: "/messages/by-hand/pages",
		config: { access: ["case.triage", "case.work"] },
		schema: { summary: "Desks of people for which one may take messages down", response: { 200: TakePages } },
		handler: async (request) => {
			const caller = callerOf(request);
			return { items: handPages(await registryOf(caller.regionId), channels, caller) };
		},
	});

	api.route({
		method: "POST",
		url: "/messages/by-hand",
		config: { access: ["case.triage", "case.work"] },
		schema: {
			summary: "Take a message down on behalf of a resident",
			body: TakeByHand,
			response: { 201: Arrival, 202: Arrival },
		},
		handler: async (request, reply) => {
			const caller = callerOf(request);
			const registry = await registryOf(caller.regionId);
			const arriving = await takeByHand({ db, enqueue }, registry, caller, request.body, new Date());
			const arrived = await awaitArrival(db, caller, arriving);
			return reply.code(arrived.state === "arrived" ? 201 : 202).send(toArrival(arriving, arrived));
		},
	});

	api.route({
		method: "GET",
		url: "/messages/arrival",
		config: { access: ["case.triage", "case.work"] },
		schema: {
			summary: "The case of a message that was just stored",
			querystring: ArrivalQuery,
			response: { 200: Arrival },
		},
		handler: async (request) => toArrival(request.query, await findArrival(db, callerOf(request), request.query)),
	});
};

export function toArrival(arriving: Arriving, arrived: Arrived) {
	const found = arrived.state === "arrived" ? arrived : { caseId: null, isVisible: false };
	return { pageId: arriving.pageId, externalId: arriving.externalId, caseId: found.caseId, isVisible: found.isVisible };
}
