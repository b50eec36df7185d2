import { z } from "zod";
import { linkCases, unlinkCases } from "../../cases/link-cases.ts";
import { listLinks } from "../../cases/reads-link.ts";
import { splitCase } from "../../cases/split-case.ts";
import { CaseLinks, LinkCases, SplitCase, SplitResult } from "../contract-split.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams } from "./params.ts";

const workers = ["case.triage", "case.work"] as const;
const LinkParams = IdParams.extend({ linkId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

/** Cases that belong together without being merged, and messages that become a case of their own. */
export const caseLinkRoutes: Routes = (api, { db, registryOf }) => {
	api.route({
		method: "POST",
		url: "/cases/:id/split",
		config: { access: ["case.triage"] },
		schema: {
			summary: "Make some messages a case of their own",
			params: IdParams,
			body: SplitCase,
			response: { 201: SplitResult },
		},
		handler: async (request, reply) => {
			const caller = callerOf(request);
			const registry = await registryOf(caller.regionId);
			const caseId = await splitCase(db, registry, caller, { caseId: request.params.id, ...request.body });
			return reply.code(201).send({ caseId });
		},
	});

	api.route({
		method: "GET",
		url: "/cases/:id/links",
		config: { access: ["case.read.region", "case.read.agency"] },
		schema: { summary: "What a case is linked to", params: IdParams, response: { 200: CaseLinks } },
		handler: (request) => listLinks(db, callerOf(request), request.params.id),
	});

	api.route({
		method: "POST",
		url: "/cases/:id/links",
		config: { access: workers },
		schema: { summary: "Link a case to another one", params: IdParams, body: LinkCases, response: { 200: CaseLinks } },
		handler: async (request) => {
			const caller = callerOf(request);
			await linkCases(db, caller, { caseId: request.params.id, ...request.body });
			return listLinks(db, caller, request.params.id);
		},
	});

	api.route({
		method: "DELETE",
		url: "/cases/:id/links/:linkId",
		config: { access: workers },
		schema: { summary: "Take a link away", params: LinkParams, response: { 200: CaseLinks } },
		handler: async (request) => {
			const caller = callerOf(request);
			const { id, linkId } = request.params;
			await unlinkCases(db, caller, id, linkId);
			return listLinks(db, caller, id);
		},
	});
};
