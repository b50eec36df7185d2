import { z } from "zod";
import { listChildren, readChildMessages } from "../../cases/list-children.ts";
import { mergeCases, unmergeCase } from "../../cases/merge-cases.ts";
import { CaseDetail } from "../contract-case.ts";
import { ChildMessages, ChildPage } from "../contract-children.ts";
import { ChildQuery, MergeCases, MergeResult, UnmergeCase } from "../contract-family.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { readDetail } from "./detail.ts";
import { IdParams } from "./params.ts";

const access = ["case.triage"] as const;
const readers = ["case.read.region", "case.read.agency"] as const;
const ChildParams = IdParams.extend({ childId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

/** One problem, one work order: cases merged into one, and what is read of them there. */
export const familyRoutes: Routes = (api, parts) => {
	const { db, registryOf, enqueue } = parts;
	api.route({
		method: "POST",
		url: "/cases/:id/merge",
		config: { access },
		schema: {
			summary: "Merge cases into this one",
			params: IdParams,
			body: MergeCases,
			response: { 200: MergeResult },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const registry = await registryOf(caller.regionId);
			return mergeCases({ db, registry, enqueue }, caller, { parentId: request.params.id, ...request.body });
		},
	});

	api.route({
		method: "POST",
		url: "/cases/:id/unmerge",
		config: { access },
		schema: {
			summary: "Take a case out of the one it is merged into",
			params: IdParams,
			body: UnmergeCase,
			response: { 200: CaseDetail },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const { id } = request.params;
			const registry = await registryOf(caller.regionId);
			await unmergeCase({ db, registry }, caller, { caseId: id, ...request.body });
			return readDetail(parts, caller, id);
		},
	});

	childRoutes(api, parts);
};

const childRoutes: Routes = (api, { db, registryOf }) => {
	api.route({
		method: "GET",
		url: "/cases/:id/children",
		config: { access: readers },
		schema: {
			summary: "Cases merged into this one",
			params: IdParams,
			querystring: ChildQuery,
			response: { 200: ChildPage },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const registry = await registryOf(caller.regionId);
			return listChildren(db, registry, caller, request.params.id, request.query, new Date());
		},
	});

	api.route({
		method: "GET",
		url: "/cases/:id/children/:childId/messages",
		config: { access: readers },
		schema: { summary: "What a merged case says", params: ChildParams, response: { 200: ChildMessages } },
		handler: async (request) => {
			const caller = callerOf(request);
			const { id, childId } = request.params;
			return readChildMessages(db, await registryOf(caller.regionId), caller, id, childId);
		},
	});
};
