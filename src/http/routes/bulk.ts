import { cancelBulk, previewBulk, startBulk, undoBulk } from "../../cases/preview-bulk.ts";
import { listBulkItems, listBulks, readBulk } from "../../cases/reads-bulk.ts";
import { Bulk, BulkItemPage, BulkItemQuery, BulkList, BulkPreview, PreviewBulk, StartBulk } from "../contract-bulk.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams } from "./params.ts";

const access = ["case.triage"] as const;

/** Actions over everything that a filter finds: looked at first, done in the background, taken back for ten minutes. */
export const bulkRoutes: Routes = (api, parts) => {
	const { db, registryOf } = parts;
	api.route({
		method: "POST",
		url: "/bulk/preview",
		config: { access },
		schema: {
			summary: "See what an action over many cases would do",
			body: PreviewBulk,
			response: { 201: BulkPreview },
		},
		handler: async (request, reply) => {
			const caller = callerOf(request);
			const { filter, order } = request.body;
			const registry = await registryOf(caller.regionId);
			return reply.code(201).send(await previewBulk(db, registry, caller, filter, order, new Date()));
		},
	});

	api.route({
		method: "POST",
		url: "/bulk",
		config: { access },
		schema: { summary: "Start an action over many cases", body: StartBulk, response: { 202: Bulk } },
		handler: async (request, reply) => {
			const caller = callerOf(request);
			const id = await startBulk(parts, caller, request.body, new Date());
			return reply.code(202).send(await readBulk(db, caller, id, new Date()));
		},
	});

	api.route({
		method: "GET",
		url: "/bulk",
		config: { access },
		schema: { summary: "Own actions over many cases of the last hours", response: { 200: BulkList } },
		handler: (request) => listBulks(db, callerOf(request), new Date()),
	});

	progressRoutes(api, parts);
};

const progressRoutes: Routes = (api, parts) => {
	const { db } = parts;
	api.route({
		method: "GET",
		url: "/bulk/:id",
		config: { access },
		schema: { summary: "How an action over many cases stands", params: IdParams, response: { 200: Bulk } },
		handler: (request) => readBulk(db, callerOf(request), request.params.id, new Date()),
	});

	api.route({
		method: "GET",
		url: "/bulk/:id/items",
		config: { access },
		schema: {
			summary: "Cases of an action: refused, changed, kept",
			params: IdParams,
			querystring: BulkItemQuery,
			response: { 200: BulkItemPage },
		},
		handler: (request) => listBulkItems(db, callerOf(request), request.params.id, request.query),
	});

	api.route({
		method: "POST",
		url: "/bulk/:id/cancel",
		config: { access },
		schema: { summary: "Stop an action over many cases", params: IdParams, response: { 200: Bulk } },
		handler: async (request) => {
			const caller = callerOf(request);
			await cancelBulk(db, caller, request.params.id, new Date());
			return readBulk(db, caller, request.params.id, new Date());
		},
	});

	api.route({
		method: "POST",
		url: "/bulk/:id/undo",
		config: { access },
		schema: { summary: "Take an action over many cases back", params: IdParams, response: { 202: Bulk } },
		handler: async (request, reply) => {
			const caller = callerOf(request);
			await undoBulk(parts, caller, request.params.id, new Date());
			return reply.code(202).send(await readBulk(db, caller, request.params.id, new Date()));
		},
	});
};
