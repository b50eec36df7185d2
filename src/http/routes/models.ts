import type { Caller } from "../../access/permissions.ts";
import type { Db } from "../../db/database.ts";
import { setWantedPrecision } from "../../registry/set-wanted-precision.ts";
import { activateModel, deactivateModel } from "../../text/activate-model.ts";
import { listModels } from "../../text/reads-models.ts";
import { startTraining } from "../../text/start-training.ts";
import { ModelParams, TextModelList, WantedPrecision } from "../contract-models.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";

const config = { access: ["model.manage" as const] };
const response = { 200: TextModelList };

/** Every change answers with the list as it is now. */
async function listAfter(db: Db, caller: Caller, change: Promise<void>) {
	await change;
	return listModels(db, caller);
}

export const modelRoutes: Routes = (api, parts) => {
	const { db } = parts;
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
			return listAfter(db, caller, activateModel(db, caller, request.params.id));
		},
	});

	api.route({
		method: "POST",
		url: "/models/:id/deactivate",
		config,
		schema: { summary: "Take a model from its work", params: ModelParams, response },
		handler: (request) => {
			const caller = callerOf(request);
			return listAfter(db, caller, deactivateModel(db, caller, request.params.id));
		},
	});

	learningRoutes(api, parts);
};

const learningRoutes: Routes = (api, { db, enqueue }) => {
	api.route({
		method: "POST",
		url: "/models/train",
		config,
		schema: { summary: "Have models trained from the region's own cases", response },
		handler: (request) => {
			const caller = callerOf(request);
			return listAfter(db, caller, startTraining(db, enqueue, caller));
		},
	});

	api.route({
		method: "PUT",
		url: "/models/wanted-precision",
		config,
		schema: { summary: "How often the machine must be right where it acts alone", body: WantedPrecision, response },
		handler: (request) => {
			const caller = callerOf(request);
			return listAfter(db, caller, setWantedPrecision(db, caller, request.body.wantedPrecision));
		},
	});
};
