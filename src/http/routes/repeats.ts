import { readRepeats } from "../../cases/reads-repeat.ts";
import { unlinkRepeat } from "../../cases/unlink-repeat.ts";
import { Repeats, UnlinkRepeat } from "../contract-say.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams } from "./params.ts";

export const repeatRoutes: Routes = (api, { db }) => {
	api.route({
		method: "GET",
		url: "/cases/:id/repeats",
		config: { access: ["case.read.region", "case.read.agency"] },
		schema: { summary: "What a case repeats and what repeats it", params: IdParams, response: { 200: Repeats } },
		handler: (request) => readRepeats(db, callerOf(request), request.params.id),
	});

	api.route({
		method: "POST",
		url: "/cases/:id/repeats/unlink",
		config: { access: ["case.triage"] },
		schema: {
			summary: "Say that a case repeats no other",
			params: IdParams,
			body: UnlinkRepeat,
			response: { 200: Repeats },
		},
		handler: async (request) => {
			await unlinkRepeat(db, callerOf(request), request.params.id, request.body);
			return readRepeats(db, callerOf(request), request.params.id);
		},
	});
};
