import { readSimilar } from "../../cases/reads-similar.ts";
import { SimilarCases } from "../contract-similar.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams } from "./params.ts";

export const similarRoutes: Routes = (api, { db }) => {
	api.route({
		method: "GET",
		url: "/cases/:id/similar",
		config: { access: ["case.read.region", "case.read.agency"] },
		schema: { summary: "Cases that may repeat this one", params: IdParams, response: { 200: SimilarCases } },
		handler: (request) => readSimilar(db, callerOf(request), request.params.id),
	});
};
