import { caseFigures } from "../../analytics/reads-figures.ts";
import { CaseFigures, FigureQuery } from "../contract-figures.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";

export const figureRoutes: Routes = (api, { db }) => {
	api.route({
		method: "GET",
		url: "/figures",
		config: { access: ["case.read.region", "case.read.agency"] },
		schema: {
			summary: "How agencies answered in a period",
			querystring: FigureQuery,
			response: { 200: CaseFigures },
		},
		handler: async (request) => {
			const { from, to } = request.query;
			const period = { from: new Date(from), to: new Date(to) };
			return { items: await caseFigures(db, callerOf(request), period, new Date()) };
		},
	});
};
