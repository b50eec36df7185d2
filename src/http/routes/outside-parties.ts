import { addOutsideParty, makeLink, revokeLink } from "../../cases/outside-link.ts";
import { listOutsideParties } from "../../cases/reads-outside.ts";
import { listTasks } from "../../cases/reads-task.ts";
import { AddOutsideParty, CaseTasks, MadeLink, MakeLink, OutsideParties, TaskParams } from "../contract-tasks.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";

const givers = ["case.work", "case.triage"] as const;

export const outsidePartyRoutes: Routes = (api, { db, publicUrl }) => {
	api.route({
		method: "GET",
		url: "/outside-parties",
		config: { access: givers },
		schema: { summary: "Companies without an account that have parts in cases", response: { 200: OutsideParties } },
		handler: (request) => listOutsideParties(db, callerOf(request)),
	});

	api.route({
		method: "POST",
		url: "/outside-parties",
		config: { access: givers },
		schema: { summary: "Make a company known", body: AddOutsideParty, response: { 200: OutsideParties } },
		handler: async (request) => {
			await addOutsideParty(db, callerOf(request), request.body);
			return listOutsideParties(db, callerOf(request));
		},
	});

	api.route({
		method: "POST",
		url: "/cases/:id/tasks/:taskId/link",
		config: { access: givers },
		schema: {
			summary: "A link by which a company answers once, without an account; earlier ones end",
			params: TaskParams,
			body: MakeLink,
			response: { 200: MadeLink },
		},
		handler: async (request) => {
			const { id, taskId } = request.params;
			const key = { caseId: id, taskId };
			const made = await makeLink(db, callerOf(request), key, request.body.days, new Date());
			return { url: `${publicUrl}/t/${made.token}`, expiresAt: made.expiresAt.toISOString() };
		},
	});

	api.route({
		method: "POST",
		url: "/cases/:id/tasks/:taskId/link/revoke",
		config: { access: givers },
		schema: { summary: "The link leads nowhere any more", params: TaskParams, response: { 200: CaseTasks } },
		handler: async (request) => {
			const { id, taskId } = request.params;
			await revokeLink(db, callerOf(request), { caseId: id, taskId }, new Date());
			return listTasks(db, callerOf(request), id, new Date());
		},
	});
};
