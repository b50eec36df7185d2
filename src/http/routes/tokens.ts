import { addServiceAccount, createToken, endServiceAccount, revokeToken } from "../../access/manage-tokens.ts";
import { listServiceAccounts, listTokens } from "../../access/reads-tokens.ts";
import {
	AddedServiceAccount,
	AddServiceAccount,
	ApiTokenList,
	CreatedToken,
	CreateToken,
	ServiceAccountList,
} from "../contract-tokens.ts";
import type { ApiToken } from "../contract-tokens.ts";
import type { Api, RouteParts, Routes } from "../parts.ts";
import { callerOf } from "../session.ts";
import { IdParams, Nothing } from "./params.ts";

const access = ["integration.manage"] as const;

/** Tokens of programs, and the accounts they may act as. */
export const tokenRoutes: Routes = (api, parts) => {
	tokens(api, parts);
	serviceAccounts(api, parts);
};

function tokens(api: Api, { db }: RouteParts): void {
	api.route({
		method: "GET",
		url: "/tokens",
		config: { access },
		schema: { summary: "Tokens of programs, the newest first", response: { 200: ApiTokenList } },
		handler: async (request) => ({ items: (await listTokens(db, callerOf(request))).map(shown) }),
	});

	api.route({
		method: "POST",
		url: "/tokens",
		config: { access },
		schema: { summary: "Make a token, shown this once", body: CreateToken, response: { 201: CreatedToken } },
		handler: async (request, reply) => {
			const made = await createToken(db, callerOf(request), request.body);
			return reply.code(201).send({ ...made, expiresAt: made.expiresAt.toISOString() });
		},
	});

	api.route({
		method: "DELETE",
		url: "/tokens/:id",
		config: { access },
		schema: { summary: "End a token at once", params: IdParams, response: { 204: Nothing } },
		handler: async (request, reply) => {
			await revokeToken(db, callerOf(request), request.params.id);
			return reply.code(204).send();
		},
	});
}

function serviceAccounts(api: Api, { db }: RouteParts): void {
	api.route({
		method: "GET",
		url: "/service-accounts",
		config: { access },
		schema: { summary: "Accounts of programs", response: { 200: ServiceAccountList } },
		handler: async (request) => {
			const rows = await listServiceAccounts(db, callerOf(request));
			return {
				items: rows.map(({ agency_id: agencyId, is_active: isActive, ...row }) => ({ ...row, agencyId, isActive })),
			};
		},
	});

	api.route({
		method: "POST",
		url: "/service-accounts",
		config: { access },
		schema: { summary: "Add an account of a program", body: AddServiceAccount, response: { 201: AddedServiceAccount } },
		handler: async (request, reply) =>
			reply.code(201).send({ id: await addServiceAccount(db, callerOf(request), request.body) }),
	});

	api.route({
		method: "DELETE",
		url: "/service-accounts/:id",
		config: { access },
		schema: {
			summary: "Switch an account of a program off, and its tokens with it",
			params: IdParams,
			response: { 204: Nothing },
		},
		handler: async (request, reply) => {
			await endServiceAccount(db, callerOf(request), request.params.id);
			return reply.code(204).send();
		},
	});
}

function shown(row: Awaited<ReturnType<typeof listTokens>>[number]): ApiToken {
	return {
		id: row.id,
		name: row.name,
		account: { id: row.staff_id, name: row.staff_name, isService: row.is_service },
		permissions: row.permissions,
		agencyId: row.agency_id,
		ending: row.ending,
		createdAt: row.created_at.toISOString(),
		createdBy: row.created_by,
		expiresAt: row.expires_at.toISOString(),
		lastUsedAt: row.last_used_at?.toISOString() ?? null,
		lastUsedIp: row.last_used_ip,
		revokedAt: row.revoked_at?.toISOString() ?? null,
	};
}
