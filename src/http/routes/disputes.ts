import { actByPerson } from "../../cases/act-on-case.ts";
import { listDisputes, readReturns } from "../../cases/reads-dispute.ts";
import { reopenDispute } from "../../cases/reopen-dispute.ts";
import { DisputePage, DisputeQuery, ReopenDispute, Returns, SettleDispute } from "../contract-agencies.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams } from "./params.ts";

export const disputeRoutes: Routes = (api, parts) => {
	const { db } = parts;
	api.route({
		method: "GET",
		url: "/disputes",
		config: { access: ["case.triage"] },
		schema: {
			summary: "Cases that two agencies returned, with what each said",
			querystring: DisputeQuery,
			response: { 200: DisputePage },
		},
		handler: (request) => listDisputes(db, callerOf(request), request.query),
	});

	api.route({
		method: "GET",
		url: "/cases/:id/returns",
		config: { access: ["case.read.region", "case.read.agency"] },
		schema: { summary: "Why agencies returned a case", params: IdParams, response: { 200: Returns } },
		handler: (request) => readReturns(db, callerOf(request), request.params.id),
	});

	settleRoutes(api, parts);
};

const settleRoutes: Routes = (api, { db, registryOf }) => {
	api.route({
		method: "POST",
		url: "/cases/:id/dispute/settle",
		config: { access: ["case.triage"] },
		schema: {
			summary: "Say whose a disputed case is: it may not be returned again",
			params: IdParams,
			body: SettleDispute,
			response: { 200: Returns },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const { version, ...given } = request.body;
			const order = { caseId: request.params.id, version, action: "assign" as const, given };
			await actByPerson(db, await registryOf(caller.regionId), caller, order);
			return readReturns(db, caller, request.params.id);
		},
	});

	api.route({
		method: "POST",
		url: "/cases/:id/dispute/reopen",
		config: { access: ["case.triage"] },
		schema: {
			summary: "Let a settled dispute be settled anew",
			params: IdParams,
			body: ReopenDispute,
			response: { 200: Returns },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			await reopenDispute(db, caller, request.params.id, request.body, new Date());
			return readReturns(db, caller, request.params.id);
		},
	});
};
