import { findCasesOfPerson } from "../../cases/reads-person.ts";
import { exportPerson } from "../../personal/export-person.ts";
import { listRemovals, previewRules } from "../../personal/reads.ts";
import { decideErasure, listRequests, makeRequest } from "../../personal/requests.ts";
import { setRule } from "../../personal/set-rule.ts";
import {
	DecideRequest,
	FindPerson,
	MadeRequest,
	MakeRequest,
	PersonCases,
	PersonFile,
	RemovalList,
	RemovalQuery,
	RequestList,
	RetentionPreview,
	SetRetention,
} from "../contract-personal.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams, Nothing } from "./params.ts";

const access = ["personal.manage"] as const;

/** How long people's data is kept, what was removed, and what a person may ask for. */
export const personalRoutes: Routes = (api, parts) => {
	const { db } = parts;
	api.route({
		method: "GET",
		url: "/retention",
		config: { access },
		schema: { summary: "Terms of keeping, and what would be removed now", response: { 200: RetentionPreview } },
		handler: async (request) => ({ items: await previewRules(db, callerOf(request), new Date()) }),
	});

	api.route({
		method: "PUT",
		url: "/retention",
		config: { access },
		schema: { summary: "Say for how long something is kept", body: SetRetention, response: { 204: Nothing } },
		handler: async (request, reply) => {
			await setRule(db, callerOf(request), request.body.kind, request.body.months);
			return reply.code(204).send();
		},
	});

	api.route({
		method: "GET",
		url: "/removals",
		config: { access: ["personal.manage", "audit.read"] },
		schema: { summary: "What was removed, and why", querystring: RemovalQuery, response: { 200: RemovalList } },
		handler: async (request) => ({ items: await listRemovals(db, callerOf(request), request.query.before) }),
	});

	requestRoutes(api, parts);
	answerRoutes(api, parts);
};

const requestRoutes: Routes = (api, { db }) => {
	api.route({
		method: "POST",
		url: "/personal/find",
		config: { access },
		schema: { summary: "The cases of one person", body: FindPerson, response: { 200: PersonCases } },
		handler: async (request) => ({ items: await findCasesOfPerson(db, callerOf(request), request.body.clue) }),
	});

	api.route({
		method: "GET",
		url: "/personal/requests",
		config: { access },
		schema: { summary: "What people asked of their data", response: { 200: RequestList } },
		handler: async (request) => ({ items: await listRequests(db, callerOf(request)) }),
	});

	api.route({
		method: "POST",
		url: "/personal/requests",
		config: { access },
		schema: {
			summary: "Write down that a person asks for their data, or to have it removed",
			body: MakeRequest,
			response: { 201: MadeRequest },
		},
		handler: async (request, reply) => {
			const id = await makeRequest(db, callerOf(request), request.body);
			return reply.code(201).send({ id });
		},
	});
};

/** What is done on a request: an erasure decided by a second person, the file that a person gets. */
const answerRoutes: Routes = (api, parts) => {
	const { db, views } = parts;
	api.route({
		method: "POST",
		url: "/personal/requests/:id/decision",
		config: { access },
		schema: {
			summary: "Confirm or refuse an erasure as the second person",
			params: IdParams,
			body: DecideRequest,
			response: { 204: Nothing },
		},
		handler: async (request, reply) => {
			await decideErasure(parts, callerOf(request), request.params.id, request.body);
			return reply.code(204).send();
		},
	});

	api.route({
		method: "GET",
		url: "/personal/requests/:id/file",
		config: { access },
		schema: { summary: "A person's data as a file for them", params: IdParams, querystring: PersonFile },
		handler: async (request, reply) => {
			const caller = callerOf(request);
			const { format } = request.query;
			const { file, caseIds } = await exportPerson(db, caller, request.params.id, format, new Date());
			for (const caseId of caseIds) views.note(caller, caseId, "export");
			reply.headers({
				"content-disposition": `attachment; filename="personal-data-${request.params.id}.${format}"`,
				"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
			});
			return reply.type(format === "json" ? "application/json; charset=utf-8" : "text/html; charset=utf-8").send(file);
		},
	});
};
