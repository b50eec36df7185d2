import { finishTask, refuseTask, savePart } from "../../cases/do-task.ts";
import { cancelTask, giveTask } from "../../cases/give-task.ts";
import { insertParts, listParts } from "../../cases/insert-parts.ts";
import { listOwnTasks } from "../../cases/reads-own-tasks.ts";
import { listTasks } from "../../cases/reads-task.ts";
import { CaseDetail } from "../contract-case.ts";
import {
	CaseTasks,
	EndTask,
	FinishTask,
	GiveTask,
	InsertParts,
	OwnTasks,
	Parts,
	SavePart,
	TaskParams,
} from "../contract-tasks.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { readDetail } from "./detail.ts";
import { IdParams, Nothing } from "./params.ts";

const response = { 200: CaseTasks };
const givers = ["case.work", "case.triage"] as const;

export const taskRoutes: Routes = (api, parts) => {
	const { db, registryOf } = parts;
	api.route({
		method: "GET",
		url: "/cases/:id/tasks",
		config: { access: ["case.read.region", "case.read.agency"] },
		schema: { summary: "What others have to do in a case", params: IdParams, response },
		handler: (request) => listTasks(db, callerOf(request), request.params.id, new Date()),
	});

	api.route({
		method: "POST",
		url: "/cases/:id/tasks",
		config: { access: givers },
		schema: { summary: "Give another agency or an outside party its part", params: IdParams, body: GiveTask, response },
		handler: async (request) => {
			const caller = callerOf(request);
			const { id } = request.params;
			await giveTask(db, await registryOf(caller.regionId), caller, id, request.body, new Date());
			return listTasks(db, caller, id, new Date());
		},
	});

	api.route({
		method: "POST",
		url: "/cases/:id/tasks/:taskId/cancel",
		config: { access: givers },
		schema: { summary: "Do without a part", params: TaskParams, body: EndTask, response },
		handler: async (request) => {
			const caller = callerOf(request);
			const { id, taskId } = request.params;
			const key = { caseId: id, taskId };
			await cancelTask(db, await registryOf(caller.regionId), caller, key, request.body, new Date());
			return listTasks(db, caller, id, new Date());
		},
	});

	api.route({
		method: "GET",
		url: "/tasks",
		config: { access: ["case.work"] },
		schema: { summary: "Parts that one's own agencies have yet to do", response: { 200: OwnTasks } },
		handler: (request) => listOwnTasks(db, callerOf(request)),
	});

	doRoutes(api, parts);
	partRoutes(api, parts);
};

const doRoutes: Routes = (api, { db, registryOf }) => {
	api.route({
		method: "PUT",
		url: "/cases/:id/tasks/:taskId/part",
		config: { access: ["case.work"] },
		schema: { summary: "Keep a part as it is written", params: TaskParams, body: SavePart, response },
		handler: async (request) => {
			const caller = callerOf(request);
			const { id, taskId } = request.params;
			await savePart(db, caller, { caseId: id, taskId }, request.body);
			return listTasks(db, caller, id, new Date());
		},
	});

	api.route({
		method: "POST",
		url: "/cases/:id/tasks/:taskId/done",
		config: { access: ["case.work"] },
		schema: { summary: "Hand a part to the owner of the case", params: TaskParams, body: FinishTask, response },
		handler: async (request) => {
			const caller = callerOf(request);
			const { id, taskId } = request.params;
			const key = { caseId: id, taskId };
			await finishTask(db, await registryOf(caller.regionId), caller, key, request.body, new Date());
			return listTasks(db, caller, id, new Date());
		},
	});

	api.route({
		method: "POST",
		url: "/cases/:id/tasks/:taskId/refuse",
		config: { access: ["case.work"] },
		schema: {
			summary: "Say why a part will not be done; the case is seen no more",
			params: TaskParams,
			body: EndTask,
			response: { 204: Nothing },
		},
		handler: async (request, reply) => {
			const caller = callerOf(request);
			const { id, taskId } = request.params;
			const key = { caseId: id, taskId };
			await refuseTask(db, await registryOf(caller.regionId), caller, key, request.body, new Date());
			return reply.code(204).send();
		},
	});
};

const partRoutes: Routes = (api, parts) => {
	const { db } = parts;
	api.route({
		method: "GET",
		url: "/cases/:id/parts",
		config: { access: ["reply.write", "reply.approve"] },
		schema: { summary: "Parts that others have done, for the answer", params: IdParams, response: { 200: Parts } },
		handler: (request) => listParts(db, callerOf(request), request.params.id),
	});

	api.route({
		method: "POST",
		url: "/cases/:id/reply/parts",
		config: { access: ["reply.write"] },
		schema: {
			summary: "Put parts behind the text of the draft",
			params: IdParams,
			body: InsertParts,
			response: { 200: CaseDetail },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			await insertParts(db, caller, request.params.id, request.body);
			return readDetail(parts, caller, request.params.id);
		},
	});
};
