import type { Caller } from "../../access/permissions.ts";
import { correctionsOfCase } from "../../publishing/list-corrections.ts";
import { proposeCorrection } from "../../publishing/propose-correction.ts";
import { listCorrections } from "../../publishing/reads-correction.ts";
import {
	approveCorrection,
	cancelCorrection,
	returnCorrection,
	settleCorrection,
} from "../../publishing/settle-correction.ts";
import {
	CaseCorrections,
	CorrectionPage,
	CorrectionQuery,
	ProposeCorrection,
	ReturnCorrection,
	SettleCorrection,
} from "../contract-correction.ts";
import type { RouteParts, Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams } from "./params.ts";

const readers = { access: ["case.read.region", "case.read.agency"] as const };

/** Other words in place of an answer that stands in the network. */
export const correctionRoutes: Routes = (api, parts) => {
	const { db, registryOf } = parts;
	const response = { 200: CaseCorrections };
	api.route({
		method: "GET",
		url: "/cases/:id/corrections",
		config: readers,
		schema: { summary: "Corrections of a case's answers, and what allows none", params: IdParams, response },
		handler: (request) => ofCase(parts, callerOf(request), request.params.id),
	});

	api.route({
		method: "GET",
		url: "/corrections",
		config: readers,
		schema: { summary: "Corrections by state", querystring: CorrectionQuery, response: { 200: CorrectionPage } },
		handler: (request) => listCorrections(db, callerOf(request), request.query),
	});

	api.route({
		method: "POST",
		url: "/publications/:id/corrections",
		config: { access: ["reply.write"] },
		schema: {
			summary: "Propose other words for a published answer",
			params: IdParams,
			body: ProposeCorrection,
			response,
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const registry = await registryOf(caller.regionId);
			const order = { publicationId: request.params.id, ...request.body };
			const { caseId } = await proposeCorrection({ ...parts, registry }, caller, order, new Date());
			return ofCase(parts, caller, caseId);
		},
	});

	decisionRoutes(api, parts);
	endRoutes(api, parts);
};

const ofCase = (parts: RouteParts, caller: Caller, caseId: number) =>
	correctionsOfCase(parts, caller, caseId, new Date());

/** What the approver says of a proposed correction. */
const decisionRoutes: Routes = (api, parts) => {
	const response = { 200: CaseCorrections };
	api.route({
		method: "POST",
		url: "/corrections/:id/approve",
		config: { access: ["reply.approve"] },
		schema: { summary: "Approve a correction: it goes out", params: IdParams, response },
		handler: async (request) => {
			const caller = callerOf(request);
			const { caseId } = await approveCorrection(parts, caller, request.params.id);
			return ofCase(parts, caller, caseId);
		},
	});

	api.route({
		method: "POST",
		url: "/corrections/:id/return",
		config: { access: ["reply.approve"] },
		schema: { summary: "Return a correction with a reason", params: IdParams, body: ReturnCorrection, response },
		handler: async (request) => {
			const caller = callerOf(request);
			const { caseId } = await returnCorrection(parts, caller, request.params.id, request.body);
			return ofCase(parts, caller, caseId);
		},
	});
};

/** How a correction ends otherwise: taken back, or settled by who looked into the thread. */
const endRoutes: Routes = (api, parts) => {
	const response = { 200: CaseCorrections };
	api.route({
		method: "POST",
		url: "/corrections/:id/cancel",
		config: { access: ["reply.write"] },
		schema: { summary: "Take a proposed correction back", params: IdParams, response },
		handler: async (request) => {
			const caller = callerOf(request);
			const { caseId } = await cancelCorrection(parts, caller, request.params.id);
			return ofCase(parts, caller, caseId);
		},
	});

	api.route({
		method: "POST",
		url: "/corrections/:id/settle",
		config: { access: ["publication.settle"] },
		schema: {
			summary: "Say what stands in the thread after a correction",
			params: IdParams,
			body: SettleCorrection,
			response,
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const { caseId } = await settleCorrection(parts, caller, request.params.id, request.body.as);
			return ofCase(parts, caller, caseId);
		},
	});
};
