import { listStaff } from "../../access/reads.ts";
import { Reference } from "../contract.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";

export const referenceRoutes: Routes = (api, { db, registryOf, channels }) => {
	api.route({
		method: "GET",
		url: "/reference",
		config: { access: ["case.read.region", "case.read.agency"] },
		schema: { summary: "Names behind ids and codes", response: { 200: Reference } },
		handler: async (request) => {
			const caller = callerOf(request);
			const [registry, staff] = await Promise.all([registryOf(caller.regionId), listStaff(db, caller)]);
			return {
				agencies: [...registry.agencies.values()],
				topicGroups: [...registry.topicGroups.values()],
				topics: [...registry.topics.values()],
				territories: registry.territories,
				pages: [...registry.pages.values()],
				channels: [...channels.keys()],
				staff,
			};
		},
	});
};
