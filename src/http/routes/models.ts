import type { Caller } from "../../access/permissions.ts";
import { setWantedPrecision } from "../../registry/set-wanted-precision.ts";
import { activateModel, deactivateModel } from "../../text/activate-model.ts";
import { listModels } from "../../text/reads-models.ts";
import { ModelParams, TextModelList, WantedPrecision } from "../contract-models.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";

export const modelRoutes: Routes = (api, { db }) => {
	const config = { access: ["model.manage" as const] };
	const response = { 200: TextModelList };
	const done = async (caller: Caller, change: Promise<void>) => {
		await change;
		return listModels(db, caller);
	};
	api.route({
		method: "GET",
		url: "/models",
		config,
		schema: { summary: "Models that read residents' words", response },
		handler: (request) => listModels(db, callerOf(request)),
	});

	api.route({
		method: "POST",
		url: "/models/:id/activate",
		config,
		schema: { summary: "Put a model to work; 0 is the one in the box", params: ModelParams, response },
		handler: (request) => {
			const caller = callerOf(request);
			return done(caller, activateModel(db, caller, request.params.id));
		},
	});

	api.route({
		method: "POST",
		url: "/models/:id/deactivate",
		config,
		schema: { summary: "Take a model from its work", params: ModelParams, response },
		handler: (request) => {
			const caller = callerOf(request);
			return done(caller, deactivateModel(db, caller, request.params.id));
		},
	});

	api.route({
		method: "PUT",
		url: "/models/wanted-precision",
		config,
		schema: {
			summary: "How often the machine must be right where it acts alone",
			body: WantedPrecision,
			response,
		},
		handler: (request) => {
			const caller = callerOf(request);
			return done(caller, setWantedPrecision(db, caller, request.body.wantedPrecision));
		},
	});
};
