import { actByPerson } from "../../cases/act-on-case.ts";
import { changePlace } from "../../cases/change-place.ts";
import { changeTopic } from "../../cases/change-topic.ts";
import { snoozeCase, wakeCase } from "../../cases/snooze-case.ts";
import { countGroups } from "../../cases/count-groups.ts";
import { countCases } from "../../cases/count-cases.ts";
import { readNear } from "../../cases/reads-near.ts";
import { listCases, readRowsOf } from "../../cases/reads-queue.ts";
import { ActOnCase, CaseDetail, ChangePlace, ChangeTopic } from "../contract-case.ts";
import { NearCases } from "../contract-near.ts";
import {
	CaseCounts,
	CaseGroups,
	CaseGroupsQuery,
	CasePage,
	CaseListQuery,
	CaseRows,
	CaseRowsQuery,
} from "../contract-queue.ts";
import { SnoozeCase } from "../contract-saved-views.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { readDetail } from "./detail.ts";
import { IdParams } from "./params.ts";

const readers = ["case.read.region", "case.read.agency"] as const;

export const caseRoutes: Routes = (api, parts) => {
	const { db, registryOf } = parts;
	api.route({
		method: "GET",
		url: "/cases",
		config: { access: readers },
		schema: { summary: "The queue, page by page", querystring: CaseListQuery, response: { 200: CasePage } },
		handler: async (request) => {
			const caller = callerOf(request);
			return listCases(db, await registryOf(caller.regionId), caller, request.query, new Date());
		},
	});

	api.route({
		method: "GET",
		url: "/cases/counts",
		config: { access: readers },
		schema: { summary: "How many cases each view holds", response: { 200: CaseCounts } },
		handler: (request) => countCases(db, callerOf(request), new Date()),
	});

	api.route({
		method: "GET",
		url: "/cases/rows",
		config: { access: readers },
		schema: {
			summary:
				"Some rows of the queue as they stand now; those that the caller may not see, or no longer, are left out",
			querystring: CaseRowsQuery,
			response: { 200: CaseRows },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const { ids, ...filter } = request.query;
			const order = { ...filter, ids: ids.split(",").map(Number) };
			return { items: await readRowsOf(db, await registryOf(caller.regionId), caller, order, new Date()) };
		},
	});

	api.route({
		method: "GET",
		url: "/cases/:id",
		config: { access: readers },
		schema: { summary: "A case with its thread and history", params: IdParams, response: { 200: CaseDetail } },
		handler: (request) => readDetail(parts, callerOf(request), request.params.id),
	});

	aroundRoutes(api, parts);
	changeRoutes(api, parts);
	snoozeRoutes(api, parts);
};

const aroundRoutes: Routes = (api, { db, registryOf }) => {
	api.route({
		method: "GET",
		url: "/cases/groups",
		config: { access: readers },
		schema: {
			summary: "How many cases each group of the queue holds",
			querystring: CaseGroupsQuery,
			response: { 200: CaseGroups },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			return countGroups(db, await registryOf(caller.regionId), caller, request.query, new Date());
		},
	});

	api.route({
		method: "GET",
		url: "/cases/:id/near",
		config: { access: readers },
		schema: { summary: "Open cases near this one", params: IdParams, response: { 200: NearCases } },
		handler: (request) => readNear(db, callerOf(request), request.params.id),
	});
};

const snoozeRoutes: Routes = (api, parts) => {
	const { db } = parts;
	const config = { access: ["case.triage", "case.work"] as const };
	api.route({
		method: "POST",
		url: "/cases/:id/snooze",
		config,
		schema: {
			summary: "Put a case aside until a moment",
			params: IdParams,
			body: SnoozeCase,
			response: { 200: CaseDetail },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			const { until, ...order } = request.body;
			await snoozeCase(db, caller, request.params.id, { ...order, until: new Date(until) }, new Date());
			return readDetail(parts, caller, request.params.id);
		},
	});

	api.route({
		method: "DELETE",
		url: "/cases/:id/snooze",
		config,
		schema: { summary: "Bring a case back before its moment", params: IdParams, response: { 200: CaseDetail } },
		handler: async (request) => {
			const caller = callerOf(request);
			await wakeCase(db, caller, request.params.id);
			return readDetail(parts, caller, request.params.id);
		},
	});
};

const changeRoutes: Routes = (api, parts) => {
	const { db, registryOf } = parts;
	api.route({
		method: "POST",
		url: "/cases/:id/actions",
		// which of these an action needs stands in the table of actions
		config: { access: ["case.triage", "case.work"] },
		schema: { summary: "Act on a case", params: IdParams, body: ActOnCase, response: { 200: CaseDetail } },
		handler: async (request) => {
			const caller = callerOf(request);
			const { action, version, ...given } = request.body;
			const order = { caseId: request.params.id, version, action, given };
			await actByPerson(db, await registryOf(caller.regionId), caller, order);
			return readDetail(parts, caller, request.params.id);
		},
	});

	api.route({
		method: "PUT",
		url: "/cases/:id/topic",
		config: { access: ["case.triage", "case.work"] },
		schema: { summary: "Say what a case is about", params: IdParams, body: ChangeTopic, response: { 200: CaseDetail } },
		handler: async (request) => {
			const caller = callerOf(request);
			await changeTopic(db, await registryOf(caller.regionId), caller, request.params.id, request.body);
			return readDetail(parts, caller, request.params.id);
		},
	});

	api.route({
		method: "PUT",
		url: "/cases/:id/place",
		config: { access: ["case.triage", "case.work"] },
		schema: { summary: "Say where a case is", params: IdParams, body: ChangePlace, response: { 200: CaseDetail } },
		handler: async (request) => {
			const caller = callerOf(request);
			await changePlace(db, await registryOf(caller.regionId), caller, request.params.id, request.body);
			return readDetail(parts, caller, request.params.id);
		},
	});
};
