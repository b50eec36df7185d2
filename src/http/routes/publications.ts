import { listPublications } from "../../publishing/reads.ts";
import { listByPerson } from "../../publishing/reads-by-person.ts";
import { settleByPerson } from "../../publishing/settle-by-person.ts";
import {
	CarriedAnswerPage,
	CarriedAnswerQuery,
	PublicationPage,
	PublicationQuery,
	SettlePublication,
} from "../contract.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams, Nothing } from "./params.ts";

export const publicationRoutes: Routes = (api, parts) => {
	api.route({
		method: "GET",
		url: "/publications",
		config: { access: ["case.read.region", "case.read.agency"] },
		schema: {
			summary: "Answers by the state of their publishing",
			querystring: PublicationQuery,
			response: { 200: PublicationPage },
		},
		handler: (request) => listPublications(parts.db, callerOf(request), request.query),
	});

	api.route({
		method: "GET",
		url: "/publications/by-person",
		config: { access: ["publication.settle"] },
		schema: {
			summary: "Answers that a person carries to the resident",
			querystring: CarriedAnswerQuery,
			response: { 200: CarriedAnswerPage },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const page = await listByPerson(parts.db, caller, request.query);
			if (caller.permissions.has("personal.read"))
				for (const { caseId } of page.items) parts.views.note(caller, caseId, "contact");
			return page;
		},
	});

	api.route({
		method: "POST",
		url: "/publications/:id/settle",
		config: { access: ["publication.settle"] },
		schema: {
			summary: "Say what stands in the thread",
			params: IdParams,
			body: SettlePublication,
			response: { 204: Nothing },
		},
		handler: async (request, reply) => {
			await settleByPerson(parts, callerOf(request), request.params.id, request.body);
			return reply.code(204).send();
		},
	});
};
