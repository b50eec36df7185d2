import {
	addPerson,
	endSessionsOf,
	resetPassword,
	resetSecondFactor,
	savePerson,
	switchPersonOn,
} from "../../access/manage-people.ts";
import type { Caller } from "../../access/permissions.ts";
import { listPeople, listSessions, readPerson } from "../../access/reads-people.ts";
import type { PersonRow } from "../../access/reads-people.ts";
import { endPersonsWork, openWorkOf } from "../../cases/leave-work.ts";
import type { Db } from "../../db/database.ts";
import { DomainError } from "../../domain/errors.ts";
import * as shape from "../contract-people.ts";
import type { Api, RouteParts, Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { Nothing, RowParams } from "./params.ts";

const access = ["staff.manage"] as const;

/** People of the region, or of the own agencies, by whoever manages them. */
export const personRoutes: Routes = (api, parts) => {
	listAndAdd(api, parts);
	readAndSave(api, parts);
	comeAndGo(api, parts);
	signInSafety(api, parts);
};

function listAndAdd(api: Api, { db }: RouteParts): void {
	api.route({
		method: "GET",
		url: "/people",
		config: { access },
		schema: { summary: "People by name", querystring: shape.PersonQuery, response: { 200: shape.PersonPage } },
		handler: async (request) => {
			const { cursor, ...query } = request.query;
			const after = cursor === undefined ? undefined : Number(cursor);
			const { items, ...page } = await listPeople(db, callerOf(request), { ...query, after });
			return { ...page, items: items.map(shown) };
		},
	});

	api.route({
		method: "POST",
		url: "/people",
		config: { access },
		schema: {
			summary: "Add a person; the password is shown this once",
			body: shape.AddPerson,
			response: { 201: shape.AddedPerson },
		},
		handler: async (request, reply) => reply.code(201).send(await addPerson(db, callerOf(request), request.body)),
	});
}

function readAndSave(api: Api, { db }: RouteParts): void {
	api.route({
		method: "GET",
		url: "/people/:id",
		config: { access },
		schema: {
			summary: "A person and what they have in hand",
			params: RowParams,
			response: { 200: shape.PersonDetail },
		},
		handler: (request) => readDetail(db, callerOf(request), request.params.id),
	});

	api.route({
		method: "PUT",
		url: "/people/:id",
		config: { access },
		schema: {
			summary: "Change a person's name, agency or roles",
			params: RowParams,
			body: shape.SavePerson,
			response: { 200: shape.PersonDetail },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			await savePerson(db, caller, request.params.id, request.body);
			return readDetail(db, caller, request.params.id);
		},
	});
}

function comeAndGo(api: Api, { db }: RouteParts): void {
	api.route({
		method: "POST",
		url: "/people/:id/off",
		config: { access },
		schema: {
			summary: "Switch a person off; their open work goes to another, or to everybody of its agency",
			params: RowParams,
			body: shape.SwitchOff,
			response: { 200: shape.SwitchedOff },
		},
		handler: (request) => endPersonsWork(db, callerOf(request), request.params.id, request.body.toStaffId),
	});

	api.route({
		method: "POST",
		url: "/people/:id/on",
		config: { access },
		schema: { summary: "Let a person in again", params: RowParams, response: { 200: shape.PersonDetail } },
		handler: async (request) => {
			const caller = callerOf(request);
			await switchPersonOn(db, caller, request.params.id);
			return readDetail(db, caller, request.params.id);
		},
	});
}

function signInSafety(api: Api, { db }: RouteParts): void {
	api.route({
		method: "POST",
		url: "/people/:id/password",
		config: { access },
		schema: {
			summary: "Give a person another password, shown this once",
			params: RowParams,
			response: { 200: shape.NewPassword },
		},
		handler: async (request) => ({ password: await resetPassword(db, callerOf(request), request.params.id) }),
	});

	api.route({
		method: "DELETE",
		url: "/people/:id/sessions",
		config: { access },
		schema: { summary: "Sign a person out everywhere", params: RowParams, response: { 200: shape.EndedSessions } },
		handler: async (request) => ({ ended: await endSessionsOf(db, callerOf(request), request.params.id) }),
	});

	api.route({
		method: "DELETE",
		url: "/people/:id/second-factor",
		config: { access },
		schema: {
			summary: "Take the second factor away from who lost it",
			params: RowParams,
			response: { 204: Nothing },
		},
		handler: async (request, reply) => {
			await resetSecondFactor(db, callerOf(request), request.params.id);
			return reply.code(204).send();
		},
	});
}

async function readDetail(db: Db, caller: Caller, id: number) {
	const person = await readPerson(db, caller, id);
	if (!person) throw new DomainError("not-found", { id });
	const work = await openWorkOf(db, caller.regionId, id);
	const sessions = await listSessions(db, caller.regionId, id);
	return { person: shown(person), work, sessions: sessions.length, createdAt: person.created_at.toISOString() };
}

function shown({ created_at: _, last_seen_at: seen, ...person }: PersonRow): shape.Person {
	return { ...person, lastSeenAt: seen?.toISOString() ?? null };
}
