import { readFirstSteps } from "../../analytics/reads-first-steps.ts";
import { changeTerms } from "../../cases/recount-clocks.ts";
import { readRegistry } from "../../registry/reads.ts";
import { saveRegion } from "../../registry/save-region.ts";
import { FirstSteps, RegionSaved, SaveRegion } from "../contract-region.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";

const config = { access: ["staff.manage" as const] };

/** The region itself: its name and clock, and how far it is set up. */
export const regionRoutes: Routes = (api, parts) => {
	const { db } = parts;
	api.route({
		method: "PUT",
		url: "/region",
		config,
		schema: {
			summary: "Name the region and set its time zone: with another zone open cases are clocked anew",
			body: SaveRegion,
			response: { 200: RegionSaved },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const order = request.body;
			const { region } = await readRegistry(db, caller.regionId);
			const save = (tx: Parameters<typeof saveRegion>[0]) => saveRegion(tx, caller, order);
			if (region.timeZone === order.timeZone) {
				await db.transaction().execute(save);
				return { ...order, recountId: null };
			}
			const { recountId } = await changeTerms(parts, caller, { reason: "calendar", agencyId: null }, save);
			return { ...order, recountId };
		},
	});

	api.route({
		method: "GET",
		url: "/region/first-steps",
		config,
		schema: { summary: "How far the region is set up, read from what is there", response: { 200: FirstSteps } },
		handler: (request) => readFirstSteps(db, callerOf(request)),
	});
};
