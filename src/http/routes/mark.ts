import { markCase } from "../../cases/mark-case.ts";
import { CaseDetail } from "../contract-case.ts";
import { MarkCase } from "../contract-proposal.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { readDetail } from "./detail.ts";
import { IdParams } from "./params.ts";

export const markRoutes: Routes = (api, parts) => {
	api.route({
		method: "PUT",
		url: "/cases/:id/mark",
		config: { access: ["case.triage", "case.work", "mark.read"] },
		schema: {
			summary: "Confirm or refuse the hidden mark of a case",
			params: IdParams,
			body: MarkCase,
			response: { 200: CaseDetail },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			await markCase(parts.db, await parts.registryOf(caller.regionId), caller, request.params.id, request.body);
			return readDetail(parts, caller, request.params.id);
		},
	});
};
