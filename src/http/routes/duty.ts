import { readDutyNow, readRota } from "../../notify/read-rota.ts";
import { removeShift, saveShift } from "../../notify/save-shift.ts";
import { DutyNow, DutyRota, RotaQuery, SavedShift, SaveShift } from "../contract-duty.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams, Nothing } from "./params.ts";

const readers = ["case.read.region", "case.read.agency", "duty.manage"] as const;
const spanOf = ({ from, to }: { from: string; to: string }) => ({ from: new Date(from), to: new Date(to) });

/** Who is on duty at nights and on days off. */
export const dutyRoutes: Routes = (api, parts) => {
	const { db, registryOf } = parts;
	api.route({
		method: "GET",
		url: "/duty/now",
		config: { access: readers },
		schema: { summary: "Who is on duty now", response: { 200: DutyNow } },
		handler: (request) => readDutyNow(db, callerOf(request), new Date()),
	});

	api.route({
		method: "GET",
		url: "/duty/shifts",
		config: { access: readers },
		schema: {
			summary: "The duty rota with its overlaps and gaps: the region's, or an agency's",
			querystring: RotaQuery,
			response: { 200: DutyRota },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const { agencyId = null, ...span } = request.query;
			return readRota(db, await registryOf(caller.regionId), caller, { ...spanOf(span), agencyId });
		},
	});

	changeRoutes(api, parts);
};

const changeRoutes: Routes = (api, { db, registryOf }) => {
	const config = { access: ["duty.manage"] as const };
	api.route({
		method: "POST",
		url: "/duty/shifts",
		config,
		schema: { summary: "Put a person on duty", body: SaveShift, response: { 200: SavedShift } },
		handler: async (request) => {
			const caller = callerOf(request);
			const order = { ...request.body, ...spanOf(request.body) };
			return { id: await saveShift(db, await registryOf(caller.regionId), caller, null, order) };
		},
	});

	api.route({
		method: "PUT",
		url: "/duty/shifts/:id",
		config,
		schema: { summary: "Change a shift", params: IdParams, body: SaveShift, response: { 200: SavedShift } },
		handler: async (request) => {
			const caller = callerOf(request);
			const order = { ...request.body, ...spanOf(request.body) };
			return { id: await saveShift(db, await registryOf(caller.regionId), caller, request.params.id, order) };
		},
	});

	api.route({
		method: "DELETE",
		url: "/duty/shifts/:id",
		config,
		schema: { summary: "Take a shift away", params: IdParams, response: { 204: Nothing } },
		handler: async (request, reply) => {
			await removeShift(db, callerOf(request), request.params.id);
			return reply.code(204).send();
		},
	});
};
