import { findFaults } from "../../access/ask-provider.ts";
import { requireRegionalManager } from "../../access/manage-people.ts";
import {
	addProvider,
	changeProvider,
	linkPerson,
	removeProvider,
	unlinkPerson,
} from "../../access/manage-providers.ts";
import { findProvider, listLinks, listProviders } from "../../access/reads-providers.ts";
import type { ProviderRow } from "../../access/reads-providers.ts";
import { accessOf, returnUrlOf } from "../../access/sign-in-by-provider.ts";
import type { Caller } from "../../access/permissions.ts";
import type { Db } from "../../db/database.ts";
import { DomainError } from "../../domain/errors.ts";
import { mayCall } from "../../files/guard-address.ts";
import * as shape from "../contract-sign-in.ts";
import type { Api, RouteParts, Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { providerParts } from "../sign-in-browser.ts";
import { Nothing, RowParams } from "./params.ts";

const access = ["staff.manage"] as const;
const LinkParams = RowParams.extend({ staffId: RowParams.shape.id });

/** Providers of identities of a region, by whoever manages its people. */
export const signInProviderRoutes: Routes = (api, parts) => {
	listAndAdd(api, parts);
	changeAndCheck(api, parts);
	people(api, parts);
	linking(api, parts);
};

function listAndAdd(api: Api, { db, secretKey, publicUrl, trustedProviders = [] }: RouteParts): void {
	api.route({
		method: "GET",
		url: "/sign-in-providers",
		config: { access },
		schema: { summary: "Providers by which people sign in", response: { 200: shape.ProviderList } },
		handler: async (request) => {
			const caller = callerOf(request);
			requireRegionalManager(caller);
			const rows = await listProviders(db, caller.regionId);
			return {
				items: rows.map((row) => ({
					...{ id: row.id, label: row.label, issuer: row.issuer, clientId: row.client_id, isOn: row.is_on },
					findsBy: row.finds_by as shape.Provider["findsBy"],
					...{ isSecondFactor: row.is_second_factor, newRoles: row.new_roles, newAgencyId: row.new_agency_id },
					...{ people: row.people, returnUrl: returnUrlOf(publicUrl, row.id) },
				})),
			};
		},
	});

	api.route({
		method: "POST",
		url: "/sign-in-providers",
		config: { access },
		schema: {
			summary: "Connect a provider; nobody signs in by it before it is switched on",
			body: shape.AddProvider,
			response: { 201: shape.AddedProvider },
		},
		handler: async (request, reply) => {
			const mayAsk = (issuer: URL) =>
				trustedProviders.includes(issuer.host) || (issuer.protocol === "https:" && mayCall(issuer, null));
			const id = await addProvider(db, callerOf(request), request.body, { secretKey, mayAsk });
			return reply.code(201).send({ id });
		},
	});
}

function changeAndCheck(api: Api, parts: RouteParts): void {
	const { db, secretKey } = parts;
	api.route({
		method: "PUT",
		url: "/sign-in-providers/:id",
		config: { access },
		schema: {
			summary: "Change a provider, or switch it on and off",
			params: RowParams,
			body: shape.SaveProvider,
			response: { 204: Nothing },
		},
		handler: async (request, reply) => {
			await changeProvider(db, callerOf(request), request.params.id, { secretKey, change: request.body });
			return reply.code(204).send();
		},
	});

	api.route({
		method: "DELETE",
		url: "/sign-in-providers/:id",
		config: { access },
		schema: {
			summary: "Take a provider away, and who is linked with it",
			params: RowParams,
			response: { 204: Nothing },
		},
		handler: async (request, reply) => {
			await removeProvider(db, callerOf(request), request.params.id);
			return reply.code(204).send();
		},
	});

	api.route({
		method: "POST",
		url: "/sign-in-providers/:id/check",
		config: { access },
		schema: {
			summary: "What stands in the way of a sign-in by a provider",
			params: RowParams,
			response: { 200: shape.CheckedProvider },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			requireRegionalManager(caller);
			const provider = await ownProvider(db, caller, request.params.id);
			return { faults: await findFaults(accessOf(providerParts(parts), provider)) };
		},
	});
}

async function ownProvider(db: Db, caller: Caller, id: number): Promise<ProviderRow> {
	const provider = await findProvider(db, id);
	if (!provider || provider.region_id !== caller.regionId) throw new DomainError("not-found");
	return provider;
}

function people(api: Api, { db }: RouteParts): void {
	api.route({
		method: "GET",
		url: "/sign-in-providers/:id/people",
		config: { access },
		schema: {
			summary: "Who is linked with a provider",
			params: RowParams,
			response: { 200: shape.LinkedPeople },
		},
		handler: async (request) => {
			const caller = callerOf(request);
			requireRegionalManager(caller);
			const provider = await ownProvider(db, caller, request.params.id);
			const rows = await listLinks(db, caller.regionId, provider.id);
			return {
				items: rows.map((row) => ({
					...{ staffId: row.staff_id, name: row.name, login: row.login, subject: row.subject },
					linkedAt: row.linked_at.toISOString(),
					lastUsedAt: row.last_used_at?.toISOString() ?? null,
				})),
			};
		},
	});
}

function linking(api: Api, { db }: RouteParts): void {
	api.route({
		method: "PUT",
		url: "/sign-in-providers/:id/people/:staffId",
		config: { access },
		schema: {
			summary: "Say who a person is at a provider",
			params: LinkParams,
			body: shape.LinkPerson,
			response: { 204: Nothing },
		},
		handler: async (request, reply) => {
			const { id: providerId, staffId } = request.params;
			await linkPerson(db, callerOf(request), { providerId, staffId, subject: request.body.subject });
			return reply.code(204).send();
		},
	});

	api.route({
		method: "DELETE",
		url: "/sign-in-providers/:id/people/:staffId",
		config: { access },
		schema: { summary: "End a person's link with a provider", params: LinkParams, response: { 204: Nothing } },
		handler: async (request, reply) => {
			const { id: providerId, staffId } = request.params;
			await unlinkPerson(db, callerOf(request), { providerId, staffId });
			return reply.code(204).send();
		},
	});
}
