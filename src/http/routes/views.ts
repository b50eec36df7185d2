import { listViews } from "../../cases/reads-view.ts";
import { ViewPage, ViewQuery } from "../contract-personal.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";

export const viewRoutes: Routes = (api, { db }) => {
	api.route({
		method: "GET",
		url: "/views",
		config: { access: ["personal.manage", "audit.read"] },
		schema: { summary: "Who saw which case", querystring: ViewQuery, response: { 200: ViewPage } },
		handler: (request) => listViews(db, callerOf(request), request.query),
	});
};
