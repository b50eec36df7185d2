import { boardFigures, listCounted } from "../../analytics/reads-board.ts";
import { caseFigures } from "../../analytics/reads-figures.ts";
import { BoardFigures, CaseFigures, CountedCases, CountedQuery, FigureQuery } from "../contract-figures.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";

const config = { access: ["case.read.region", "case.read.agency"] as const };
const periodOf = ({ from, to }: { from: string; to: string }) => ({ from: new Date(from), to: new Date(to) });

export const figureRoutes: Routes = (api, { db }) => {
	api.route({
		method: "GET",
		url: "/figures",
		config,
		schema: {
			summary: "How agencies answered in a period",
			querystring: FigureQuery,
			response: { 200: CaseFigures },
		},
		handler: async (request) => {
			return { items: await caseFigures(db, callerOf(request), periodOf(request.query), new Date()) };
		},
	});

	api.route({
		method: "GET",
		url: "/figures/board",
		config,
		schema: {
			summary: "Answers of a period together, by day and by topic",
			querystring: FigureQuery,
			response: { 200: BoardFigures },
		},
		handler: (request) => boardFigures(db, callerOf(request), periodOf(request.query), new Date()),
	});

	api.route({
		method: "GET",
		url: "/figures/cases",
		config,
		schema: {
			summary: "What a number of the figures counts, one by one",
			querystring: CountedQuery,
			response: { 200: CountedCases },
		},
		handler: (request) => {
			const query = { ...request.query, ...periodOf(request.query) };
			return listCounted(db, callerOf(request), query, new Date());
		},
	});
};
