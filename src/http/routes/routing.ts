import type { Caller } from "../../access/permissions.ts";
import type { Db } from "../../db/database.ts";
import { DomainError } from "../../domain/errors.ts";
import { route } from "../../domain/routing.ts";
import { readRegistry } from "../../registry/reads.ts";
import { addRule, removeRule, saveRule } from "../../registry/save-routing.ts";
import { AskRoute, Routed, RoutingTable, SaveRule } from "../contract-routing.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { RowParams } from "./params.ts";

const reading = { access: ["staff.read", "staff.manage"] as const };
const writing = { access: ["staff.manage"] as const };
const response = { 200: RoutingTable };

/** Which agency answers what. A change is seen by new messages within seconds. */
export const routingRoutes: Routes = (api, { db }) => {
	api.route({
		method: "GET",
		url: "/routing",
		config: reading,
		schema: { summary: "The routing table", response },
		handler: (request) => tableOf(db, callerOf(request)),
	});

	api.route({
		method: "POST",
		url: "/routing",
		config: writing,
		schema: { summary: "Add a row to the routing table", body: SaveRule, response },
		handler: async (request) => {
			const caller = callerOf(request);
			await addRule(db, await readRegistry(db, caller.regionId), caller, request.body);
			return tableOf(db, caller);
		},
	});

	api.route({
		method: "PUT",
		url: "/routing/:id",
		config: writing,
		schema: { summary: "Change a row of the routing table", params: RowParams, body: SaveRule, response },
		handler: async (request) => {
			const caller = callerOf(request);
			const rule = { id: request.params.id, ...request.body };
			await saveRule(db, await readRegistry(db, caller.regionId), caller, rule);
			return tableOf(db, caller);
		},
	});

	removing(api, db);

	api.route({
		method: "POST",
		url: "/routing/example",
		config: reading,
		schema: { summary: "Whom a message would go to by the rules", body: AskRoute, response: { 200: Routed } },
		handler: async (request) => {
			const { topicCode, territoryCode, pageId } = request.body;
			// not the kept one: what was saved a moment ago must show
			const registry = await readRegistry(db, callerOf(request).regionId);
			const [topic, page] = [registry.topics.get(topicCode), registry.pages.get(pageId)];
			if (!topic) throw new DomainError("topic-unknown", { topicCode });
			if (!page) throw new DomainError("page-unknown", { pageId });
			const about = { topicCode, groupCode: topic.groupCode, territoryCode, pageId, pageAgencyId: page.agencyId };
			return route(registry.routingRules, about);
		},
	});
};

function removing(api: Parameters<Routes>[0], db: Db): void {
	api.route({
		method: "DELETE",
		url: "/routing/:id",
		config: writing,
		schema: { summary: "Remove a row of the routing table", params: RowParams, response },
		handler: async (request) => {
			await removeRule(db, callerOf(request), request.params.id);
			return tableOf(db, callerOf(request));
		},
	});
}

const tableOf = async (db: Db, { regionId }: Caller) => ({ items: (await readRegistry(db, regionId)).routingRules });
