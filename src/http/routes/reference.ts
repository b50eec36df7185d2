import { listStaff } from "../../access/reads.ts";
import { readRegistry } from "../../registry/reads.ts";
import { Reference } from "../contract.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";

export const referenceRoutes: Routes = (api, { db, channels }) => {
	api.route({
		method: "GET",
		url: "/reference",
		config: { access: ["case.read.region", "case.read.agency"] },
		schema: { summary: "Names behind ids and codes", response: { 200: Reference } },
		handler: async (request) => {
			const caller = callerOf(request);
			// read anew: a screen keeps it for minutes, and what was added a moment ago must be in it
			const [registry, staff] = await Promise.all([readRegistry(db, caller.regionId), listStaff(db, caller)]);
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
