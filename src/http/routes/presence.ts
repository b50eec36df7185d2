import { keepPresence, leaveCase } from "../../cases/keep-presence.ts";
import { requireSeen } from "../../cases/reads.ts";
import { listDraftTexts, readPresence } from "../../cases/reads-presence.ts";
import { DraftTexts, Heartbeat, Presence } from "../contract-answers.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams, Nothing } from "./params.ts";

const config = { access: ["case.read.region", "case.read.agency"] as const };

/** Who is at a case, who writes its answer, and texts that are not the draft. */
export const presenceRoutes: Routes = (api, { db }) => {
	const response = { 200: Presence };
	api.route({
		method: "POST",
		url: "/cases/:id/presence",
		config,
		schema: { summary: "Say that one has the case open", params: IdParams, body: Heartbeat, response },
		handler: (request) => keepPresence(db, callerOf(request), request.params.id, request.body),
	});

	api.route({
		method: "GET",
		url: "/cases/:id/presence",
		config,
		schema: { summary: "Who has the case open and who writes", params: IdParams, response },
		handler: async (request) => {
			const caller = callerOf(request);
			await requireSeen(db, caller, request.params.id);
			return readPresence(db, caller.regionId, request.params.id);
		},
	});

	api.route({
		method: "DELETE",
		url: "/cases/:id/presence",
		config,
		schema: { summary: "Leave the case", params: IdParams, response: { 204: Nothing } },
		handler: async (request, reply) => {
			await leaveCase(db, callerOf(request), request.params.id);
			return reply.code(204).send();
		},
	});

	api.route({
		method: "GET",
		url: "/cases/:id/reply/texts",
		config,
		schema: { summary: "Texts that are not the draft", params: IdParams, response: { 200: DraftTexts } },
		handler: async (request) => {
			const caller = callerOf(request);
			await requireSeen(db, caller, request.params.id);
			return listDraftTexts(db, caller, request.params.id);
		},
	});
};
