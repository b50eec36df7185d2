import type { Caller } from "../../access/permissions.ts";
import { countSavedViews, viewsOf } from "../../cases/reads-saved-view.ts";
import { watchedViews } from "../../cases/reads-watch.ts";
import { addView, changeView, deleteView, orderViews } from "../../cases/save-view.ts";
import { unwatchView, watchView } from "../../cases/watch-view.ts";
import type { Db } from "../../db/database.ts";
import { OrderViews, SavedViewCounts, SavedViewList, SaveView } from "../contract-saved-views.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { RowParams } from "./params.ts";

const config = { access: ["case.read.region", "case.read.agency"] as const };

/** Views of the queue that people save and share. */
export const savedViewRoutes: Routes = (api, parts) => {
	const { db, registryOf } = parts;
	api.route({
		method: "GET",
		url: "/saved-views",
		config,
		schema: { summary: "Own and shared views of the queue", response: { 200: SavedViewList } },
		handler: (request) => listed(db, callerOf(request)),
	});

	api.route({
		method: "GET",
		url: "/saved-views/counts",
		config,
		schema: { summary: "How many cases each saved view holds", response: { 200: SavedViewCounts } },
		handler: async (request) => {
			const caller = callerOf(request);
			return countSavedViews(db, await registryOf(caller.regionId), caller, new Date());
		},
	});

	api.route({
		method: "POST",
		url: "/saved-views",
		config,
		schema: { summary: "Save a view", body: SaveView, response: { 201: SavedViewList } },
		handler: async (request, reply) => {
			const caller = callerOf(request);
			await addView(db, caller, request.body);
			return reply.code(201).send(await listed(db, caller));
		},
	});

	changeRoutes(api, parts);
	watchRoutes(api, parts);
};

const changeRoutes: Routes = (api, { db }) => {
	api.route({
		method: "PUT",
		url: "/saved-views/order",
		config,
		schema: { summary: "Put one's views in order", body: OrderViews, response: { 200: SavedViewList } },
		handler: async (request) => {
			const caller = callerOf(request);
			await orderViews(db, caller, request.body.ids);
			return listed(db, caller);
		},
	});

	api.route({
		method: "PUT",
		url: "/saved-views/:id",
		config,
		schema: { summary: "Change a view", params: RowParams, body: SaveView, response: { 200: SavedViewList } },
		handler: async (request) => {
			const caller = callerOf(request);
			await changeView(db, caller, request.params.id, request.body);
			return listed(db, caller);
		},
	});

	api.route({
		method: "DELETE",
		url: "/saved-views/:id",
		config,
		schema: { summary: "Put a view away", params: RowParams, response: { 200: SavedViewList } },
		handler: async (request) => {
			const caller = callerOf(request);
			await deleteView(db, caller, request.params.id, new Date());
			return listed(db, caller);
		},
	});

	api.route({
		method: "POST",
		url: "/saved-views/:id/restore",
		config,
		schema: { summary: "Bring a view back", params: RowParams, response: { 200: SavedViewList } },
		handler: async (request) => {
			const caller = callerOf(request);
			await deleteView(db, caller, request.params.id, null);
			return listed(db, caller);
		},
	});
};

const watchRoutes: Routes = (api, { db, registryOf }) => {
	api.route({
		method: "PUT",
		url: "/saved-views/:id/watch",
		config,
		schema: {
			summary: "Be told when a case comes into a view",
			params: RowParams,
			response: { 200: SavedViewList },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			await watchView(db, await registryOf(caller.regionId), caller, request.params.id, new Date());
			return listed(db, caller);
		},
	});

	api.route({
		method: "DELETE",
		url: "/saved-views/:id/watch",
		config,
		schema: { summary: "Be told of a view no more", params: RowParams, response: { 200: SavedViewList } },
		handler: async (request) => {
			const caller = callerOf(request);
			await unwatchView(db, caller, request.params.id);
			return listed(db, caller);
		},
	});
};

async function listed(db: Db, caller: Caller): Promise<SavedViewList> {
	const rows = await viewsOf(db, caller);
	const watched = await watchedViews(db, caller);
	return {
		items: rows.map((row) => ({
			id: row.id,
			name: row.name,
			shared: row.shared as SavedViewList["items"][number]["shared"],
			isOwn: row.owner_id === caller.staffId,
			ownerId: row.owner_id,
			isWatched: watched.has(row.id),
			query: row.query as SavedViewList["items"][number]["query"],
		})),
	};
}
