import type { Caller } from "../../access/permissions.ts";
import type { Views } from "../../cases/count-views.ts";
import { listResults, qualityFigures } from "../../quality/quality-figures.ts";
import { giveBack, judgeAnswer, nextReview, takeNext } from "../../quality/review-answers.ts";
import type { NextReview as Next } from "../../quality/review-answers.ts";
import {
	JudgeAnswer,
	NextReview,
	QualityFigures,
	QualityPeriod,
	ResultPage,
	ResultQuery,
} from "../contract-quality.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams, Nothing } from "./params.ts";

const readers = ["case.read.region", "case.read.agency"] as const;

/** The sampled review of published answers, and what comes of it. */
export const qualityRoutes: Routes = (api, parts) => {
	const { db } = parts;
	api.route({
		method: "GET",
		url: "/quality/figures",
		config: { access: readers },
		schema: {
			summary: "Quality of published answers by agency",
			querystring: QualityPeriod,
			response: { 200: QualityFigures },
		},
		handler: (request) => qualityFigures(db, callerOf(request), request.query),
	});

	api.route({
		method: "GET",
		url: "/quality/results",
		config: { access: readers },
		schema: {
			summary: "Published answers that were looked at, and what was found",
			querystring: ResultQuery,
			response: { 200: ResultPage },
		},
		handler: (request) => listResults(db, callerOf(request), request.query),
	});

	reviewRoutes(api, parts);
};

const reviewRoutes: Routes = (api, { db, registryOf, views }) => {
	const response = { 200: NextReview };
	api.route({
		method: "GET",
		url: "/quality/reviews/next",
		config: { access: ["quality.review"] },
		schema: { summary: "The answer one looks at, and how many wait", response },
		handler: async (request) => {
			const caller = callerOf(request);
			return shown(views, caller, await nextReview(db, caller));
		},
	});

	api.route({
		method: "POST",
		url: "/quality/reviews/next",
		config: { access: ["quality.review"] },
		schema: { summary: "Take the next answer to look at", response },
		handler: async (request) => {
			const caller = callerOf(request);
			return shown(views, caller, await takeNext(db, caller, new Date()));
		},
	});

	api.route({
		method: "POST",
		url: "/quality/reviews/:id",
		config: { access: ["quality.review"] },
		schema: { summary: "Judge an answer", params: IdParams, body: JudgeAnswer, response: { 204: Nothing } },
		handler: async (request, reply) => {
			const caller = callerOf(request);
			const registry = await registryOf(caller.regionId);
			await judgeAnswer(db, registry, caller, request.params.id, request.body, new Date());
			return reply.code(204).send(undefined);
		},
	});

	api.route({
		method: "DELETE",
		url: "/quality/reviews/:id",
		config: { access: ["quality.review"] },
		schema: { summary: "Give an answer back without a judgement", params: IdParams, response: { 204: Nothing } },
		handler: async (request, reply) => {
			await giveBack(db, callerOf(request), request.params.id);
			return reply.code(204).send(undefined);
		},
	});
};

/** As it is told; who sees words of a resident is logged, as everywhere. */
function shown(views: Views, caller: Caller, { item, waiting }: Next) {
	if (item) views.note(caller, item.caseId, "detail");
	return {
		item: item && {
			...item,
			publishedAt: item.publishedAt.toISOString(),
			takenAt: item.takenAt.toISOString(),
			heldUntil: item.heldUntil.toISOString(),
		},
		waiting,
	};
}
