import type { Caller } from "../../access/permissions.ts";
import { placeholders } from "../../domain/fill-template.ts";
import { dayOfYearIn } from "../../knowledge/dates.ts";
import { listTemplates, readTemplate } from "../../knowledge/reads-template.ts";
import { addTemplate, archiveTemplate, changeTemplate } from "../../knowledge/save-template.ts";
import { offerForCase, takeTemplate } from "../../knowledge/take-template.ts";
import {
	AddTemplate,
	CaseTemplateParams,
	ChangeTemplate,
	FilledTemplate,
	OfferedTemplates,
	OfferQuery,
	Placeholders,
	TemplateDetail,
	TemplateList,
	TemplateQuery,
} from "../contract-knowledge.ts";
import type { RouteParts, Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams, RowParams } from "./params.ts";

const readers = { access: ["case.read.region", "case.read.agency"] as const };
const managers = { access: ["template.manage"] as const };

/** Templates of answers: kept by those who manage them, taken by those who write. */
export const templateRoutes: Routes = (api, parts) => {
	const { db } = parts;
	api.route({
		method: "GET",
		url: "/templates",
		config: readers,
		schema: { summary: "Templates of answers", querystring: TemplateQuery, response: { 200: TemplateList } },
		handler: async (request) => {
			const caller = callerOf(request);
			return listTemplates(db, caller, request.query, await todayFor(parts, caller));
		},
	});

	api.route({
		method: "GET",
		url: "/templates/placeholders",
		config: readers,
		schema: { summary: "What the desk fills into a template", response: { 200: Placeholders } },
		handler: async () => ({ items: [...placeholders] }),
	});

	api.route({
		method: "GET",
		url: "/templates/:id",
		config: readers,
		schema: { summary: "A template and what it said before", params: RowParams, response: { 200: TemplateDetail } },
		handler: (request) => detail(parts, callerOf(request), request.params.id),
	});

	offerRoutes(api, parts);
	manageRoutes(api, parts);
};

const todayFor = async ({ registryOf }: RouteParts, caller: Caller): Promise<string> =>
	dayOfYearIn((await registryOf(caller.regionId)).region.timeZone, new Date());

const detail = async (parts: RouteParts, caller: Caller, id: number) =>
	readTemplate(parts.db, caller, id, await todayFor(parts, caller));

const offerRoutes: Routes = (api, { db, registryOf }) => {
	const config = { access: ["reply.write"] as const };
	api.route({
		method: "GET",
		url: "/cases/:id/templates",
		config,
		schema: {
			summary: "Templates for the answer of a case, the best first",
			params: IdParams,
			querystring: OfferQuery,
			response: { 200: OfferedTemplates },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const registry = await registryOf(caller.regionId);
			return offerForCase(db, registry, caller, request.params.id, request.query, new Date());
		},
	});

	api.route({
		method: "POST",
		url: "/cases/:id/templates/:templateId",
		config,
		schema: {
			summary: "Take a template for the answer of a case",
			params: CaseTemplateParams,
			response: { 200: FilledTemplate },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const { id: caseId, templateId } = request.params;
			return takeTemplate(db, await registryOf(caller.regionId), caller, { caseId, templateId }, new Date());
		},
	});
};

const manageRoutes: Routes = (api, parts) => {
	const { db, registryOf } = parts;
	const response = { 200: TemplateDetail };
	api.route({
		method: "POST",
		url: "/templates",
		config: managers,
		schema: { summary: "Make a template", body: AddTemplate, response },
		handler: async (request) => {
			const caller = callerOf(request);
			const id = await addTemplate(db, await registryOf(caller.regionId), caller, request.body);
			return detail(parts, caller, id);
		},
	});

	api.route({
		method: "PUT",
		url: "/templates/:id",
		config: managers,
		schema: { summary: "Change a template", params: RowParams, body: ChangeTemplate, response },
		handler: async (request) => {
			const caller = callerOf(request);
			await changeTemplate(db, await registryOf(caller.regionId), caller, request.params.id, request.body);
			return detail(parts, caller, request.params.id);
		},
	});

	for (const [path, summary] of [
		["archive", "Put a template away"],
		["restore", "Bring a template back"],
	] as const)
		api.route({
			method: "POST",
			url: `/templates/:id/${path}`,
			config: managers,
			schema: { summary, params: RowParams, response },
			handler: async (request) => {
				const caller = callerOf(request);
				const at = path === "archive" ? new Date() : null;
				await archiveTemplate(db, await registryOf(caller.regionId), caller, request.params.id, at);
				return detail(parts, caller, request.params.id);
			},
		});
};
