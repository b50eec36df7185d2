import { readSays } from "../../cases/reads-say.ts";
import { offerSayLink } from "../../cases/say-link.ts";
import { readResidentSettings, setResidentSettings } from "../../registry/resident-settings.ts";
import { ResidentSays, ResidentSettings, SayLink } from "../contract-say.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams } from "./params.ts";

export const residentSayRoutes: Routes = (api, { db, secretKey, publicUrl }) => {
	api.route({
		method: "GET",
		url: "/cases/:id/say",
		config: { access: ["case.read.region", "case.read.agency"] },
		schema: { summary: "What the resident said of the answers", params: IdParams, response: { 200: ResidentSays } },
		handler: async (request) => ({ items: await readSays(db, callerOf(request), request.params.id) }),
	});

	api.route({
		method: "POST",
		url: "/cases/:id/reply/say-link",
		config: { access: ["reply.write"] },
		schema: {
			summary: "A link for the resident's say, to put under the answer",
			params: IdParams,
			response: { 200: SayLink },
		},
		handler: (request) => offerSayLink(db, { secretKey, publicUrl }, callerOf(request), request.params.id),
	});

	api.route({
		method: "GET",
		url: "/settings/residents",
		config: { access: ["sla.manage"] },
		schema: { summary: "Terms of promises and of the resident's say", response: { 200: ResidentSettings } },
		handler: (request) => readResidentSettings(db, callerOf(request).regionId),
	});

	api.route({
		method: "PUT",
		url: "/settings/residents",
		config: { access: ["sla.manage"] },
		schema: { summary: "Set them", body: ResidentSettings, response: { 200: ResidentSettings } },
		handler: async (request) => {
			await setResidentSettings(db, callerOf(request), request.body);
			return readResidentSettings(db, callerOf(request).regionId);
		},
	});
};
