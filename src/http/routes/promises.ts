import { listPromises, promiseFigures } from "../../cases/reads-promise-list.ts";
import { showPromise } from "../../cases/show-promise.ts";
import { PromiseFigures, PromisePage, PromisePeriod, PromiseQuery, ShowPromise } from "../contract-promise.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams, Nothing } from "./params.ts";

const readers = ["case.read.region", "case.read.agency"] as const;

export const promiseRoutes: Routes = (api, { db, registryOf }) => {
	api.route({
		method: "GET",
		url: "/promises",
		config: { access: readers },
		schema: { summary: "Days promised to residents", querystring: PromiseQuery, response: { 200: PromisePage } },
		handler: (request) => listPromises(db, callerOf(request), request.query),
	});

	api.route({
		method: "GET",
		url: "/promises/figures",
		config: { access: readers },
		schema: { summary: "Promises kept by agency", querystring: PromisePeriod, response: { 200: PromiseFigures } },
		handler: async (request) => ({ items: await promiseFigures(db, callerOf(request), request.query) }),
	});

	api.route({
		method: "POST",
		url: "/promises/:id/result",
		config: { access: ["case.work"] },
		schema: {
			summary: "Show what became of a promise",
			params: IdParams,
			body: ShowPromise,
			response: { 204: Nothing },
		},
		handler: async (request, reply) => {
			const caller = callerOf(request);
			const registry = await registryOf(caller.regionId);
			await showPromise(db, registry, caller, request.params.id, request.body, new Date());
			return reply.code(204).send(undefined);
		},
	});
};
