import { z } from "zod";
import { endHandoverBy, offerHandover, setOwner } from "../../cases/own-case.ts";
import { listSecondReviews } from "../../cases/reads-lane.ts";
import { askSecondReview, decideSecondReview } from "../../cases/second-review.ts";
import { setPriority } from "../../cases/set-priority.ts";
import { setTopicImportance } from "../../registry/set-topic-importance.ts";
import { CaseDetail } from "../contract-case.ts";
import {
	AskSecondReview,
	DecideSecondReview,
	EndHandover,
	OfferHandover,
	SecondReviewList,
	SetOwner,
	SetPriority,
	SetTopicImportance,
} from "../contract-lane.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { readDetail } from "./detail.ts";
import { IdParams, Nothing } from "./params.ts";

const response = { 200: CaseDetail };
const workers = ["case.triage", "case.work"] as const;

/** The priority lane: how urgent a case is and who stays with it. */
export const laneRoutes: Routes = (api, parts) => {
	const { db, registryOf } = parts;
	api.route({
		method: "PUT",
		url: "/cases/:id/priority",
		config: { access: ["case.triage"] },
		schema: { summary: "Say how urgent a case is", params: IdParams, body: SetPriority, response },
		handler: async (request) => {
			const caller = callerOf(request);
			await setPriority(db, await registryOf(caller.regionId), caller, request.params.id, request.body);
			return readDetail(parts, caller, request.params.id);
		},
	});

	api.route({
		method: "PUT",
		url: "/topics/:code/importance",
		config: { access: ["sla.manage"] },
		schema: {
			summary: "Say whether cases of a topic are important from the start",
			params: z.object({ code: z.string().max(100) }),
			body: SetTopicImportance,
			response: { 204: Nothing },
		},
		handler: async (request, reply) => {
			await setTopicImportance(db, callerOf(request), request.params.code, request.body.isImportant);
			return reply.code(204).send();
		},
	});

	ownerRoutes(api, parts);
	reviewRoutes(api, parts);
};

const ownerRoutes: Routes = (api, parts) => {
	const { db } = parts;
	api.route({
		method: "PUT",
		url: "/cases/:id/owner",
		config: { access: ["case.triage"] },
		schema: { summary: "Name who stays with a case", params: IdParams, body: SetOwner, response },
		handler: async (request) => {
			const caller = callerOf(request);
			await setOwner(db, caller, request.params.id, request.body);
			return readDetail(parts, caller, request.params.id);
		},
	});

	api.route({
		method: "POST",
		url: "/cases/:id/handover",
		config: { access: workers },
		schema: { summary: "Offer a case to another owner", params: IdParams, body: OfferHandover, response },
		handler: async (request) => {
			const caller = callerOf(request);
			await offerHandover(db, caller, request.params.id, request.body);
			return readDetail(parts, caller, request.params.id);
		},
	});

	api.route({
		method: "POST",
		url: "/cases/:id/handover/end",
		config: { access: workers },
		schema: {
			summary: "Acknowledge, decline or withdraw a hand-over",
			params: IdParams,
			body: EndHandover,
			response,
		},
		handler: async (request) => {
			const caller = callerOf(request);
			await endHandoverBy(db, caller, request.params.id, request.body);
			return readDetail(parts, caller, request.params.id);
		},
	});
};

const reviewRoutes: Routes = (api, parts) => {
	const { db } = parts;
	api.route({
		method: "POST",
		url: "/cases/:id/second-reviews",
		config: { access: workers },
		schema: {
			summary: "Ask a second person of the centre before an urgent case is turned away",
			params: IdParams,
			body: AskSecondReview,
			response,
		},
		handler: async (request) => {
			const caller = callerOf(request);
			await askSecondReview(db, caller, request.params.id, request.body);
			return readDetail(parts, caller, request.params.id);
		},
	});

	api.route({
		method: "POST",
		url: "/cases/:id/second-reviews/:reviewId/decision",
		config: { access: ["case.triage"] },
		schema: {
			summary: "Agree or refuse as the second person",
			params: IdParams.extend({ reviewId: IdParams.shape.id }),
			body: DecideSecondReview,
			response,
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const { id: caseId, reviewId } = request.params;
			await decideSecondReview(db, caller, { caseId, reviewId }, request.body);
			return readDetail(parts, caller, caseId);
		},
	});

	api.route({
		method: "GET",
		url: "/second-reviews",
		config: { access: ["case.triage"] },
		schema: { summary: "Second reviews that wait", response: { 200: SecondReviewList } },
		handler: async (request) => ({ items: await listSecondReviews(db, callerOf(request)) }),
	});
};
