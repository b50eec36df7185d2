import { listAbsences } from "../../access/reads-absence.ts";
import { absenceReach, endAbsence, saveAbsence } from "../../access/save-absence.ts";
import { AbsenceList, AbsenceQuery, SaveAbsence, SavedAbsence } from "../contract-duty.ts";
import type { Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams, Nothing } from "./params.ts";

/** Everybody speaks for themselves; for others a head does, or who has duty.manage. */
const config = { access: "signed-in" as const };
const spanOf = ({ from, to }: { from: string; to: string }) => ({ from: new Date(from), to: new Date(to) });

/** Who is away, and who stands in for them. */
export const absenceRoutes: Routes = (api, { db }) => {
	api.route({
		method: "GET",
		url: "/absences",
		config,
		schema: {
			summary: "Absences: one's own, and those one may change or stands in for",
			querystring: AbsenceQuery,
			response: { 200: AbsenceList },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			return { items: await listAbsences(db, caller, absenceReach(caller), spanOf(request.query)) };
		},
	});

	api.route({
		method: "POST",
		url: "/absences",
		config,
		schema: {
			summary: "Say that a person is away and who stands in",
			body: SaveAbsence,
			response: { 200: SavedAbsence },
		},
		handler: async (request) => {
			const order = { ...request.body, ...spanOf(request.body) };
			return { id: await saveAbsence(db, callerOf(request), order, new Date()) };
		},
	});

	api.route({
		method: "DELETE",
		url: "/absences/:id",
		config,
		schema: { summary: "The person is back, or does not go", params: IdParams, response: { 204: Nothing } },
		handler: async (request, reply) => {
			await endAbsence(db, callerOf(request), request.params.id, new Date());
			return reply.code(204).send();
		},
	});
};
