import { readAppealText, saveAppealText } from "../../cases/appeal-text.ts";
import { changeAppeal, handToAppeal } from "../../cases/hand-to-appeal.ts";
import { listAppeals } from "../../cases/reads-appeal.ts";
import {
	AppealQuery,
	AppealText,
	ChangeAppeal,
	FormalAppealList,
	HandToAppeal,
	SaveAppealText,
} from "../contract-appeal.ts";
import { CaseDetail } from "../contract-case.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { readDetail } from "./detail.ts";
import { IdParams, Nothing } from "./params.ts";

const readers = ["case.read.region", "case.read.agency"] as const;

/** Cases handed over to the formal procedure, and what residents are told of it. */
export const appealRoutes: Routes = (api, parts) => {
	const { db, registryOf } = parts;
	api.route({
		method: "POST",
		url: "/cases/:id/formal-appeal",
		config: { access: ["case.triage"] },
		schema: {
			summary: "Hand a case to the formal procedure, on the resident's word or by law",
			params: IdParams,
			body: HandToAppeal,
			response: { 200: CaseDetail },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const registry = await registryOf(caller.regionId);
			await handToAppeal(db, registry, caller, request.params.id, request.body, new Date());
			return readDetail(parts, caller, request.params.id);
		},
	});

	followRoutes(api, parts);
	textRoutes(api, parts);
};

const followRoutes: Routes = (api, { db, registryOf }) => {
	api.route({
		method: "GET",
		url: "/formal-appeals",
		config: { access: readers },
		schema: {
			summary: "Formal appeals, those that run out first at the top",
			querystring: AppealQuery,
			response: { 200: FormalAppealList },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const registry = await registryOf(caller.regionId);
			return { items: await listAppeals(db, registry, caller, request.query, new Date()) };
		},
	});

	api.route({
		method: "POST",
		url: "/formal-appeals/:id/changes",
		config: { access: ["case.triage"] },
		schema: {
			summary: "Say what became of a formal appeal",
			params: IdParams,
			body: ChangeAppeal,
			response: { 204: Nothing },
		},
		handler: async (request, reply) => {
			await changeAppeal(db, callerOf(request), request.params.id, request.body, new Date());
			return reply.code(204).send();
		},
	});
};

const textRoutes: Routes = (api, { db }) => {
	api.route({
		method: "GET",
		url: "/formal-appeals/text",
		config: { access: readers },
		schema: { summary: "Where and how an appeal is filed, for an answer", response: { 200: AppealText } },
		handler: (request) => readAppealText(db, callerOf(request)),
	});

	api.route({
		method: "PUT",
		url: "/formal-appeals/text",
		config: { access: ["template.manage"] },
		schema: { summary: "Say it in the region's own words", body: SaveAppealText, response: { 204: Nothing } },
		handler: async (request, reply) => {
			await saveAppealText(db, callerOf(request), request.body.text);
			return reply.code(204).send();
		},
	});
};
