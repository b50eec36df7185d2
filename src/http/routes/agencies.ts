import { listAgencies } from "../../registry/reads-agencies.ts";
import { changeAgency } from "../../cases/recount-clocks.ts";
import { addAgency } from "../../registry/save-agency.ts";
import { AddAgency, Agencies, SaveAgency } from "../contract-agencies.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams } from "./params.ts";

export const agencyRoutes: Routes = (api, parts) => {
	const { db } = parts;
	const response = { 200: Agencies };
	api.route({
		method: "GET",
		url: "/agencies",
		config: { access: ["staff.read", "staff.manage"] },
		schema: { summary: "Agencies and what stands under what", response },
		handler: async (request) => ({ items: await listAgencies(db, callerOf(request)) }),
	});

	api.route({
		method: "POST",
		url: "/agencies",
		config: { access: ["staff.manage"] },
		schema: { summary: "Add an agency", body: AddAgency, response },
		handler: async (request) => {
			await addAgency(db, callerOf(request), request.body);
			return { items: await listAgencies(db, callerOf(request)) };
		},
	});

	api.route({
		method: "PUT",
		url: "/agencies/:id",
		config: { access: ["staff.manage"] },
		schema: { summary: "Change an agency or its place", params: IdParams, body: SaveAgency, response },
		handler: async (request) => {
			await changeAgency(parts, callerOf(request), request.params.id, request.body);
			return { items: await listAgencies(db, callerOf(request)) };
		},
	});
};
