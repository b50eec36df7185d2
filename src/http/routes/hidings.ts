import { proposeHiding, stepHiding } from "../../cases/hide-comment.ts";
import { countHidings, listHidings } from "../../cases/reads-hiding.ts";
import {
	HidingCountQuery,
	HidingCounts,
	HidingList,
	HidingQuery,
	ProposeHiding,
	StepHiding,
} from "../contract-hiding.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams, Nothing } from "./params.ts";

const readers = ["case.read.region", "case.read.agency"] as const;
const workers = ["case.triage", "case.work"] as const;

/** Comments that were hidden: proposed, decided by a second person, appealed against. */
export const hidingRoutes: Routes = (api, parts) => {
	const { db } = parts;
	api.route({
		method: "POST",
		url: "/cases/:id/hidings",
		config: { access: workers },
		schema: {
			summary: "Propose to hide a comment for obscenity or a threat",
			params: IdParams,
			body: ProposeHiding,
			response: { 201: HidingList },
		},
		handler: async (request, reply) => {
			const caller = callerOf(request);
			const caseId = request.params.id;
			await proposeHiding(db, caller, { caseId, ...request.body });
			return reply.code(201).send({ items: await listHidings(db, caller, { caseId, limit: 50 }) });
		},
	});

	api.route({
		method: "POST",
		url: "/hidings/:id/steps",
		config: { access: workers },
		schema: {
			summary: "Decide on a hiding, say that it was done, take down an appeal or decide on it",
			params: IdParams,
			body: StepHiding,
			response: { 204: Nothing },
		},
		handler: async (request, reply) => {
			await stepHiding(db, callerOf(request), request.params.id, request.body);
			return reply.code(204).send();
		},
	});

	logRoutes(api, parts);
};

const logRoutes: Routes = (api, { db }) => {
	api.route({
		method: "GET",
		url: "/hidings",
		config: { access: readers },
		schema: { summary: "The log of hidden comments", querystring: HidingQuery, response: { 200: HidingList } },
		handler: async (request) => ({ items: await listHidings(db, callerOf(request), request.query) }),
	});

	api.route({
		method: "GET",
		url: "/hidings/counts",
		config: { access: readers },
		schema: { summary: "Hidden comments in figures", querystring: HidingCountQuery, response: { 200: HidingCounts } },
		handler: async (request) => {
			const { from, to } = request.query;
			return { items: await countHidings(db, callerOf(request), new Date(from), new Date(to)) };
		},
	});
};
